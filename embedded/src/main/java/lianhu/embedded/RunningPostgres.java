package lianhu.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The embedded PostgreSQL that the gateway of a data directory has started, for a second program next to that gateway. */
public record RunningPostgres(String jdbcUrl, String clusterPassword) {
    public DatabaseLogin login(DatabaseRole role) {
        return DatabaseLogin.of(role, clusterPassword);
    }

    /** Empty where none was ever started, or where its password is not readable. */
    public static Optional<RunningPostgres> in(Path data) {
        var folder = data.resolve("postgres");
        try {
            var port = Files.readString(folder.resolve("port")).strip();
            var password = Files.readString(folder.resolve("password")).strip();
            return Optional.of(new RunningPostgres("jdbc:postgresql://127.0.0.1:" + port + "/postgres", password));
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
