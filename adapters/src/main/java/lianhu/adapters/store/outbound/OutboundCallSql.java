package lianhu.adapters.store.outbound;

/** The statements of {@link PgOutboundCalls}. */
final class OutboundCallSql {
    /** {@code c} is a call. */
    private static final String IS_FOLLOW_UP = "(c.kind = 'FOLLOW_UP')";

    /**
     * An emergency without an answer, a reporter who has not answered, an owner who asked a moment ago to talk with one, or an agent
     * who asked a moment ago to call back a missed call that waits for it: {@code c} is a call, $1 now. An older broadcast counts as over.
     */
    private static final String IS_NEEDED = """
            (c.broadcast_id IS NOT NULL AND EXISTS (
                SELECT FROM escalation e JOIN broadcast b ON b.id = e.broadcast_id AND b.state = ANY(%s)
                  AND b.started_at > $1::timestamptz - interval '24 hours'
                WHERE e.broadcast_id = c.broadcast_id AND e.answered_at IS NULL AND starts_with(e.area, c.area))
              OR c.ticket_no IS NOT NULL AND EXISTS (
                SELECT FROM ticket t WHERE t.no = c.ticket_no
                  AND CASE c.kind
                    WHEN 'FOLLOW_UP' THEN t.state = 'FEEDBACK_DUE' AND t.confidentiality = 'OPEN'
                    WHEN 'REPORTER_CALL' THEN t.is_open AND c.created_at > $1::timestamptz - interval '2 minutes'
                    ELSE t.queue_order = 0 END)
              OR c.callback_call_id IS NOT NULL AND c.created_at > $1::timestamptz - interval '2 minutes' AND EXISTS (
                SELECT FROM phone_call p WHERE p.id = c.callback_call_id AND p.outcome = 'CALLBACK_TASK'
                  AND p.callback_result IS NULL))""";

    private static final String IS_CALLED = IS_NEEDED.formatted("'{SENDING}'");
    private static final String IS_OPEN = IS_NEEDED.formatted("'{SENDING,PAUSED}'");

    /** Nobody could be called: {@code o} is a call. {@code next_at} is when that was last looked at. */
    private static final String HAS_NO_NUMBER = "o.state = 'ENDED' AND o.result IN ('NO_NUMBER', 'NOT_ALLOWED')";

    /** The recipients of messages that call, without a row or without a number; the former first. */
    static final String UNCALLED = """
            SELECT DISTINCT c.broadcast_id, c.ticket_no, c.recipient_type, c.recipient_id, c.is_again,
              NULL::text AS reporter_receipt, NULL::text AS callback_call_id FROM (
              SELECT d.broadcast_id, d.ticket_no, d.recipient_type, d.recipient_id, ''::text AS area, o.id IS NOT NULL AS is_again,
                'EMERGENCY'::text AS kind, d.at AS created_at, NULL::text AS callback_call_id
              FROM delivery d LEFT JOIN outbound_call o ON o.recipient_type = d.recipient_type AND o.recipient_id = d.recipient_id
                AND (o.broadcast_id = d.broadcast_id OR o.ticket_no = d.ticket_no) AND o.kind = 'EMERGENCY'
              WHERE d.type IN ('EMERGENCY_CALL', 'BROADCAST_EMERGENCY') AND d.recipient_type IN ('POST', 'DEPARTMENT')
                AND d.at > $1::timestamptz - interval '24 hours'
                AND (o.id IS NULL OR %s AND o.next_at <= $1::timestamptz - interval '1 minute')) c
            WHERE %s ORDER BY c.is_again LIMIT $2""".formatted(HAS_NO_NUMBER, IS_CALLED);

    /** Whose matter was said to be solved by $2 and who has not said a word since. */
    static final String UNASKED = """
            SELECT t.no AS ticket_no, 'REPORTER' AS recipient_type, r.receipt_no AS recipient_id, NULL::bigint AS broadcast_id,
              NULL::text AS reporter_receipt, NULL::text AS callback_call_id
            FROM ticket t JOIN report r ON r.ticket_no = t.no AND r.channel IN ('HOTLINE', 'PHONE', 'WALK_IN') AND r.reporter IS NOT NULL
            WHERE t.state = 'FEEDBACK_DUE' AND t.confidentiality = 'OPEN' AND t.changed_at <= $2
              AND NOT EXISTS (SELECT FROM outbound_call o
                WHERE o.ticket_no = t.no AND o.recipient_type = 'REPORTER' AND o.recipient_id = r.receipt_no)
              AND (SELECT (e.change ->> 'solved')::boolean FROM ticket_event e
                WHERE e.ticket_no = t.no AND e.type = 'RESULT_SUBMITTED' ORDER BY e.seq DESC LIMIT 1)
            ORDER BY t.changed_at, r.receipt_no LIMIT $1""";

    /** A row is replaced only while it has no number that may be called. */
    static final String PLAN = """
            WITH again AS (
              UPDATE outbound_call o SET area = $5, number = $6, number_hash = $7, result = $8::text, next_at = $9,
                state = CASE WHEN $8::text IS NULL THEN 'WAITING' ELSE 'ENDED' END
              WHERE (o.broadcast_id = $1 OR o.ticket_no = $2) AND o.recipient_type = $3 AND o.recipient_id = $4 AND o.kind = 'EMERGENCY' AND %s
              RETURNING o.id
            )
            INSERT INTO outbound_call (broadcast_id, ticket_no, recipient_type, recipient_id, area, number, number_hash, state,
              result, next_at, created_at, drill)
            SELECT $1, $2, $3, $4, $5, $6, $7, CASE WHEN $8::text IS NULL THEN 'WAITING' ELSE 'ENDED' END, $8, $9, $9,
              EXISTS (SELECT FROM ticket t WHERE t.no = $2 AND t.drill)
            WHERE NOT EXISTS (SELECT FROM again)
            ON CONFLICT DO NOTHING""".formatted(HAS_NO_NUMBER);

    /** One request at a time of an owner for a ticket: pressing the button twice is one call. */
    static final String REQUEST = """
            INSERT INTO outbound_call (ticket_no, recipient_type, recipient_id, area, number, number_hash, state, result, next_at,
              created_at, reporter_receipt, drill)
            VALUES ($1, $2, $3, '', $4, $5, 'WAITING', NULL, $6, $6, $7,
              EXISTS (SELECT FROM ticket t WHERE t.no = $1 AND t.drill))
            ON CONFLICT DO NOTHING""";

    /** One callback at a time of a missed call, and of an agent, whom a call that comes in at this moment does not take. */
    static final String REQUEST_CALLBACK = """
            WITH agent AS (UPDATE phone_agent SET since = $6 WHERE login = $2 AND pause_reason IS NULL)
            INSERT INTO outbound_call (callback_call_id, agent_login, agent_extension, recipient_type, recipient_id, area, number,
              number_hash, state, next_at, created_at)
            VALUES ($1, $2, $3, 'DEPARTMENT', $2, '', $4, $5, 'WAITING', $6, $6)
            ON CONFLICT DO NOTHING""";

    /** Attempts of {@code c} that found no line. */
    private static final String CONGESTIONS = """
            (SELECT count(*)::int FROM outbound_attempt a WHERE a.call_id = c.id AND a.result = 'CONGESTION') AS congestions""";

    /**
     * Attempts to the number of {@code c} in the last 24 hours, $1 now; without a line it was none. Those of drills do not use up the
     * attempts of an emergency.
     */
    private static final String ATTEMPTS_OF_DAY = """
            (SELECT count(*) FROM outbound_attempt a WHERE a.number_hash = c.number_hash
              AND a.started_at > $1::timestamptz - interval '24 hours'
              AND (a.result IS NULL OR a.result <> 'CONGESTION')
              AND (c.drill OR NOT EXISTS (SELECT FROM outbound_call o WHERE o.id = a.call_id AND o.drill)))""";

    /** Nobody is asked about two tickets in 24 hours, $1 now. */
    private static final String WAS_ASKED = """
            EXISTS (SELECT FROM outbound_attempt a JOIN outbound_call o ON o.id = a.call_id
              WHERE a.number_hash = c.number_hash AND o.id <> c.id AND o.recipient_type = 'REPORTER'
                AND a.started_at > $1::timestamptz - interval '24 hours'
                AND (a.result IS NULL OR a.result <> 'CONGESTION'))""";

    /** Claims follow one another, so that the limits hold for all instances together. */
    static final String LOCK_CLAIMS = "SELECT pg_advisory_xact_lock(hashtext('lianhu.outbound_call'))";

    /** Of several calls to one number the first is claimed; a number at its limit waits. Emergencies go first, then drills. */
    static final String CLAIM =
            """
            WITH due AS (
              SELECT c.id, c.number_hash, c.next_at, c.drill, %s AS is_follow_up FROM outbound_call c
              WHERE c.state = 'WAITING' AND c.next_at <= $1 AND %s
                AND NOT EXISTS (SELECT FROM outbound_call o WHERE o.state = 'DIALLING' AND o.number_hash = c.number_hash)
                AND %s < $4 AND (NOT %s OR $6 > 0 AND NOT %s)
              ORDER BY is_follow_up, c.drill, c.next_at, c.id LIMIT 200 FOR UPDATE OF c SKIP LOCKED
            ), first AS (
              SELECT DISTINCT ON (number_hash) id, next_at, drill, is_follow_up FROM due
              ORDER BY number_hash, is_follow_up, drill, next_at, id
            ), numbered AS (
              SELECT *, row_number() OVER (PARTITION BY is_follow_up ORDER BY drill, next_at, id) AS place FROM first
            ), taken AS (
              SELECT id FROM numbered WHERE NOT is_follow_up OR place <=
                $6 - (SELECT count(*) FROM outbound_call c WHERE c.state = 'DIALLING' AND %s)
              ORDER BY is_follow_up, drill, next_at, id
              LIMIT greatest(0, $5 - (SELECT count(*) FROM outbound_call WHERE state = 'DIALLING'))
            ), claimed AS (
              UPDATE outbound_call c SET state = 'DIALLING', owner = $2, lease_until = $3, attempts = c.attempts + 1
              FROM taken WHERE c.id = taken.id
              RETURNING c.*
            ), journal AS (
              INSERT INTO outbound_attempt (call_id, attempt, number_hash, owner, started_at)
              SELECT id, attempts, number_hash, $2, $1 FROM claimed
            )
            SELECT c.*, %s FROM claimed c ORDER BY c.next_at, c.id""".formatted(IS_FOLLOW_UP, IS_CALLED, ATTEMPTS_OF_DAY, IS_FOLLOW_UP, WAS_ASKED, IS_FOLLOW_UP, CONGESTIONS);

    static final String END_UNNEEDED = """
            UPDATE outbound_call c SET state = 'ENDED', result = coalesce(c.result, 'NOT_NEEDED')
            WHERE c.state = 'WAITING' AND NOT %s""".formatted(IS_OPEN);

    static final String UNNEEDED = """
            SELECT c.*, %s FROM outbound_call c WHERE c.state = 'DIALLING' AND c.owner = $2 AND NOT %s
            ORDER BY c.id""".formatted(CONGESTIONS, IS_OPEN);

    static final String CLAIMED = """
            SELECT c.*, %s FROM outbound_call c WHERE c.state = 'DIALLING' AND c.owner = $1
            ORDER BY c.id""".formatted(CONGESTIONS);

    static final String RENEW = """
            UPDATE outbound_call SET lease_until = $3 WHERE id = ANY($2) AND owner = $1 AND state = 'DIALLING'""";

    static final String TAKE_OVER = """
            UPDATE outbound_call c SET owner = $1, lease_until = $3 WHERE c.id IN (
              SELECT id FROM outbound_call WHERE state = 'DIALLING' AND lease_until <= $2 ORDER BY id
              FOR UPDATE SKIP LOCKED)
            RETURNING c.*, %s""".formatted(CONGESTIONS);

    static final String END = """
            WITH ended AS (
              UPDATE outbound_call SET owner = NULL, lease_until = NULL, result = $3,
                state = CASE WHEN $6::timestamptz IS NULL THEN 'ENDED' ELSE 'WAITING' END, next_at = coalesce($6, next_at)
              WHERE id = $1 AND attempts = $2 AND state = 'DIALLING'
              RETURNING id
            )
            UPDATE outbound_attempt SET result = $3, cause = $4, ended_at = $5
            WHERE call_id = $1 AND attempt = $2 AND result IS NULL AND EXISTS (SELECT FROM ended)""";

    /** Those that go on first, then the newest; {@code total} counts all of the matter. */
    static final String OF_MATTER = """
            SELECT c.*, t.started_at, t.result AS attempt_result FROM (
              SELECT c.id, c.recipient_type, c.recipient_id, c.state, c.result, count(*) OVER () AS total,
                c.state = 'WAITING' AND %s >= $5 AS is_at_limit
              FROM outbound_call c WHERE c.broadcast_id = $2 OR c.ticket_no = $3 AND c.kind = $6 OR c.callback_call_id = $7
              ORDER BY c.state = 'ENDED', c.id DESC LIMIT $4) c
            LEFT JOIN outbound_attempt t ON t.call_id = c.id
            ORDER BY c.state = 'ENDED', c.id DESC, t.attempt""".formatted(ATTEMPTS_OF_DAY);

    private OutboundCallSql() {}
}
