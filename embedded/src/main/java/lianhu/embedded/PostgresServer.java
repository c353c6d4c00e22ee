package lianhu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** The embedded PostgreSQL: its programs, one cluster, durability on, loopback only. */
final class PostgresServer implements ManagedServer {
    static final String USER = "lianhu";

    /** Crash recovery replays up to a gigabyte of write-ahead log, which on an old disk takes minutes. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private final Path bin;
    private final ServerFolder folder;
    private final Path cluster;

    PostgresServer(Path home, Path path) {
        bin = home.resolve("bin");
        folder = ServerFolder.open(path, bin.resolve("postgres"));
        cluster = folder.file("cluster");
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    String address() {
        return "postgresql://127.0.0.1:" + folder.port() + "/postgres";
    }

    String password() {
        return folder.password();
    }

    @Override
    public ProcessHandle adoptOrStart() {
        if (!Files.exists(cluster)) {
            initdb();
        }
        return findRunning().orElseGet(() -> folder.startOnAnyPort(this::start));
    }

    @Override
    public ProcessHandle restart() {
        return findRunning().orElseGet(() -> folder.startOnSamePort(this::start));
    }

    @Override
    public void requestStop(ProcessHandle process) {
        // SIGINT ends sessions and writes a checkpoint; SIGTERM would wait for every client to leave first.
        ProcessRunner.run(folder.account().prefix(), program("pg_ctl"), "kill", "INT", Long.toString(process.pid()));
    }

    /** Created under another name and renamed, so that an incomplete cluster is never used. */
    private void initdb() {
        folder.password();
        var unfinished = folder.file("cluster.unfinished");
        ProcessRunner.run(List.of(), "rm", "-rf", unfinished.toString());
        var made = ProcessRunner.run(
                folder.account().prefix(),
                program("initdb"),
                "--pgdata=" + unfinished,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + folder.file("password"),
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--data-checksums");
        if (made.output().contains("could not look up effective user ID")) {
            throw new EmbeddedException(StartFailure.NO_UNPRIVILEGED_USER, """
                    当前用户在本机没有登记（/etc/passwd 里没有它），PostgreSQL 不肯运行。请换一个已登记的用户启动。
                    PostgreSQL does not run under a user without an entry in the passwd file. Use another one.""");
        }
        if (!made.ok()) {
            throw ServerFolder.notStarted("PostgreSQL (initdb)", made.output());
        }
        try {
            Files.move(unfinished, cluster);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server that already runs on this cluster, once it answers; a server that is ending is awaited. */
    private Optional<ProcessHandle> findRunning() {
        var found = PostmasterPid.read(cluster)
                .flatMap(pid -> ProcessHandle.of(pid.pid()))
                .filter(folder::isRunBy);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var process = found.get();
        Polling.until(START_LIMIT, () -> !ProcessRunner.isAlive(process) || isReady(process));
        if (!ProcessRunner.isAlive(process)) {
            return Optional.empty();
        }
        PostmasterPid.read(cluster).ifPresent(pid -> folder.rememberPort(pid.port()));
        checkIdentityAndRoles();
        return found;
    }

    private ProcessHandle start(int port) {
        folder.awaitExitOfLeftovers();
        removeStalePidFile();
        var process = folder.launch(
                name(),
                START_LIMIT,
                List.of(
                        program("postgres"),
                        "-D",
                        cluster.toString(),
                        "-p",
                        Integer.toString(port),
                        "-clisten_addresses=127.0.0.1",
                        "-cunix_socket_directories=",
                        "-cfsync=on",
                        "-csynchronous_commit=on",
                        "-cfull_page_writes=on",
                        // Details of errors and the statements that caused them hold residents' words and numbers.
                        "-clog_error_verbosity=terse",
                        "-clog_min_error_statement=panic",
                        "-cmax_connections=60",
                        "-cshared_buffers=128MB",
                        "-cjit=off",
                        // reads are rare and come from memory: three processes that read ahead would only take memory
                        "-cio_method=sync"),
                this::isReady);
        checkIdentityAndRoles();
        return process;
    }

    /**
     * PostgreSQL removes its own stale file, except when its process id belongs to another process by now. The file
     * protects the data from two servers at a time: it is deleted only when no process works in the folder.
     */
    private void removeStalePidFile() {
        try {
            Files.deleteIfExists(PostmasterPid.file(cluster));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady(ProcessHandle process) {
        return PostmasterPid.read(cluster)
                .filter(found -> found.pid() == process.pid() && found.ready())
                .isPresent();
    }

    private void checkIdentityAndRoles() {
        // DriverManager knows only the drivers of the class loader that came first, so the driver is used directly.
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:" + address());
        try (var connection = source.getConnection(USER, password());
                var question = connection.createStatement();
                var answer = question.executeQuery("show data_directory")) {
            if (!answer.next() || !Files.isSameFile(Path.of(answer.getString(1)), cluster)) {
                throw ServerFolder.portTaken(folder.port());
            }
            DatabaseRoles.ensure(connection, password());
        } catch (SQLException | IOException e) {
            throw ServerFolder.notStarted(name(), String.valueOf(e.getMessage()));
        }
    }

    private String program(String name) {
        return bin.resolve(name).toString();
    }
}
