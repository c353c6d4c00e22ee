package lianhu.adapters.store.outbound;

/** The statements of {@link PgOutboundCalls}. */
final class OutboundCallSql {
    /** An emergency without an answer: {@code c} is a call, $1 now. An older broadcast counts as over. */
    private static final String IS_NEEDED = """
            (c.broadcast_id IS NOT NULL AND EXISTS (
                SELECT FROM escalation e JOIN broadcast b ON b.id = e.broadcast_id AND b.state = ANY(%s)
                  AND b.started_at > $1::timestamptz - interval '24 hours'
                WHERE e.broadcast_id = c.broadcast_id AND e.answered_at IS NULL AND starts_with(e.area, c.area))
              OR c.ticket_no IS NOT NULL AND EXISTS (
                SELECT FROM ticket t WHERE t.no = c.ticket_no AND t.queue_order = 0))""";

    private static final String IS_CALLED = IS_NEEDED.formatted("'{SENDING}'");
    private static final String IS_OPEN = IS_NEEDED.formatted("'{SENDING,PAUSED}'");

    /** The recipients of messages that call, without a row. */
    static final String UNCALLED = """
            SELECT DISTINCT c.broadcast_id, c.ticket_no, c.recipient_type, c.recipient_id FROM (
              SELECT d.broadcast_id, d.ticket_no, d.recipient_type, d.recipient_id, ''::text AS area FROM delivery d
              WHERE d.type IN ('EMERGENCY_CALL', 'BROADCAST_EMERGENCY') AND d.recipient_type IN ('POST', 'DEPARTMENT')
                AND d.at > $1::timestamptz - interval '24 hours'
                AND NOT EXISTS (SELECT FROM outbound_call o WHERE o.recipient_type = d.recipient_type
                  AND o.recipient_id = d.recipient_id
                  AND (o.broadcast_id = d.broadcast_id OR o.ticket_no = d.ticket_no))) c
            WHERE %s LIMIT $2""".formatted(IS_CALLED);

    static final String PLAN = """
            INSERT INTO outbound_call (broadcast_id, ticket_no, recipient_type, recipient_id, area, number, number_hash, state,
              result, next_at, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $8::text IS NULL THEN 'WAITING' ELSE 'ENDED' END, $8, $9, $9)
            ON CONFLICT DO NOTHING""";

    /** Claims follow one another, so that the limits hold for all instances together. */
    static final String LOCK_CLAIMS = "SELECT pg_advisory_xact_lock(hashtext('lianhu.outbound_call'))";

    /** Of several calls to one number the first is claimed; a number at its limit waits. */
    static final String CLAIM = """
            WITH due AS (
              SELECT c.id, c.number_hash, c.next_at FROM outbound_call c
              WHERE c.state = 'WAITING' AND c.next_at <= $1 AND %s
                AND NOT EXISTS (SELECT FROM outbound_call o WHERE o.state = 'DIALLING' AND o.number_hash = c.number_hash)
                AND (SELECT count(*) FROM outbound_attempt a WHERE a.number_hash = c.number_hash
                  AND a.started_at > $1::timestamptz - interval '24 hours'
                  AND (a.result IS NULL OR a.result <> 'CONGESTION')) < $4
              ORDER BY c.next_at, c.id LIMIT 200 FOR UPDATE OF c SKIP LOCKED
            ), first AS (
              SELECT DISTINCT ON (number_hash) id, next_at FROM due ORDER BY number_hash, next_at, id
            ), taken AS (
              SELECT id FROM first ORDER BY next_at, id
              LIMIT greatest(0, $5 - (SELECT count(*) FROM outbound_call WHERE state = 'DIALLING'))
            ), claimed AS (
              UPDATE outbound_call c SET state = 'DIALLING', owner = $2, lease_until = $3, attempts = c.attempts + 1
              FROM taken WHERE c.id = taken.id
              RETURNING c.*
            ), journal AS (
              INSERT INTO outbound_attempt (call_id, attempt, number_hash, owner, started_at)
              SELECT id, attempts, number_hash, $2, $1 FROM claimed
            )
            SELECT * FROM claimed ORDER BY next_at, id""".formatted(IS_CALLED);

    static final String END_UNNEEDED = """
            UPDATE outbound_call c SET state = 'ENDED', result = coalesce(c.result, 'NOT_NEEDED')
            WHERE c.state = 'WAITING' AND NOT %s""".formatted(IS_OPEN);

    static final String UNNEEDED = """
            SELECT c.* FROM outbound_call c WHERE c.state = 'DIALLING' AND c.owner = $2 AND NOT %s
            ORDER BY c.id""".formatted(IS_OPEN);

    static final String CLAIMED = "SELECT * FROM outbound_call WHERE state = 'DIALLING' AND owner = $1 ORDER BY id";

    static final String RENEW = """
            UPDATE outbound_call SET lease_until = $3 WHERE id = ANY($2) AND owner = $1 AND state = 'DIALLING'""";

    static final String TAKE_OVER = """
            UPDATE outbound_call SET owner = $1, lease_until = $3 WHERE id IN (
              SELECT id FROM outbound_call WHERE state = 'DIALLING' AND lease_until <= $2 ORDER BY id
              FOR UPDATE SKIP LOCKED)
            RETURNING *""";

    static final String END = """
            WITH ended AS (
              UPDATE outbound_call SET owner = NULL, lease_until = NULL, result = $3,
                state = CASE WHEN $6::timestamptz IS NULL THEN 'ENDED' ELSE 'WAITING' END, next_at = coalesce($6, next_at)
              WHERE id = $1 AND attempts = $2 AND state = 'DIALLING'
              RETURNING id
            )
            UPDATE outbound_attempt SET result = $3, cause = $4, ended_at = $5
            WHERE call_id = $1 AND attempt = $2 AND result IS NULL AND EXISTS (SELECT FROM ended)""";

    static final String OF_MATTER = """
            SELECT c.id, c.recipient_type, c.recipient_id, c.state, c.result, a.started_at, a.result AS attempt_result
            FROM (SELECT * FROM outbound_call WHERE broadcast_id = $1 OR ticket_no = $2 ORDER BY id LIMIT $3) c
            LEFT JOIN outbound_attempt a ON a.call_id = c.id
            ORDER BY c.id, a.attempt""";

    private OutboundCallSql() {}
}
