package lianhu.adapters.store.sms;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import lianhu.adapters.sql.PgErrors;
import lianhu.core.notice.DeliveryState;

/** Writes what the service reports later about an SMS, unless a person has settled the delivery meanwhile. */
@Singleton
public final class PgSmsReports {
    /** The reason begins with this where the gateway itself set the state. */
    public static final String REASON_PREFIX = "短信";

    private static final String SETTLE = """
            UPDATE delivery SET state = $3, reason = $4 WHERE id = $1 AND floor(extract(epoch FROM at)) = $2
              AND (state IN ('SENDING', 'UNKNOWN') OR state = 'SENT' AND reason LIKE $5 || '%')""";

    private final Pool pool;

    public PgSmsReports(Pool pool) {
        this.pool = pool;
    }

    /**
     * @param createdAt of the delivery, in seconds since 1970: a restored database may give its id again
     * @return false when there is no such delivery, or a person has settled it
     */
    public Uni<Boolean> settle(long delivery, long createdAt, DeliveryState state, String why) {
        return pool.preparedQuery(SETTLE)
                .execute(Tuple.of(delivery, createdAt, state.name(), why, REASON_PREFIX))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> rows.rowCount() == 1);
    }
}
