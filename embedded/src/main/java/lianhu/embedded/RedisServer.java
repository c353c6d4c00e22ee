package lianhu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The embedded Redis: a password, an append-only file, loopback only. */
final class RedisServer implements ManagedServer {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path program;
    private final ServerFolder folder;

    RedisServer(Path program, Path path) {
        this.program = program;
        folder = ServerFolder.open(path, program);
    }

    @Override
    public String name() {
        return "Redis";
    }

    String url() {
        return "redis://:" + folder.password() + "@127.0.0.1:" + folder.port();
    }

    @Override
    public ProcessHandle adoptOrStart() {
        return findRunning().orElseGet(() -> folder.startOnAnyPort(this::start));
    }

    @Override
    public ProcessHandle restart() {
        return findRunning().orElseGet(() -> folder.startOnSamePort(this::start));
    }

    @Override
    public void requestStop(ProcessHandle process) {
        // SIGTERM writes the append-only file to disk and ends.
        process.destroy();
    }

    private Optional<ProcessHandle> findRunning() {
        var found = readPid().flatMap(ProcessHandle::of).filter(folder::isRunBy);
        found.ifPresent(
                process -> Polling.until(START_LIMIT, () -> !ProcessRunner.isAlive(process) || isOurServer(process)));
        return found.filter(this::isOurServer);
    }

    private ProcessHandle start(int port) {
        folder.awaitExitOfLeftovers();
        deletePid();
        folder.write("redis.conf", """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir "%s"
                pidfile "%s"
                appendonly yes
                appendfsync everysec
                save ""
                """.formatted(port, folder.password(), folder.path(), folder.file("redis.pid")));
        var settings = folder.file("redis.conf").toString();
        return folder.launch(name(), START_LIMIT, List.of(program.toString(), settings), this::isOurServer);
    }

    private boolean isOurServer(ProcessHandle process) {
        return ProcessRunner.isAlive(process)
                && RedisPing.directoryOf(folder.port(), folder.password())
                        .filter(folder.path().toString()::equals)
                        .isPresent();
    }

    private Optional<Long> readPid() {
        return Optional.of(folder.read("redis.pid"))
                .filter(text -> text.matches("\\d+"))
                .map(Long::valueOf);
    }

    private void deletePid() {
        try {
            Files.deleteIfExists(folder.file("redis.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
