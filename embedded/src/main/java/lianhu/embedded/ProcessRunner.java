package lianhu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs: short ones to their end, servers in a session of their own. */
final class ProcessRunner {
    record ProcessResult(int exit, String output) {
        boolean ok() {
            return exit == 0;
        }
    }

    static ProcessResult run(List<String> prefix, String... command) {
        return run(prefix, List.of(command));
    }

    static ProcessResult run(List<String> prefix, List<String> command) {
        try {
            var process = new ProcessBuilder(join(prefix, command))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new ProcessResult(124, output);
            }
            return new ProcessResult(process.exitValue(), output);
        } catch (IOException notFound) {
            return new ProcessResult(127, String.valueOf(notFound.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProcessResult(130, "interrupted");
        }
    }

    /**
     * Starts a server. {@code setsid} gives it a process group of its own, so that Ctrl-C in the terminal does not
     * reach it. The programs in front of it only replace themselves, so the process is the server itself.
     */
    static Process launch(List<String> prefix, Path log, List<String> command) {
        try {
            return new ProcessBuilder(join(join(List.of("setsid"), prefix), command))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that has ended stays listed until its parent reaps it, which in a container may be never. */
    static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private ProcessRunner() {}
}
