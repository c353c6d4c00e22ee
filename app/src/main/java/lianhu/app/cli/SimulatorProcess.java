package lianhu.app.cli;

import io.quarkus.runtime.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process of the WeCom simulator. The gateway calls the simulator until the gateway has stopped, so the simulator
 * stops after the gateway. When the gateway is killed, the end of its standard input stops the simulator.
 */
final class SimulatorProcess {
    private static final long LONGEST_SECONDS = 10;

    private final Process process;
    private final AtomicBoolean isStopping = new AtomicBoolean();

    private SimulatorProcess(Process process) {
        this.process = process;
    }

    /** @param log the file for the output of the simulator */
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

    /** Shutdown hooks run in parallel, so this one waits until Quarkus has stopped. */
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
