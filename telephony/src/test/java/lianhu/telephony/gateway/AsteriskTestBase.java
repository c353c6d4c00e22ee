package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import lianhu.embedded.AsteriskForTests;
import lianhu.embedded.EmbeddedAsterisk;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A real Asterisk for the tests of one class, with prompts that are known by their pitch. */
@NullUnmarked
public abstract class AsteriskTestBase {
    protected static final Duration LIMIT = Duration.ofSeconds(30);

    protected static Path data;
    protected static EmbeddedAsterisk asterisk;
    protected static Path prompts;

    @BeforeAll
    protected static void startAsterisk() {
        data = AsteriskForTests.newData();
        asterisk = AsteriskForTests.start(data);
        prompts = PromptTones.create();
    }

    @AfterAll
    protected static void stopAsterisk() {
        if (asterisk != null) {
            asterisk.close();
        }
        AsteriskForTests.delete(data);
    }

    /** Names of the files that Asterisk has recorded. */
    protected static List<String> recordings() {
        return List.of(Objects.requireNonNull(
                data.resolve("asterisk/spool/recording").toFile().list(), "no folder of recordings"));
    }

    public static void until(BooleanSupplier condition) throws InterruptedException {
        until(LIMIT, condition);
    }

    public static void until(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            Thread.sleep(50);
        }
    }
}
