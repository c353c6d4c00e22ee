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
import lianhu.core.call.AgentRelease;
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
    /** Of agent {@code $1}, who has called somebody back. */
    public static final String WRAP_UP_CALLBACK = "UPDATE phone_agent SET left_talk_at = $2 WHERE login = $1";

    /** The row of a colleague counts only while the state of the call names the colleague, or the former colleague as its agent. */
    private static final String IS_IN_CALL = """
            (NOT a.is_colleague OR a.login IN (c.state ->> '%s', c.state ->> '%s'))""".formatted(StoredCall.COLLEAGUE, StoredCall.AGENT);

    /** The state of each agent at {@code $1}, with {@code $2} seconds to wrap up. */
    static final String AGENTS = """
            SELECT a.login, a.name, a.extension, a.languages, a.pause_reason, a.call_id, a.is_colleague, a.since, c.answered_at, c.ended_at,
              greatest(c.ended_at, a.left_talk_at) AS talked_until,
              coalesce(c.outcome IS NULL AND (c.state ->> '%1$s')::boolean, false) AS is_recording_paused,
              coalesce(c.outcome IS NULL AND (c.state ->> '%8$s')::boolean, false) AS is_caller_on_hold,
              CASE WHEN c.outcome IS NULL AND (c.state ->> '%2$s')::boolean THEN 'TALKING'
                WHEN c.outcome IS NULL AND (c.state ->> '%3$s')::int > 0 THEN 'RINGING' ELSE 'NONE' END AS third_party,
              CASE WHEN a.is_colleague THEN c.agent ELSE
                (SELECT x.name FROM phone_agent x WHERE x.login = c.state ->> '%4$s' AND x.call_id = c.id) END AS partner,
              coalesce((SELECT o.callback_call_id FROM outbound_call o WHERE o.agent_login = a.login AND o.state <> 'ENDED'),
                (SELECT o.callback_call_id FROM outbound_call o JOIN outbound_attempt n ON n.call_id = o.id AND n.ended_at = a.left_talk_at
                  WHERE o.agent_login = a.login AND a.left_talk_at + make_interval(secs => $2) > $1 LIMIT 1)) AS callback,
              CASE WHEN c.id IS NOT NULL AND c.outcome IS NULL AND t.talks THEN 'TALKING'
                WHEN c.id IS NOT NULL AND c.outcome IS NULL THEN 'RINGING'
                WHEN EXISTS (SELECT FROM outbound_call o WHERE o.agent_login = a.login AND o.state <> 'ENDED') THEN 'CALLING_BACK'
                WHEN a.pause_reason IS NOT NULL THEN 'PAUSED'
                WHEN t.talks AND c.ended_at + make_interval(secs => $2) > $1
                  OR a.left_talk_at + make_interval(secs => $2) > $1 THEN 'WRAPPING_UP'
                ELSE 'READY' END AS state
            FROM phone_agent a LEFT JOIN phone_call c ON c.id = a.call_id AND %5$s
              CROSS JOIN LATERAL (SELECT CASE WHEN a.is_colleague
                THEN coalesce((c.state ->> '%2$s')::boolean, false) OR coalesce((c.state ->> '%6$s')::boolean AND c.state ->> '%7$s' = a.login, false)
                ELSE c.answered_at IS NOT NULL END AS talks) t""".formatted(
                    StoredCall.RECORDING_PAUSED,
                    StoredCall.THIRD_JOINED,
                    StoredCall.THIRD_LEG,
                    StoredCall.COLLEAGUE,
                    IS_IN_CALL,
                    StoredCall.AGENT_JOINED,
                    StoredCall.AGENT,
                    StoredCall.CALLER_ON_HOLD);

    private static final String LIST = AGENTS + " ORDER BY a.login";

    /**
     * The caller of {@code $3} is served where the free agents for this caller are more than the callers who have waited longer and
     * whom one of these agents could serve. An agent whom another statement takes meanwhile has another call then, and one who begins
     * to call back another {@code since}: neither is taken.
     */
    private static final String CLAIM = """
            WITH asked AS (SELECT started_at, coalesce(state ->> '%2$s', '') AS language FROM phone_call WHERE id = $3),
            agent AS MATERIALIZED (
              SELECT a.*, coalesce((SELECT language = '' OR language = ANY(a.languages) FROM asked), true) AS speaks FROM (%1$s) a),
            own AS (SELECT login, extension FROM agent WHERE call_id = $3 AND NOT is_colleague),
            free AS (
              SELECT login, call_id, since FROM agent WHERE state = 'READY' AND speaks AND NOT EXISTS (SELECT FROM own)
              AND (SELECT count(*) FROM phone_call w JOIN asked ON w.started_at < asked.started_at
                    WHERE w.outcome IS NULL AND w.step = 'OFFER_AGENT' AND w.id <> $3 AND %3$s
                    AND NOT EXISTS (SELECT FROM agent x WHERE x.call_id = w.id)
                    AND EXISTS (SELECT FROM agent x WHERE x.state = 'READY' AND x.speaks
                      AND (coalesce(w.state ->> '%2$s', '') = '' OR w.state ->> '%2$s' = ANY(x.languages))))
                < (SELECT count(*) FROM agent WHERE state = 'READY' AND speaks)
              ORDER BY cardinality(languages), greatest(since, ended_at) LIMIT 1
            ), taken AS (
              UPDATE phone_agent a SET call_id = $3, is_colleague = false, left_talk_at = NULL, since = $1 FROM free
              WHERE a.login = free.login AND a.call_id IS NOT DISTINCT FROM free.call_id AND a.since = free.since AND a.pause_reason IS NULL
              RETURNING a.login, a.name, a.extension
            ), marked AS (
              UPDATE phone_call SET agent = taken.name FROM taken WHERE id = $3 RETURNING id
            )
            SELECT found.login, found.extension, (SELECT count(*) FROM agent WHERE pause_reason IS NULL AND speaks) AS on_duty
            FROM (SELECT login, extension FROM own UNION ALL SELECT login, extension FROM taken) found RIGHT JOIN (SELECT 1) one_row ON true""".formatted(AGENTS, StoredCall.LANGUAGE, PgCallLeases.isCarriedOn("w"));

    /** As above: a colleague whom another statement takes at the same time is not reserved. */
    private static final String RESERVE_COLLEAGUE = """
            WITH agent AS MATERIALIZED (%s),
            own AS (SELECT extension FROM agent WHERE login = $4 AND call_id = $3 AND is_colleague),
            free AS (SELECT login, call_id, since FROM agent WHERE login = $4 AND state = 'READY' AND NOT EXISTS (SELECT FROM own)),
            taken AS (
              UPDATE phone_agent a SET call_id = $3, is_colleague = true, left_talk_at = NULL, since = $1 FROM free
              WHERE a.login = free.login AND a.call_id IS NOT DISTINCT FROM free.call_id AND a.since = free.since AND a.pause_reason IS NULL
              RETURNING a.extension
            )
            SELECT extension FROM own UNION ALL SELECT extension FROM taken""".formatted(AGENTS);

    /** Of the agent of a call, or of the colleague in it ({@code $4}). */
    private static final String RELEASE = """
            WITH freed AS (
              UPDATE phone_agent SET call_id = NULL, is_colleague = false, since = $3,
                pause_reason = CASE WHEN $2 = 'MISSED' THEN 'NO_ANSWER' ELSE pause_reason END,
                left_talk_at = CASE WHEN $2 = 'TALKED' THEN $3 END
              WHERE call_id = $1 AND is_colleague = $4 RETURNING login
            )
            UPDATE phone_call SET agent = NULL
            WHERE id = $1 AND answered_at IS NULL AND NOT $4 AND EXISTS (SELECT FROM freed)""";

    /** The former agent first: two agents of one call are refused. */
    private static final String TRANSFER = """
            WITH colleague AS (
              SELECT a.login, a.name FROM phone_agent a JOIN phone_call c ON c.id = a.call_id
              WHERE c.id = $1 AND a.is_colleague AND a.login = c.state ->> '%s'
            ), former AS (
              UPDATE phone_agent SET call_id = NULL, since = $2, left_talk_at = $2
              WHERE call_id = $1 AND NOT is_colleague AND EXISTS (SELECT FROM colleague) RETURNING login
            ), present AS (
              UPDATE phone_agent a SET is_colleague = false FROM colleague
              WHERE a.login = colleague.login AND (SELECT count(*) FROM former) >= 0 RETURNING a.name
            )
            UPDATE phone_call SET agent = present.name FROM present WHERE id = $1""".formatted(StoredCall.AGENT);

    private static final String IS_ON_THE_PHONE = """
            EXISTS (SELECT FROM phone_call c WHERE c.id = a.call_id AND c.outcome IS NULL AND %s)""".formatted(IS_IN_CALL);

    private static final String SIGN_IN = """
            INSERT INTO phone_agent AS a (login, extension, since, name, languages) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (login) DO UPDATE SET extension = $2, since = $3, name = $4, languages = $5, pause_reason = NULL, call_id = NULL,
              is_colleague = false, left_talk_at = NULL
            WHERE NOT %s""".formatted(IS_ON_THE_PHONE);

    private static final String SIGN_OUT = """
            WITH gone AS (DELETE FROM phone_agent a WHERE a.login = $1 AND NOT %1$s)
            SELECT NOT EXISTS (SELECT FROM phone_agent a WHERE a.login = $1 AND %1$s) AS is_out""".formatted(IS_ON_THE_PHONE);

    private static final String PAUSE = "UPDATE phone_agent SET pause_reason = $2, since = $3 WHERE login = $1";

    private static final String RESUME = """
            UPDATE phone_agent a SET pause_reason = NULL, since = $2, left_talk_at = NULL,
              call_id = CASE WHEN %1$s THEN call_id END, is_colleague = is_colleague AND %1$s
            WHERE a.login = $1""".formatted(IS_ON_THE_PHONE);

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
    public Uni<Void> release(String call, AgentRelease why, Instant at) {
        return run(RELEASE, Tuple.of(call, why.name(), PgTimestamps.toOffsetDateTime(at), false))
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<String>> reserveColleague(String call, String login, Instant now) {
        return run(RESERVE_COLLEAGUE, Tuple.of(PgTimestamps.toOffsetDateTime(now), WRAP_UP.toSeconds(), call, login))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("extension"))
                        .findFirst());
    }

    @Override
    public Uni<Void> releaseColleague(String call, AgentRelease why, Instant at) {
        return run(RELEASE, Tuple.of(call, why.name(), PgTimestamps.toOffsetDateTime(at), true))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> transfer(String call, Instant at) {
        return run(TRANSFER, Tuple.of(call, PgTimestamps.toOffsetDateTime(at))).replaceWithVoid();
    }

    @Override
    public Uni<SignIn> signIn(String login, String name, String extension, List<String> languages, Instant at) {
        return pool.preparedQuery(SIGN_IN)
                .execute(Tuple.of(
                        login, extension, PgTimestamps.toOffsetDateTime(at), name, languages.toArray(String[]::new)))
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
                List.of(row.getArrayOfStrings("languages")),
                state,
                Optional.ofNullable(row.getString("pause_reason")).map(AgentPause::valueOf),
                call(row, state),
                row.getBoolean("is_recording_paused"),
                row.getBoolean("is_caller_on_hold"),
                ThirdParty.valueOf(row.getString("third_party")),
                row.getBoolean("is_colleague"),
                Optional.ofNullable(row.getString("partner")).orElse(""),
                row.getOffsetDateTime(since(state)).toInstant());
    }

    private static String call(Row row, AgentState state) {
        boolean mayBeCallback = state == AgentState.CALLING_BACK || state == AgentState.WRAPPING_UP;
        return Optional.ofNullable(row.getString("callback"))
                .filter(callback -> mayBeCallback)
                .or(() -> Optional.ofNullable(row.getString("call_id")))
                .orElse("");
    }

    private static String since(AgentState state) {
        return switch (state) {
            case TALKING -> "answered_at";
            case WRAPPING_UP -> "talked_until";
            case READY, PAUSED, RINGING, CALLING_BACK -> "since";
        };
    }

    private Uni<Boolean> changed(String sql, Tuple values) {
        return run(sql, values).map(rows -> rows.rowCount() == 1);
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
