package lianhu.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The bare Quarkus application of the module {@code bench/bare}, on the gateway's JVM with the gateway's flags. */
public final class BareApp implements Closer.Resource {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    /** The JVM writes the AOT cache when it exits. */
    private static final int STOP_SECONDS = 60;

    private final InstalledApp installedApp;
    private final Path jar;
    private final Path aotCache;
    private final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.free());
    private @Nullable Process process;

    /** @param folder where the AOT cache is written */
    public BareApp(InstalledApp installedApp, Path folder) {
        this.installedApp = installedApp;
        this.jar = built().resolve("quarkus-run.jar");
        this.aotCache = folder.resolve("bare.aot");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("the bare application is not built: " + jar);
        }
    }

    private static Path built() {
        try {
            Path own = Path.of(BareApp.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolve("../../bare/target/quarkus-app").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts once without measuring; creates an AOT cache when the gateway has one. */
    public void prepare() {
        start(installedApp.hasAotCache() ? "-XX:AOTCacheOutput=" + aotCache : "");
        close();
    }

    /** Starts and stops the application once. */
    public Measured measure() {
        long millis = start(Files.exists(aotCache) ? "-XX:AOTCache=" + aotCache : "");
        long residentMb = process == null ? 0 : CpuUsage.residentMb(process.pid());
        close();
        return new Measured(millis, residentMb);
    }

    /** @param millis from launch to the first answer */
    public record Measured(long millis, long residentMb) {}

    private long start(String aotFlag) {
        List<String> command = new ArrayList<>();
        command.add(installedApp.java().toString());
        command.addAll(InstalledApp.plainFlags());
        if (!aotFlag.isEmpty()) {
            command.add(aotFlag);
        }
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + address.getPort());
        command.addAll(List.of("-jar", jar.toString()));
        long begin = System.nanoTime();
        Process now;
        try {
            now = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = now;
        TimedWait.until(READY_WITHIN, () -> !now.isAlive() || StatusProbe.isOk(address, "/"));
        if (!now.isAlive()) {
            throw new IllegalStateException("the bare application ended with " + now.exitValue());
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    @Override
    public void close() {
        Process now = process;
        if (now == null) {
            return;
        }
        now.destroy();
        try {
            if (!now.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                now.destroyForcibly();
            }
        } catch (InterruptedException e) {
            now.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
