package lianhu.adapters.store.call;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.call.AgentClaim;
import lianhu.core.call.AgentClaims;
import lianhu.core.call.AgentPause;
import lianhu.core.call.AgentSessions;
import lianhu.core.call.AgentState;
import lianhu.core.call.AgentStatus;
import lianhu.core.call.StoredCall;
import lianhu.core.call.ThirdParty;

/**
 * Agents in {@code phone_agent}. What an agent does at present follows from the agent's call, so that a call whose end nobody
 * told the agent about never keeps the agent from the next one.
 */
@ApplicationScoped
public class PgAgents implements AgentClaims, AgentSessions {
    /** The state of each agent at {@code $1}, with {@code $2} seconds to wrap up. */
    private static final String AGENTS =
            """
            SELECT a.login, a.name, a.extension, a.pause_reason, a.call_id, a.since, c.answered_at, c.ended_at,
              coalesce(c.outcome IS NULL AND (c.state ->> '%s')::boolean, false) AS is_recording_paused,
              CASE WHEN c.outcome IS NULL AND (c.state ->> '%s')::boolean THEN 'TALKING'
                WHEN c.outcome IS NULL AND (c.state ->> '%s')::int > 0 THEN 'RINGING' ELSE 'NONE' END AS third_party,
              CASE WHEN c.id IS NOT NULL AND c.outcome IS NULL AND c.answered_at IS NOT NULL THEN 'TALKING'
                WHEN c.id IS NOT NULL AND c.outcome IS NULL THEN 'RINGING'
                WHEN a.pause_reason IS NOT NULL THEN 'PAUSED'
                WHEN c.answered_at IS NOT NULL AND c.ended_at + make_interval(secs => $2) > $1 THEN 'WRAPPING_UP'
                ELSE 'READY' END AS state
            FROM phone_agent a LEFT JOIN phone_call c ON c.id = a.call_id""".formatted(StoredCall.RECORDING_PAUSED, StoredCall.THIRD_JOINED, StoredCall.THIRD_LEG);

    private static final String LIST = AGENTS + " ORDER BY a.login";

    /**
     * The caller of {@code $3} comes first where fewer callers have waited longer than there are agents. An agent whom another
     * statement takes meanwhile has another call then, and is not taken twice.
     */
    private static final String CLAIM = """
            WITH agent AS MATERIALIZED (%s),
            own AS (SELECT login, extension FROM agent WHERE call_id = $3),
            free AS (
              SELECT login, call_id FROM agent WHERE state = 'READY' AND NOT EXISTS (SELECT FROM own)
              AND (SELECT count(*) FROM phone_call w WHERE w.outcome IS NULL AND w.step = 'OFFER_AGENT' AND w.id <> $3
                    AND w.started_at < (SELECT started_at FROM phone_call WHERE id = $3)
                    AND NOT EXISTS (SELECT FROM agent x WHERE x.call_id = w.id))
                < (SELECT count(*) FROM agent WHERE state = 'READY')
              ORDER BY greatest(since, ended_at) LIMIT 1
            ), taken AS (
              UPDATE phone_agent a SET call_id = $3, since = $1 FROM free
              WHERE a.login = free.login AND a.call_id IS NOT DISTINCT FROM free.call_id AND a.pause_reason IS NULL
              RETURNING a.login, a.name, a.extension
            ), marked AS (
              UPDATE phone_call SET agent = taken.name FROM taken WHERE id = $3 RETURNING id
            )
            SELECT found.login, found.extension, (SELECT count(*) FROM agent WHERE pause_reason IS NULL) AS on_duty
            FROM (SELECT login, extension FROM own UNION ALL SELECT login, extension FROM taken) found RIGHT JOIN (SELECT 1) one_row ON true""".formatted(AGENTS);

    private static final String RELEASE = """
            WITH freed AS (
              UPDATE phone_agent SET call_id = NULL, since = $3,
                pause_reason = CASE WHEN $2 THEN 'NO_ANSWER' ELSE pause_reason END
              WHERE call_id = $1 RETURNING login
            )
            UPDATE phone_call SET agent = NULL WHERE id = $1 AND answered_at IS NULL AND EXISTS (SELECT FROM freed)""";

    private static final String IS_ON_THE_PHONE =
            "EXISTS (SELECT FROM phone_call c WHERE c.id = phone_agent.call_id AND c.outcome IS NULL)";

    private static final String SIGN_IN = """
            INSERT INTO phone_agent (login, extension, since, name) VALUES ($1, $2, $3, $4)
            ON CONFLICT (login) DO UPDATE SET extension = $2, since = $3, name = $4, pause_reason = NULL, call_id = NULL
            WHERE NOT %s""".formatted(IS_ON_THE_PHONE);

    private static final String SIGN_OUT = """
            WITH gone AS (DELETE FROM phone_agent WHERE login = $1 AND NOT %1$s)
            SELECT NOT EXISTS (SELECT FROM phone_agent WHERE login = $1 AND %1$s) AS is_out""".formatted(IS_ON_THE_PHONE);

    private static final String PAUSE = "UPDATE phone_agent SET pause_reason = $2, since = $3 WHERE login = $1";

    private static final String RESUME = """
            UPDATE phone_agent SET pause_reason = NULL, since = $2, call_id = CASE WHEN %s THEN call_id END
            WHERE login = $1""".formatted(IS_ON_THE_PHONE);

    private final Pool pool;

    public PgAgents(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<AgentClaim> claim(String call, Instant now) {
        return run(CLAIM, Tuple.of(PgTimestamps.toOffsetDateTime(now), WRAP_UP.toSeconds(), call))
                .map(rows -> claim(rows.iterator().next()));
    }

    private static AgentClaim claim(Row row) {
        String login = row.getString("login");
        if (login != null) {
            return new AgentClaim.Claimed(login, row.getString("extension"));
        }
        return row.getLong("on_duty") > 0 ? new AgentClaim.AllBusy() : new AgentClaim.NoneSignedIn();
    }

    @Override
    public Uni<Void> release(String call, boolean missed, Instant at) {
        return run(RELEASE, Tuple.of(call, missed, PgTimestamps.toOffsetDateTime(at)))
                .replaceWithVoid();
    }

    @Override
    public Uni<SignIn> signIn(String login, String name, String extension, Instant at) {
        return pool.preparedQuery(SIGN_IN)
                .execute(Tuple.of(login, extension, PgTimestamps.toOffsetDateTime(at), name))
                .map(rows -> rows.rowCount() == 1 ? SignIn.SIGNED_IN : SignIn.TALKING)
                .onFailure(PgErrors::isUniqueViolation)
                .recoverWithItem(SignIn.EXTENSION_TAKEN)
                .onFailure()
                .transform(PgErrors::translate);
    }

    @Override
    public Uni<Boolean> signOut(String login, Instant now) {
        return run(SIGN_OUT, Tuple.of(login)).map(rows -> rows.iterator().next().getBoolean("is_out"));
    }

    @Override
    public Uni<Boolean> pause(String login, AgentPause reason, Instant at) {
        return changed(PAUSE, Tuple.of(login, reason.name(), PgTimestamps.toOffsetDateTime(at)));
    }

    @Override
    public Uni<Boolean> resume(String login, Instant at) {
        return changed(RESUME, Tuple.of(login, PgTimestamps.toOffsetDateTime(at)));
    }

    @Override
    public Uni<List<AgentStatus>> list(Instant now) {
        return run(LIST, Tuple.of(PgTimestamps.toOffsetDateTime(now), WRAP_UP.toSeconds()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PgAgents::status)
                        .toList());
    }

    private static AgentStatus status(Row row) {
        AgentState state = AgentState.valueOf(row.getString("state"));
        return new AgentStatus(
                row.getString("login"),
                row.getString("name"),
                row.getString("extension"),
                state,
                Optional.ofNullable(row.getString("pause_reason")).map(AgentPause::valueOf),
                Optional.ofNullable(row.getString("call_id")).orElse(""),
                row.getBoolean("is_recording_paused"),
                ThirdParty.valueOf(row.getString("third_party")),
                row.getOffsetDateTime(since(state)).toInstant());
    }

    private static String since(AgentState state) {
        return switch (state) {
            case TALKING -> "answered_at";
            case WRAPPING_UP -> "ended_at";
            case READY, PAUSED, RINGING -> "since";
        };
    }

    private Uni<Boolean> changed(String sql, Tuple values) {
        return run(sql, values).map(rows -> rows.rowCount() == 1);
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
