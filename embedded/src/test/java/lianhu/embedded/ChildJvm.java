package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of {@link ServersMain} in a JVM of its own, with a process group of its own as a terminal gives it. */
final class ChildJvm {
    /** The class path of the test, copied to a place that another user can read. */
    record ProgramFiles(Path lib, Path cache) {
        static ProgramFiles copyTo(Path base) throws IOException {
            var lib = Files.createDirectory(base.resolve("lib"));
            for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                run(
                        "cp",
                        "-r",
                        entry,
                        lib.resolve(lib.toFile().list().length + "-"
                                        + Path.of(entry).getFileName())
                                .toString());
            }
            run("chmod", "-R", "a+rX", lib.toString());
            return new ProgramFiles(lib, base.resolve("cache"));
        }

        String classPath() {
            return String.join(
                    File.pathSeparator,
                    List.of(lib.toFile().list()).stream()
                            .map(name -> lib.resolve(name).toString())
                            .toList());
        }
    }

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Runs it under other programs, which must replace themselves by it, so that the process stays the same. */
    static ChildJvm launch(ProgramFiles programFiles, Path data, Path cache, String... below) throws IOException {
        var output = Files.createTempFile(programFiles.lib().resolve(".."), "child", ".log");
        var command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
        command.addAll(List.of(below));
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                programFiles.classPath(),
                ServersMain.class.getName(),
                data.toString(),
                cache.toString()));
        return new ChildJvm(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    ChildJvm awaitReady() {
        Polling.until(START_LIMIT, () -> ready().isPresent() || !process.isAlive());
        assertTrue(ready().isPresent(), this::output);
        return this;
    }

    int awaitEnd() throws InterruptedException {
        assertTrue(process.waitFor(60, java.util.concurrent.TimeUnit.SECONDS), this::output);
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long postgres() {
        return Long.parseLong(readNumber(1));
    }

    long redis() {
        return Long.parseLong(readNumber(2));
    }

    String redisUrl() {
        return readNumber(5);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The first column of the first row, or an empty text. */
    String query(String sql) throws SQLException {
        return query(sql, readNumber(4));
    }

    String query(String sql, String password) throws SQLException {
        try (var connection = DriverManager.getConnection(readNumber(3), PostgresServer.USER, password);
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(20);
            var rows = statement.execute(sql) ? statement.getResultSet() : null;
            return rows != null && rows.next() ? rows.getString(1) : "";
        }
    }

    boolean postgresAnswers() {
        try {
            return query("select 1").equals("1");
        } catch (SQLException notYet) {
            return false;
        }
    }

    boolean redisAnswers() {
        var parts = redisUrl().split("[:@]", -1);
        return RedisPing.directoryOf(Integer.parseInt(parts[parts.length - 1]), parts[2])
                .isPresent();
    }

    void terminate() throws InterruptedException {
        process.destroy();
        awaitEnd();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    void pressCtrlC() throws InterruptedException {
        // To the whole process group, as the terminal does.
        run("kill", "-INT", "--", "-" + process.pid());
        awaitEnd();
    }

    static void run(String... command) {
        var processResult = ProcessRunner.run(List.of(), command);
        assertTrue(processResult.ok(), () -> String.join(" ", command) + ": " + processResult.output());
    }

    private String readNumber(int index) {
        return ready().orElseThrow().split(" ", -1)[index];
    }

    private Optional<String> ready() {
        var text = output();
        // The last line may still be in the pipe.
        var whole = text.substring(0, text.lastIndexOf('\n') + 1);
        return whole.lines().filter(line -> line.startsWith("ready ")).findFirst();
    }
}
