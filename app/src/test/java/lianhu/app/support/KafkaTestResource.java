package lianhu.app.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts a Kafka broker and points the gateway to it. A test finds the broker again by the folder. */
public final class KafkaTestResource implements QuarkusTestResourceLifecycleManager {
    public static final String HOME = "test.kafka.home";

    private @Nullable KafkaBroker broker;

    @Override
    public Map<String, String> start() {
        try {
            KafkaBroker created = KafkaBroker.create(Files.createTempDirectory("lianhu-kafka"));
            broker = created;
            created.start();
            return Map.of(
                    "kafka.bootstrap.servers",
                    created.address(),
                    HOME,
                    created.home().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.kill();
            try (Stream<Path> all = Files.walk(broker.home())) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            } catch (IOException | UncheckedIOException gone) {
                System.err.println("left behind: " + broker.home());
            }
        }
    }
}
