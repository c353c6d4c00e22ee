package lianhu.bench.reconciliation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lianhu.bench.harness.BenchDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Records in the gateway's database when a delivery changes its state. The record commits or rolls back with the change, so
 * that it is exact at any kill.
 */
public final class DeliveryStateLog {
    /** Runs with the rights of its owner, because the gateway's role may have no rights on a table of the bench. */
    private static final String INSTALL = """
            CREATE TABLE bench_delivery_state (
              seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, delivery bigint, state text, at timestamptz);
            CREATE FUNCTION bench_log_delivery_state() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
              SET search_path = public AS $$
            BEGIN
              INSERT INTO bench_delivery_state (delivery, state, at) VALUES (NEW.id, NEW.state, clock_timestamp());
              RETURN NULL;
            END $$;
            CREATE TRIGGER bench_delivery_state AFTER UPDATE ON delivery FOR EACH ROW
              WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION bench_log_delivery_state()""";

    private static final String ATTEMPTS = """
            SELECT delivery, at, next_at, next_state FROM (
              SELECT delivery, state, at, lead(at) OVER w AS next_at, lead(state) OVER w AS next_state
              FROM bench_delivery_state WINDOW w AS (PARTITION BY delivery ORDER BY seq)) AS changes
            WHERE state = 'SENDING'""";

    private static final String UNKNOWN = """
            SELECT DISTINCT d.id FROM delivery d JOIN bench_delivery_state s ON s.delivery = d.id
            WHERE d.state = 'UNKNOWN'""";

    private final BenchDatabase benchDatabase;

    private DeliveryStateLog(BenchDatabase benchDatabase) {
        this.benchDatabase = benchDatabase;
    }

    public static DeliveryStateLog install(BenchDatabase benchDatabase) {
        benchDatabase.run(INSTALL);
        return new DeliveryStateLog(benchDatabase);
    }

    public UnknownAudit audit(List<KillWindow> kills, int limit) {
        return UnknownAudit.of(unknown(), attempts(), kills, limit);
    }

    List<SendingInterval> attempts() {
        return benchDatabase.query(
                ATTEMPTS,
                row -> new SendingInterval(
                        row.getLong(1),
                        row.getTimestamp(2).toInstant(),
                        orMax(row.getTimestamp(3)),
                        "SENT".equals(row.getString(4))));
    }

    Set<Long> unknown() {
        return new HashSet<>(benchDatabase.query(UNKNOWN, row -> row.getLong(1)));
    }

    private static Instant orMax(@Nullable Timestamp time) {
        return time == null ? Instant.MAX : time.toInstant();
    }
}
