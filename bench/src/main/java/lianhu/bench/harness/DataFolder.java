package lianhu.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A fresh data directory of a gateway with the gateway's servers; everything is removed at the end. */
public final class DataFolder implements Closer.Resource {
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(15);

    private final Path root;

    private DataFolder(Path root) {
        this.root = root;
    }

    public static DataFolder fresh() {
        try {
            Path root = Files.createTempDirectory("lianhu-bench-").toRealPath();
            // When root runs the bench, the servers run as another user, who needs access to the folder.
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new DataFolder(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return root;
    }

    /** A folder inside; created when it is missing. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills (-9) the server that works in this folder, and no other process. */
    public void kill(long pid) {
        ProcessHandle.of(pid).filter(this::isRunningHere).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The gateway's database, or another one on the same server. */
    public BenchDatabase database(String name) {
        Path folder = root.resolve("postgres");
        return new BenchDatabase(
                "127.0.0.1",
                Integer.parseInt(read(folder.resolve("port"))),
                name,
                "lianhu",
                read(folder.resolve("password")));
    }

    public OptionalLong postgresPid() {
        return firstNumber(root.resolve("postgres/cluster/postmaster.pid"));
    }

    public OptionalLong redisPid() {
        return firstNumber(root.resolve("redis/redis.pid"));
    }

    /** Ends the servers that a killed gateway left running, then removes the folder. */
    @Override
    public void close() {
        List<ProcessHandle> left = processes();
        left.forEach(ProcessHandle::destroy);
        if (!TimedWait.until(KILL_TIMEOUT, () -> processes().isEmpty())) {
            processes().forEach(ProcessHandle::destroyForcibly);
            TimedWait.until(KILL_TIMEOUT, () -> processes().isEmpty());
        }
        try {
            Files.walkFileTree(root, new Removal());
        } catch (IOException e) {
            System.err.println("not removed: " + root + " (" + e.getMessage() + ")");
        }
    }

    /** The processes that work in this folder; only this run uses it, so this run started them. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::isRunningHere).toList();
    }

    private boolean isRunningHere(ProcessHandle process) {
        try {
            return Path.of("/proc", Long.toString(process.pid()), "cwd")
                    .toRealPath()
                    .startsWith(root);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    private static OptionalLong firstNumber(Path file) {
        return read(file)
                .lines()
                .limit(1)
                .filter(line -> line.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException missing) {
            return "";
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
