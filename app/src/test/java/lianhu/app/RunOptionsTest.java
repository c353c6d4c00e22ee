package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lianhu.app.support.GatewayProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that cannot succeed is refused before anything is started or written, with a reason and an exit code. */
class RunOptionsTest {
    private static final int WRONG_USAGE = 2;
    private static final int PORT_TAKEN = 5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--simulator-port", "--management-port"})
    void aTakenPortIsRefused(String option) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // When
            GatewayProcess.ExitResult exitResult = run(option, Integer.toString(taken.getLocalPort()));

            // Then
            assertEquals(PORT_TAKEN, exitResult.code(), exitResult.output());
            assertTrue(exitResult.output().contains("端口 " + taken.getLocalPort() + " 已被占用"), exitResult.output());
            assertFalse(Files.exists(folder.resolve("data")));
        }
    }

    @Test
    void anUnknownOptionIsRefusedAndTheKnownOnesAreShown() throws Exception {
        assertRefused("不认识：--prot", "--prot", "8081");
    }

    @Test
    void anOptionWithoutItsValueIsRefused() throws Exception {
        assertRefused("--county 后面缺少一个值", "--county");
    }

    @Test
    void aPortThatIsNoNumberIsRefused() throws Exception {
        assertRefused("端口应是数字：http", "--port", "http");
        assertRefused("端口应是数字：65536", "--port", "65536");
    }

    @Test
    void anUnknownCountyIsRefused() throws Exception {
        assertRefused("没有这个县：nowhere", "--county", "nowhere");
    }

    @Test
    void aCountyWithoutADemonstrationIsRefusedUnlessTheSimulatorIsLeftOut() throws Exception {
        // Given
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve("counties/bare"));

        // When
        GatewayProcess.ExitResult exitResult =
                GatewayProcess.run(Map.of("launcher.home", home.toString()), "run", "--county", "bare");

        // Then
        assertEquals(WRONG_USAGE, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("bare 没有演示数据，请加上 --no-simulator"), exitResult.output());
    }

    @Test
    void theHelpOfACommandNamesItsOptions() throws Exception {
        // When
        GatewayProcess.ExitResult exitResult = run("--help");

        // Then
        assertEquals(0, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("--management-port=N"), exitResult.output());
        assertTrue(exitResult.output().contains("健康检查和指标的端口"), exitResult.output());
    }

    private void assertRefused(String reason, String... options) throws Exception {
        GatewayProcess.ExitResult exitResult = run(options);
        assertEquals(WRONG_USAGE, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains(reason), exitResult.output());
        assertFalse(Files.exists(folder.resolve("data")));
    }

    private GatewayProcess.ExitResult run(String... options) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("run", "--data", folder.resolve("data").toString()));
        words.addAll(List.of(options));
        return GatewayProcess.run(
                Map.of(
                        "launcher.home",
                        Path.of("..").toAbsolutePath().normalize().toString(),
                        // any free one, so that only the port of the option can be taken
                        "quarkus.http.port",
                        "0",
                        "quarkus.management.port",
                        "0",
                        "lianhu.simulator-port",
                        "0"),
                words.toArray(String[]::new));
    }
}
