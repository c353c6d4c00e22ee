package lianhu.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The gateway starts the simulator and may be killed at any moment. */
class StopAtEofTest {
    @Test
    void itEndsWithTheInputThatItsParentHolds() throws Exception {
        // Given
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorMain.class.getName(),
                        "--port",
                        "0",
                        "--stop-at-eof")
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        assertTrue(output.lines().anyMatch(line -> line.startsWith("simulator: http")));

        // When
        process.getOutputStream().close();

        // Then
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }
}
