package lianhu.app.cli;

import io.quarkus.runtime.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The local WeCom of the demonstration, in a process of its own. The gateway talks to it until it has stopped, so it stops
 * after the gateway; when the gateway is killed, the end of its input stops it.
 */
final class SimulatorProcess {
    private static final long LONGEST_SECONDS = 10;

    private final Process process;
    private final AtomicBoolean isStopping = new AtomicBoolean();

    private SimulatorProcess(Process process) {
        this.process = process;
    }

    /** @param log takes all that it prints */
    static void start(Installation here, int port, int gatewayPort, Path demonstration, Path log) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                here.simulatorJar() + ":" + here.simulatorLibraries() + "/*",
                "lianhu.simulator.SimulatorMain",
                "--port",
                Integer.toString(port),
                "--gateway",
                "http://127.0.0.1:" + gatewayPort,
                "--demo",
                demonstration.toString(),
                "--stop-at-eof");
        try {
            SimulatorProcess simulator = new SimulatorProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start());
            simulator.process.onExit().thenRun(() -> simulator.ended(log));
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::stopAfterQuarkus, "stop simulator"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ended(Path log) {
        if (!isStopping.get()) {
            System.err.println("模拟器自己停了，原因见 " + log + "  The simulator has ended by itself.");
        }
    }

    /** Shutdown hooks run side by side, so this one waits until Quarkus has stopped. */
    private void stopAfterQuarkus() {
        isStopping.set(true);
        Application quarkus = Application.currentApplication();
        if (quarkus != null) {
            quarkus.awaitShutdown();
        }
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
