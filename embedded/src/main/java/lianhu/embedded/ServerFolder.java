package lianhu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** The folder of one server: its data, log, password and last port. */
record ServerFolder(Path path, RunAsUser account, Path program) {
    private static final Duration LEFTOVERS_LIMIT = Duration.ofSeconds(20);
    private static final long LONGEST_LOG = 10_000_000;
    private static final int LINES_SHOWN = 5;

    static ServerFolder open(Path path, Path program) {
        try {
            Files.createDirectories(path);
            var runAsUser = RunAsUser.forFolder(path, program);
            runAsUser.giveOwnership(path, "rwx------");
            return new ServerFolder(path, runAsUser, program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    String password() {
        return secret("password");
    }

    /** Made at its first use, and readable by the account of the server alone. */
    String secret(String name) {
        try {
            if (!Files.exists(file(name))) {
                var bytes = new byte[24];
                new SecureRandom().nextBytes(bytes);
                AtomicFile.write(file(name), HexFormat.of().formatHex(bytes));
            }
            account.giveOwnership(file(name), "rw-------");
            return read(name);
        } catch (IOException e) {
            throw DiskFullDetector.isCause(e) ? DataDirectory.diskFull(path) : new UncheckedIOException(e);
        }
    }

    int port() {
        var remembered = read("port");
        return remembered.isEmpty() ? 0 : Integer.parseInt(remembered);
    }

    void rememberPort(int port) {
        write("port", Integer.toString(port));
    }

    /**
     * Starts on the last port when it is still free, so that clients find the server where it was. A port that was
     * found free may be taken a moment later: then two more ports are tried.
     */
    ProcessHandle startOnAnyPort(IntFunction<ProcessHandle> start) {
        var port = port();
        for (var attempt = 1; ; attempt++) {
            port = attempt == 1 && port != 0 && Ports.isFree(port) ? port : Ports.anyFree();
            rememberPort(port);
            try {
                return start.apply(port);
            } catch (EmbeddedException e) {
                if (e.failure() != StartFailure.FOREIGN_PROCESS || attempt == 3) {
                    throw e;
                }
            }
        }
    }

    ProcessHandle startOnSamePort(IntFunction<ProcessHandle> start) {
        if (!Ports.isFree(port())) {
            throw portTaken(port());
        }
        return start.apply(port());
    }

    void write(String name, String text) {
        if (read(name).equals(text.strip())) {
            return; // On a full disk a server must be able to start again without any file being written here.
        }
        try {
            AtomicFile.write(file(name), text);
            account.giveOwnership(file(name), "rw-------");
        } catch (IOException e) {
            throw DiskFullDetector.isCause(e) ? DataDirectory.diskFull(path) : new UncheckedIOException(e);
        }
    }

    /** Empty when there is no such file. */
    String read(String name) {
        try {
            return Files.readString(file(name)).strip();
        } catch (IOException missing) {
            return "";
        }
    }

    /** Runs the server and returns when it is ready; a server that could not be started does not stay behind. */
    ProcessHandle launch(String server, Duration limit, List<String> command, Predicate<ProcessHandle> ready) {
        var begin = rotateLog();
        var process = ProcessRunner.launch(account.prefix(), log(), command);
        var handle = process.toHandle();
        Polling.until(limit, () -> !process.isAlive() || ready.test(handle));
        if (process.isAlive() && ready.test(handle)) {
            return handle;
        }
        process.destroy();
        throw notStarted(server, logSince(begin));
    }

    /** The processes of a killed server outlive it for a moment, and hold its data until they notice. */
    void awaitExitOfLeftovers() {
        if (!Polling.until(LEFTOVERS_LIMIT, () -> !isBusy())) {
            throw new EmbeddedException(StartFailure.FOREIGN_PROCESS, """
                    %s 里还有上次留下的数据库进程没有结束。请先结束它们，再重新启动。
                    Processes of a dead server still work in this folder. End them and start again.""".formatted(path));
        }
    }

    /** True when the process is this server and works in this folder. */
    boolean isRunBy(ProcessHandle process) {
        var command = process.info().command();
        if (command.isEmpty() || !Path.of(command.get()).endsWith(program.getFileName())) {
            return false;
        }
        try {
            return Path.of("/proc", Long.toString(process.pid()), "cwd")
                    .toRealPath()
                    .startsWith(path);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    static EmbeddedException notStarted(String server, String log) {
        if (DiskFullDetector.isReportedBy(log)) {
            return new EmbeddedException(StartFailure.DISK_FULL, """
                    磁盘满了，%s 起不来。请腾出空间；已有的数据没有动。
                    The disk is full. Its log ends with:
                    %s""".formatted(server, log));
        }
        if (log.contains("Address already in use")) {
            return new EmbeddedException(StartFailure.FOREIGN_PROCESS, """
                    %s 的端口被别的程序占用。请停掉那个程序，再重新启动。
                    Its port is taken. Its log ends with:
                    %s""".formatted(server, log));
        }
        return new EmbeddedException(StartFailure.NOT_STARTED, """
                %s 没有启动成功。请把下面几行交给维护人员。
                It did not start. Its log ends with:
                %s""".formatted(server, log));
    }

    static EmbeddedException portTaken(int port) {
        return new EmbeddedException(StartFailure.FOREIGN_PROCESS, """
                端口 %d 被别的程序占用，自带的服务回不来。请停掉占用它的程序，之后会自动恢复。
                A stranger holds the port of our server. End it; the server then comes back by itself.""".formatted(port));
    }

    /** Also sees processes whose parent was killed. */
    private boolean isBusy() {
        return ProcessHandle.allProcesses().anyMatch(this::isRunBy);
    }

    private Path log() {
        return file("server.log");
    }

    /** Returns where the next lines will begin. */
    private long rotateLog() {
        try {
            if (!Files.exists(log())) {
                return 0;
            }
            if (Files.size(log()) > LONGEST_LOG) {
                Files.move(log(), file("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
                return 0;
            }
            return Files.size(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String logSince(long begin) {
        try (var file = Files.newByteChannel(log())) {
            var bytes = ByteBuffer.allocate((int) Math.min(file.size() - begin, LONGEST_LOG));
            file.position(begin).read(bytes);
            var lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
