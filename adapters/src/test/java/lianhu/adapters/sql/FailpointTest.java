package lianhu.adapters.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailpointTest {
    /** Passes a point three times. */
    static final class FailingProgram {
        public static void main(String[] args) {
            for (int i = 0; i < 3; i++) {
                Failpoint.AFTER_COMMIT.reach();
            }
        }
    }

    @Test
    void thePlugIsPulledTheTimeThatWasNamed() throws Exception {
        assertEquals(137, run("-Dlianhu.failpoint=after-commit:3"));
        assertEquals(137, run("-Dlianhu.failpoint=after-commit"));
    }

    @Test
    void withoutTheWishNothingHappens() throws Exception {
        assertEquals(0, run("-Dlianhu.failpoint=after-commit:4"));
        assertEquals(0, run("-Dlianhu.failpoint=before-send"));
        assertEquals(0, run("-Dunrelated=1"));
    }

    private static int run(String property) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        property,
                        FailingProgram.class.getName())
                .inheritIO()
                .start();
        process.waitFor(20, TimeUnit.SECONDS);
        return process.exitValue();
    }
}
