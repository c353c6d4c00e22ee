package lianhu.adapters.store.call;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.call.AgentClaims;
import lianhu.core.call.CallListenings;
import lianhu.core.call.StoredCall;

/** Listenings in {@code call_listening}. */
@ApplicationScoped
public class PgCallListenings implements CallListenings {
    private static final String REQUEST = """
            WITH agent AS MATERIALIZED (%s),
            talk AS (
              SELECT c.id, coalesce((c.state ->> '%s')::int, 0) > 0 AS is_listened FROM agent a JOIN phone_call c ON c.id = a.call_id
              WHERE a.login = $3 AND a.state = 'TALKING' AND NOT a.is_colleague AND c.step = 'TALK'
            ), own AS (SELECT FROM phone_agent WHERE extension = $6),
            asked AS (
              INSERT INTO call_listening (call_id, login, name, extension, requested_at)
              SELECT id, $4, $5, $6, $1 FROM talk WHERE NOT is_listened AND NOT EXISTS (SELECT FROM own) RETURNING id
            )
            SELECT CASE WHEN EXISTS (SELECT FROM own) THEN 'EXTENSION_TAKEN' WHEN NOT EXISTS (SELECT FROM talk) THEN 'NO_TALK'
              WHEN EXISTS (SELECT FROM asked) THEN 'ASKED' ELSE 'LISTENED' END AS result""".formatted(PgAgents.AGENTS, StoredCall.LISTENER_LEG);

    private static final String TAKE = """
            UPDATE call_listening l SET taken_at = $2 FROM phone_call c
            WHERE c.id = l.call_id AND c.owner = $1 AND l.taken_at IS NULL
            RETURNING l.id, l.call_id, l.extension, l.requested_at""";

    private static final String BEGIN = """
            UPDATE call_listening SET began_at = coalesce(began_at, $2) WHERE id = $1 AND ended_at IS NULL""";

    private static final String END = "UPDATE call_listening SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";

    private final Pool pool;

    public PgCallListenings(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Result> request(String agent, Listener listener, Instant at) {
        return run(
                        REQUEST,
                        Tuple.of(
                                PgTimestamps.toOffsetDateTime(at),
                                AgentClaims.WRAP_UP.toSeconds(),
                                agent,
                                listener.login(),
                                listener.name(),
                                listener.extension()))
                .map(rows -> Result.valueOf(rows.iterator().next().getString("result")));
    }

    @Override
    public Uni<List<ListeningRequest>> take(String owner, Instant now) {
        return run(TAKE, Tuple.of(owner, PgTimestamps.toOffsetDateTime(now)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getOffsetDateTime("requested_at")
                                .toInstant()
                                .plus(LIFETIME)
                                .isAfter(now))
                        .map(row -> new ListeningRequest(
                                row.getLong("id"), row.getString("call_id"), row.getString("extension")))
                        .sorted(Comparator.comparingLong(ListeningRequest::id))
                        .toList());
    }

    @Override
    public Uni<Boolean> begin(long id, Instant at) {
        return run(BEGIN, Tuple.of(id, PgTimestamps.toOffsetDateTime(at))).map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Void> end(long id, Instant at) {
        return run(END, Tuple.of(id, PgTimestamps.toOffsetDateTime(at))).replaceWithVoid();
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
