package lianhu.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.DataFolder;

/** What the database says of the calls. */
final class HotlineLedger {
    private final DataFolder data;

    HotlineLedger(DataFolder data) {
        this.data = data;
    }

    Connection connect() throws SQLException {
        return database().connect();
    }

    boolean isThere() {
        try {
            return database().count("SELECT 1") == 1;
        } catch (IllegalStateException away) {
            return false;
        }
    }

    /** All calls, in their order. */
    List<String> ids() {
        return database().query("SELECT id FROM phone_call ORDER BY started_at", row -> row.getString(1));
    }

    boolean isAt(String call, String step) {
        return count("phone_call WHERE id = '" + call + "' AND step = '" + step + "'") == 1;
    }

    boolean isRecording(String call) {
        return count("phone_call WHERE id = '" + call + "' AND state ->> 'recording' <> ''") == 1;
    }

    boolean isThirdPartyIn(String call) {
        return count("phone_call WHERE id = '" + call + "' AND (state ->> 'thirdJoined')::boolean") == 1;
    }

    boolean hasOpenCalls() {
        return count("phone_call WHERE outcome IS NULL") > 0;
    }

    /** As a task or a ticket; empty while it is open. */
    String outcome(String call) {
        return text("SELECT coalesce(outcome, '') FROM phone_call WHERE id = '" + call + "'");
    }

    /** Number of its report; empty when there is none. */
    String receipt(String call) {
        return text("SELECT coalesce(receipt_no, '') FROM phone_call WHERE id = '" + call + "'");
    }

    /** Of this call, whatever kind they are. */
    long reports(String call) {
        return count("report WHERE source_id = '" + call + "' OR source_id LIKE '" + call + "-%'");
    }

    /** Sounds in the ticket of this call. */
    long sounds(String call) {
        return count("ticket_attachment a JOIN report r ON r.ticket_no = a.ticket_no JOIN phone_call c"
                + " ON c.receipt_no = r.receipt_no WHERE c.id = '" + call + "'");
    }

    boolean isSignedIn(String extension) {
        return count("phone_agent WHERE extension = '" + extension + "'") == 1;
    }

    boolean isReleased(String extension) {
        return count("phone_agent WHERE extension = '" + extension + "' AND call_id IS NULL") == 1;
    }

    /** Those who talk keep their talks under other logins, the others are signed out. */
    void forgetAgents() {
        database()
                .run("DELETE FROM phone_agent WHERE call_id IS NULL;"
                        + " UPDATE phone_agent SET login = 'former-' || extension");
    }

    void deleteAgents() {
        database().run("DELETE FROM phone_agent");
    }

    /** Agents of calls that are open. */
    long busyAgents() {
        return count("phone_agent a JOIN phone_call c ON c.id = a.call_id WHERE c.outcome IS NULL");
    }

    /** Nobody is called any more for what was before. */
    void endOutboundCalls() {
        database()
                .run("DELETE FROM outbound_attempt;"
                        + " UPDATE outbound_call SET state = 'ENDED', result = 'NOT_NEEDED', owner = NULL,"
                        + " lease_until = NULL WHERE state <> 'ENDED'");
    }

    /** Of outbound calls since {@link #endOutboundCalls}. */
    long attempts() {
        return count("outbound_attempt");
    }

    long attempts(String result) {
        return count("outbound_attempt WHERE result = '" + result + "'");
    }

    private long count(String fromWhere) {
        return database().count("SELECT count(*) FROM " + fromWhere);
    }

    private String text(String sql) {
        return database().query(sql, row -> row.getString(1)).getFirst();
    }

    private BenchDatabase database() {
        return data.database("postgres");
    }

    /** The open calls and all outbound ones, for a failure. */
    @Override
    public String toString() {
        try {
            return String.join(
                    "\n",
                    lines(
                            "SELECT concat_ws(' ', id, step, outcome, receipt_no, CASE WHEN outcome IS NULL THEN state END)"
                                    + " FROM phone_call ORDER BY started_at"),
                    lines(
                            "SELECT concat_ws(' ', c.id, c.ticket_no, c.recipient_id, c.state, c.result, c.next_at, a.attempt, a.started_at,"
                                    + " a.ended_at, a.result, a.cause, a.owner) FROM outbound_call c LEFT JOIN outbound_attempt a"
                                    + " ON a.call_id = c.id ORDER BY c.id, a.attempt"));
        } catch (IllegalStateException away) {
            return "PostgreSQL is away";
        }
    }

    private String lines(String sql) {
        return String.join("\n", database().query(sql, row -> row.getString(1)));
    }
}
