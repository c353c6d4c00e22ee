package lianhu.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.TimedWait;

/**
 * Compares the calls of the callers with the database: each call is one row, and each row is a ticket, a task to call back or an
 * empty call.
 *
 * @param rows calls in the database
 * @param outcomes how many ended in each
 * @param open calls that have not ended
 * @param withoutTicket calls whose report or ticket is missing
 * @param doubled reports beyond one a call
 * @param unattended calls that the dialplan recorded because no gateway took them
 */
record CallsAudit(long rows, Map<String, Long> outcomes, long open, long withoutTicket, long doubled, long unattended) {
    /** Recordings are stored, and reports retried, after the last caller has gone. */
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    private static final String REPORTS = "FROM report WHERE source_account LIKE 'hotline%'";

    static CallsAudit of(BenchDatabase database) {
        TimedWait.until(
                SETTLED_WITHIN, () -> database.count("SELECT count(*) FROM phone_call WHERE outcome IS NULL") == 0);
        Map<String, Long> outcomes = new TreeMap<>();
        database.query(
                        "SELECT outcome, count(*) FROM phone_call WHERE outcome IS NOT NULL GROUP BY outcome",
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> outcomes.put(entry.getKey(), entry.getValue()));
        return new CallsAudit(
                database.count("SELECT count(*) FROM phone_call"),
                outcomes,
                database.count("SELECT count(*) FROM phone_call WHERE outcome IS NULL"),
                database.count("""
                        SELECT count(*) FROM phone_call c LEFT JOIN report r ON r.receipt_no = c.receipt_no
                          LEFT JOIN ticket t ON t.no = r.ticket_no
                        WHERE c.outcome = 'TICKET' AND (t.no IS NULL OR r.source_id <> c.id)"""),
                database.count(
                        "SELECT count(*) - count(DISTINCT regexp_replace(source_id, '-(talk|emergency|unattended)$', '')) "
                                + REPORTS),
                database.count("SELECT count(*) " + REPORTS + " AND source_id LIKE '%-unattended'"));
    }

    /**
     * What does not add up; empty when all is well.
     *
     * @param speaking callers who spoke: each is a ticket
     * @param withheld callers who said nothing and whose number is not known: each is an empty call; all others are called back
     */
    List<String> faults(long calls, long speaking, long withheld) {
        List<String> faults = new ArrayList<>();
        check(faults, rows == calls, rows + " rows of " + calls + " calls");
        check(faults, open == 0, open + " calls are open");
        check(faults, withoutTicket == 0, withoutTicket + " calls have no ticket");
        check(faults, doubled == 0, doubled + " reports are doubled");
        check(faults, unattended == 0, unattended + " calls were left to the dialplan");
        long tickets = outcomes.getOrDefault("TICKET", 0L);
        check(faults, tickets == speaking, tickets + " tickets of " + speaking + " callers who spoke");
        long empty = outcomes.getOrDefault("EMPTY_CALL", 0L);
        check(faults, empty == withheld, empty + " empty calls of " + withheld + " silent callers without a number");
        long tasks = outcomes.getOrDefault("CALLBACK_TASK", 0L);
        long quiet = calls - speaking - withheld;
        check(faults, tasks == quiet, tasks + " tasks to call back of " + quiet + " silent callers with a number");
        return faults;
    }

    private static void check(List<String> faults, boolean isTrue, String fault) {
        if (!isTrue) {
            faults.add(fault);
        }
    }
}
