package lianhu.app.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lianhu.app.boot.JdbcConnections;
import lianhu.embedded.EmbeddedServers;

/** An embedded server in a folder that is deleted with it, and empty databases on it. */
public record TestDatabase(Path home, EmbeddedServers servers, AtomicInteger made) implements AutoCloseable {
    public static TestDatabase start() {
        try {
            Path home = Files.createTempDirectory("lianhu-own");
            // Otherwise only root could enter, and no folder could be given to another account.
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new TestDatabase(home, EmbeddedServers.start(home.resolve("servers"), cache()), new AtomicInteger());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "lianhu");
    }

    public JdbcConnections createDatabase() throws SQLException {
        String name = "fresh" + made.incrementAndGet();
        try (var connection = new JdbcConnections(servers.jdbcUrl(), servers.user(), servers.password()).open();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        URI address = URI.create(servers.reactiveUrl()).resolve("/" + name);
        return new JdbcConnections("jdbc:" + address, servers.user(), servers.password());
    }

    @Override
    public void close() {
        servers.close();
        try (Stream<Path> all = Files.walk(home)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            System.err.println("left behind: " + home);
        }
    }
}
