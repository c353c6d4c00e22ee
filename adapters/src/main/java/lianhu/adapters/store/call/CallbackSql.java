package lianhu.adapters.store.call;

/** The statements on callers who wait to be called back. Calls of one number wait together; those without a number, alone. */
public final class CallbackSql {
    /** Of a call. */
    static final String WAITING = "outcome = 'CALLBACK_TASK' AND callback_result IS NULL";

    /** By which the calls of one number are taken together. */
    static final String NUMBER = "caller_hash, CASE WHEN caller_hash IS NULL THEN id END";

    /** Whether a settled call was settled by the caller, and not by a person who called back. */
    static final String HAS_CALLED_AGAIN = "callback_result IS NOT NULL AND callback_by IS NULL";

    /** A call that was filed as a drill is in no figure. */
    static final String IS_REAL = """
            (receipt_no IS NULL OR receipt_no NOT IN (
              SELECT r.receipt_no FROM ticket t JOIN report r ON r.ticket_no = t.no WHERE t.drill))""";

    /** How many callers wait. */
    static final String COUNT =
            "SELECT count(DISTINCT caller_hash) + count(*) FILTER (WHERE caller_hash IS NULL) FROM phone_call WHERE "
                    + WAITING;

    /** The calls of {@code $1} and its number that wait; the statement goes on with what is to become of them. */
    private static final String OF_NUMBER = """
            c.outcome = 'CALLBACK_TASK' AND c.callback_result IS NULL AND EXISTS (
              SELECT FROM phone_call shown WHERE shown.id = $1 AND shown.outcome = 'CALLBACK_TASK' AND shown.callback_result IS NULL
                AND (c.id = shown.id OR c.caller_hash = shown.caller_hash))""";

    /** An attempt counts for all calls of the number. */
    public static final String RECORD_CALLBACK = """
            UPDATE phone_call c SET callback_attempts = callback_attempts + 1, callback_at = $3, callback_by = $4,
              callback_first_at = coalesce(callback_first_at, $3),
              callback_result = CASE WHEN $2 <> 'NO_ANSWER' OR callback_attempts + 1 >= $5 THEN $2 END
            WHERE %s""".formatted(OF_NUMBER);

    /** Call {@code $1} of a caller whom the person who files has reached, and those of its number that were settled with it. */
    private static final String REACHED = """
            c.callback_result = 'REACHED' AND c.receipt_no IS NULL AND EXISTS (
              SELECT FROM phone_call shown WHERE shown.id = $1 AND shown.outcome = 'CALLBACK_TASK' AND shown.callback_result = 'REACHED'
                AND shown.callback_by = $4 AND shown.receipt_no IS NULL
                AND (c.id = shown.id OR c.caller_hash = shown.caller_hash AND c.callback_by = $4 AND c.callback_at = shown.callback_at))""";

    /**
     * Of a talk, or of calling back; then it is that of all calls that waited, so that their number is erased with its persons. Calling
     * back counts once, also when it was settled before.
     */
    static final String RECORD_REPORT = """
            UPDATE phone_call c SET receipt_no = $2,
              callback_attempts = callback_attempts + CASE WHEN %1$s THEN 1 ELSE 0 END,
              callback_at = CASE WHEN %1$s THEN $3 ELSE callback_at END,
              callback_first_at = CASE WHEN %1$s THEN coalesce(callback_first_at, $3) ELSE callback_first_at END,
              callback_by = CASE WHEN %1$s THEN $4 ELSE callback_by END,
              callback_result = CASE WHEN %1$s THEN 'REACHED' ELSE callback_result END
            WHERE %2$s OR %3$s
              OR id = $1 AND receipt_no IS NULL AND talk_result IS NULL AND (answered_at IS NOT NULL OR outcome = 'ANSWERED')""".formatted(WAITING, OF_NUMBER, REACHED);

    /**
     * The tasks of calls that began from {@code $1} and ended before {@code $2}, settled or not. Calls of one number that wait
     * together, or were settled together, are one task.
     */
    static final String TASKS = """
            SELECT (array_agg(id ORDER BY ended_at, id))[1] AS id, min(ended_at) AS since, min(callback_first_at) AS first_attempt,
              min(callback_at) FILTER (WHERE callback_first_at IS NULL AND %s) AS called_again
            FROM phone_call WHERE outcome = 'CALLBACK_TASK' AND started_at >= $1 AND ended_at < $2 AND %s
            GROUP BY %s, callback_result, CASE WHEN callback_result IS NOT NULL THEN callback_at END""".formatted(HAS_CALLED_AGAIN, IS_REAL, NUMBER);

    /**
     * Settles calls {@code c}, since their caller got through by another one; the statement goes on with which calls.
     *
     * @param at parameter with the time
     */
    static String gotThrough(String at) {
        return """
                UPDATE phone_call c SET callback_result = 'REACHED', callback_at = %s, callback_by = NULL
                WHERE c.outcome = 'CALLBACK_TASK' AND c.callback_result IS NULL""".formatted(at);
    }

    private CallbackSql() {}
}
