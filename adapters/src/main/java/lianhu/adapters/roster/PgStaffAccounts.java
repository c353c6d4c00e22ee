package lianhu.adapters.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lianhu.core.roster.StaffAccounts;

/** Stores the personal accounts of the desk, shared by all instances of the gateway. */
@ApplicationScoped
class PgStaffAccounts implements StaffAccounts {
    private static final String ALL = "SELECT login, name, created_by, created_at FROM staff_account ORDER BY login";
    private static final String FIND = "SELECT login, name, password_hash FROM staff_account WHERE login = $1";
    private static final String ADD = """
            INSERT INTO staff_account (login, name, password_hash, created_by) VALUES ($1, $2, $3, $4)
            ON CONFLICT (login) DO NOTHING""";
    private static final String CHANGE_PASSWORD =
            "UPDATE staff_account SET password_hash = $3 WHERE login = $1 AND password_hash = $2";

    private final Pool pool;

    PgStaffAccounts(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Entry>> all() {
        return pool.preparedQuery(ALL)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Entry(
                                row.getString("login"),
                                row.getString("name"),
                                row.getString("created_by"),
                                row.getOffsetDateTime("created_at").toInstant()))
                        .toList());
    }

    @Override
    public Uni<Optional<Account>> find(String login) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(login))
                .map(rows -> accounts(rows).stream().findFirst());
    }

    @Override
    public Uni<Boolean> add(Account account, String madeBy) {
        return pool.preparedQuery(ADD)
                .execute(Tuple.of(account.login(), account.name(), account.passwordHash(), madeBy))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Boolean> withdraw(String login) {
        return pool.preparedQuery("DELETE FROM staff_account WHERE login = $1")
                .execute(Tuple.of(login))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Boolean> changePassword(String login, String oldHash, String newHash) {
        return pool.preparedQuery(CHANGE_PASSWORD)
                .execute(Tuple.of(login, oldHash, newHash))
                .map(rows -> rows.rowCount() == 1);
    }

    private static List<Account> accounts(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Account(row.getString("login"), row.getString("name"), row.getString("password_hash")))
                .toList();
    }
}
