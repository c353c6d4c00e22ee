package lianhu.adapters.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.store.outbox.NewDeliveryRow;
import lianhu.adapters.store.ticket.EventRow;
import lianhu.adapters.store.ticket.EventTextRow;
import lianhu.adapters.store.ticket.TicketRow;
import lianhu.adapters.store.ticket.TimerRow;
import lianhu.embedded.DatabaseLogin;
import lianhu.embedded.DatabaseRole;
import lianhu.embedded.EmbeddedServers;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;
import org.jspecify.annotations.Nullable;

/** A fresh migrated database on a real server, which all tests of this JVM share. */
public final class PostgresFixture implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(20);
    public static final FieldEncryption VAULT =
            new FieldEncryption("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable EmbeddedServers servers;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final URI address;
    private final DatabaseLogin application;
    private final Pool pool;
    private final Pool superuser;
    private Mutiny.@Nullable SessionFactory sessions;

    private PostgresFixture(URI address, DatabaseLogin application, DatabaseLogin superuser) {
        this.address = address;
        this.application = application;
        this.pool = pool(8);
        this.superuser = pool(2, superuser);
    }

    public static synchronized PostgresFixture create() {
        try {
            EmbeddedServers running = servers == null ? start() : servers;
            servers = running;
            String name = "test" + COUNT.incrementAndGet();
            execute(running.jdbcUrl(), running, "CREATE DATABASE " + name);
            URI address = URI.create(running.reactiveUrl()).resolve("/" + name);
            execute("jdbc:" + address, running, migration());
            return new PostgresFixture(
                    address, running.login(DatabaseRole.APP), new DatabaseLogin(running.user(), running.password()));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Vertx vertx() {
        return vertx;
    }

    public Pool pool() {
        return pool;
    }

    /** Like that of a second copy of the gateway: what is tested has the privileges of the application and no more. */
    public Pool pool(int connections) {
        return pool(connections, application);
    }

    private Pool pool(int connections, DatabaseLogin login) {
        PgConnectOptions options = PgConnectOptions.fromUri(address.toString())
                .setUser(login.user())
                .setPassword(login.password())
                .setCachePreparedStatements(true);
        return Pool.newInstance(PgBuilder.pool()
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(connections))
                .using(vertx)
                .build());
    }

    public synchronized Mutiny.SessionFactory sessions() {
        Mutiny.SessionFactory known = sessions == null ? sessions(address) : sessions;
        sessions = known;
        return known;
    }

    /** Of a server that is not there. */
    public Pool disconnectedPool() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Pool.newInstance(PgBuilder.pool()
                    .connectingTo("postgresql://nobody@127.0.0.1:" + socket.getLocalPort() + "/nobody")
                    .using(vertx)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a server that is not there. */
    public Mutiny.SessionFactory disconnectedSessions() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return sessions(URI.create("postgresql://127.0.0.1:" + socket.getLocalPort() + "/nobody"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Mutiny.SessionFactory sessions(URI at) {
        Configuration configuration = new Configuration();
        List.of(TicketRow.class, EventRow.class, EventTextRow.class, NewDeliveryRow.class, TimerRow.class)
                .forEach(configuration::addAnnotatedClass);
        configuration
                .setProperty("hibernate.connection.url", at.toString())
                .setProperty("hibernate.connection.username", application.user())
                .setProperty("hibernate.connection.password", application.password())
                // Otherwise it asks the server, also the one that is not there.
                .setProperty("hibernate.boot.allow_jdbc_metadata_access", "false")
                .setProperty("hibernate.dialect", PostgreSQLDialect.class.getName());
        return configuration
                .buildSessionFactory(new ReactiveServiceRegistryBuilder()
                        .applySettings(configuration.getProperties())
                        .addService(VertxInstance.class, () -> vertx)
                        .build())
                .unwrap(Mutiny.SessionFactory.class);
    }

    /** As the superuser: what a test prepares or looks at. */
    public List<Row> query(String sql, Object... values) {
        return await(superuser
                .preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
    }

    public long count(String sql, Object... values) {
        return query(sql, values).getFirst().getLong(0);
    }

    public static <T> T await(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }

    @Override
    public void close() {
        if (sessions != null) {
            sessions.close();
        }
        pool.closeAndAwait();
        superuser.closeAndAwait();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Of all the server's processes that live. */
    public static synchronized long serverCpuMillis() {
        return servers == null
                ? 0
                : ProcessHandle.of(servers.postgresPid()).stream()
                        .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
                        .mapToLong(process -> process.info()
                                .totalCpuDuration()
                                .map(Duration::toMillis)
                                .orElse(0L))
                        .sum();
    }

    private static EmbeddedServers start() throws IOException {
        Path base = Files.createTempDirectory("lianhu-store");
        // Otherwise only root could enter, and nothing could be handed over to another account.
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
        EmbeddedServers started = EmbeddedServers.start(
                base.resolve("data"), Path.of(System.getProperty("java.io.tmpdir"), "lianhu-programs"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            started.close();
            delete(base);
        }));
        return started;
    }

    private static void delete(Path base) {
        try (var files = Files.walk(base)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("left behind: " + base);
        }
    }

    private static String migration() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(Path.of("src", "main", "resources", "db", "migration"))) {
            for (Path file : files.sorted(Comparator.comparingInt(PostgresFixture::version))
                    .toList()) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    private static int version(Path migration) {
        String name = migration.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static void execute(String url, EmbeddedServers running, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, running.user(), running.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
