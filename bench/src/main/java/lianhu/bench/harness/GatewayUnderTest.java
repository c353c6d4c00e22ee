package lianhu.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One copy of the gateway in its own process; after a kill it can be launched again with the same port and data. */
public final class GatewayUnderTest implements Closer.Resource {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final int STOP_SECONDS = 30;
    private static final int LOG_SHOWN = 25;

    private final InstalledApp installedApp;
    private final Path log;
    private final int port = FreePorts.free();
    private final int managementPort = FreePorts.free();
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private volatile @Nullable Process process;
    private long launched;

    /** @param data the data directory, which also holds the log */
    public GatewayUnderTest(InstalledApp installedApp, Path data, String county) {
        this.installedApp = installedApp;
        this.log = data.resolve("gateway.log");
        set("lianhu.data-dir", data.toString());
        set("lianhu.cache-dir", installedApp.cache().toString());
        set("lianhu.county", county);
        set("lianhu.demo", "true");
        set("quarkus.http.port", Integer.toString(port));
        set("quarkus.management.port", Integer.toString(managementPort));
        // The audits count every delivery. In the environment another build passes over a name that it does not know.
        environment.put("LIANHU_MORNING_DIGEST", "false");
    }

    /** @param name of the setting in this build; another build may use another name */
    public GatewayUnderTest set(String name, String value) {
        settings.put(installedApp.settingName(name), value);
        return this;
    }

    /** Passes a secret in the environment, which other users cannot read, unlike the command line. */
    public GatewayUnderTest secret(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public void launch() {
        List<String> command = new ArrayList<>();
        command.add(installedApp.java().toString());
        command.addAll(installedApp.flags());
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", installedApp.jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            launched = System.nanoTime();
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return milliseconds from launch until the gateway reports that it is ready */
    public long awaitReady() {
        boolean isReady = TimedWait.until(READY_WITHIN, () -> !running().isAlive() || isReady());
        if (!isReady || !running().isAlive()) {
            throw new IllegalStateException("the gateway is not ready. Its log ends with:\n" + logTail());
        }
        return (System.nanoTime() - launched) / 1_000_000;
    }

    public boolean isReady() {
        // A build without the management port answers on the port of its pages.
        return Stream.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), managementPort), address())
                .anyMatch(at -> StatusProbe.isOk(at, "/q/health/ready"));
    }

    /** The parts of the gateway with {@code up} or {@code down}, as its health check reports them; empty without a response. */
    public Map<String, String> parts() {
        return StatusProbe.healthData(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), managementPort), "/q/health/well");
    }

    /** The HTTP status of one request; 0 without a response. */
    public int status(String request) {
        return StatusProbe.status(address(), request);
    }

    public long pid() {
        return running().pid();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Kills (-9) the process and returns when it has ended. */
    public void kill() {
        Process killed = running();
        killed.destroyForcibly();
        await(killed);
    }

    /** The exit code when the process ends by itself; empty when it still runs after this time. */
    public OptionalInt awaitExit(Duration within) {
        Process now = running();
        return TimedWait.until(within, () -> !now.isAlive()) ? OptionalInt.of(now.exitValue()) : OptionalInt.empty();
    }

    public boolean isAlive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    @Override
    public void close() {
        Process now = process;
        if (now != null) {
            now.destroy();
            if (!await(now)) {
                now.destroyForcibly();
                await(now);
            }
        }
    }

    /** The end of the log without stack frames. */
    public String logTail() {
        List<String> lines =
                log().lines().filter(line -> !line.startsWith("\tat ")).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_SHOWN), lines.size()));
    }

    /** All that the gateway has logged. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Process running() {
        Process now = process;
        if (now == null) {
            throw new IllegalStateException("not launched");
        }
        return now;
    }

    private static boolean await(Process process) {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
