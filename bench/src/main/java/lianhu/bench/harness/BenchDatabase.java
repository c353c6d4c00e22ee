package lianhu.bench.harness;

import io.vertx.pgclient.PgConnectOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Runs SQL in one database. */
public record BenchDatabase(String host, int port, String name, String user, String password) {
    /** Maps one row. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/" + name, user, password);
    }

    public PgConnectOptions options() {
        return new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(name)
                .setUser(user)
                .setPassword(password);
    }

    public BenchDatabase named(String other) {
        return new BenchDatabase(host, port, other, user, password);
    }

    public <T> List<T> query(String sql, RowReader<T> rowReader) {
        try (Connection connection = connect();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rowReader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    public long count(String sql) {
        return query(sql, row -> row.getLong(1)).getFirst();
    }

    /** Runs one or more statements, as in a script. */
    public void run(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "Database[" + name + " on port " + port + "]";
    }
}
