package lianhu.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Creates the roles that a cluster does not have yet. On a full disk it only reads. */
final class DatabaseRoles {
    private static final String KNOWN = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'lianhu\\_%'";

    static void ensure(Connection superuser, String clusterPassword) throws SQLException {
        Set<String> known = new HashSet<>();
        try (var statement = superuser.createStatement();
                var rows = statement.executeQuery(KNOWN)) {
            while (rows.next()) {
                known.add(rows.getString(1));
            }
        }
        if (Arrays.stream(DatabaseRole.values()).allMatch(role -> known.contains(role.user()))) {
            return;
        }
        // One transaction: roles without the ownership would stay so for good.
        superuser.setAutoCommit(false);
        try (var statement = superuser.createStatement()) {
            for (DatabaseRole role : DatabaseRole.values()) {
                if (!known.contains(role.user())) {
                    // Names and passwords are ours: letters, digits, underscores.
                    statement.execute("CREATE ROLE " + role.user() + " LOGIN PASSWORD '"
                            + DatabaseLogin.of(role, clusterPassword).password() + "'");
                }
            }
            statement.execute("ALTER DATABASE postgres OWNER TO " + DatabaseRole.OWNER.user());
        }
        superuser.commit();
    }

    private DatabaseRoles() {}
}
