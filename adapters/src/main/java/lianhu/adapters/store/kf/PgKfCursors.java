package lianhu.adapters.store.kf;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import lianhu.adapters.sql.PgErrors;
import lianhu.core.kf.KfCursorStore;

/** Stores the message cursors in {@code kf_account}. The lease of a reader that died expires. */
@ApplicationScoped
public class PgKfCursors implements KfCursorStore {
    /** The lease is longer than a page takes; each page renews it. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    private static final String OPEN = """
            INSERT INTO kf_account (account, locked_by, lease_until) VALUES ($1, $2, now() + $3 * interval '1 second')
            ON CONFLICT (account) DO UPDATE SET locked_by = $2, lease_until = now() + $3 * interval '1 second'
            WHERE kf_account.locked_by IS NULL OR kf_account.locked_by = $2 OR kf_account.lease_until < now()
            RETURNING cursor""";

    private static final String ADVANCE =
            "UPDATE kf_account SET cursor = $4, lease_until = now() + $3 * interval '1 second' "
                    + "WHERE account = $1 AND locked_by = $2";
    private static final String CLOSE =
            "UPDATE kf_account SET locked_by = NULL, lease_until = NULL WHERE account = $1 AND locked_by = $2";
    private static final String LINK = "SELECT link FROM kf_account WHERE account = $1 AND link IS NOT NULL";
    private static final String SAVE_LINK =
            "INSERT INTO kf_account (account, link) VALUES ($1, $2) " + "ON CONFLICT (account) DO UPDATE SET link = $2";

    private final Pool pool;

    public PgKfCursors(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<String>> acquire(String account, String reader) {
        return run(OPEN, Tuple.of(account, reader, LEASE.toSeconds())).map(PgKfCursors::text);
    }

    @Override
    public Uni<Boolean> advance(String account, String reader, String cursor) {
        return run(ADVANCE, Tuple.of(account, reader, LEASE.toSeconds(), cursor))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Void> release(String account, String reader) {
        return run(CLOSE, Tuple.of(account, reader)).replaceWithVoid();
    }

    @Override
    public Uni<Optional<String>> link(String account) {
        return run(LINK, Tuple.of(account)).map(PgKfCursors::text);
    }

    @Override
    public Uni<Void> saveLink(String account, String link) {
        return run(SAVE_LINK, Tuple.of(account, link)).replaceWithVoid();
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }

    private static Optional<String> text(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(row.getString(0));
        }
        return Optional.empty();
    }
}
