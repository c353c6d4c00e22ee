package lianhu.app.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lianhu.app.Main;

/** The gateway in a JVM of its own, as the launcher starts it. */
public final class GatewayProcess {
    private static final long LONGEST_SECONDS = 120;

    /** The exit code and the output. */
    public record ExitResult(int code, String output) {}

    public static ExitResult run(Map<String, String> settings, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dlianhu.cache-dir=" + TestDatabase.cache()));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("does not end: " + said);
        }
        return new ExitResult(process.exitValue(), said);
    }

    private GatewayProcess() {}
}
