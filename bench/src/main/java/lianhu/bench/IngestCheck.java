package lianhu.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.bench.load.Envelope;
import lianhu.bench.load.Replies;
import lianhu.bench.load.Tally;
import lianhu.bench.subject.Database;
import lianhu.bench.subject.Town;

/** Holds what was answered against what stands in the database. */
final class IngestCheck {
    private static final int NAMED = 5;

    private final Replies replies;
    private final List<Tally.Answer> sample = new ArrayList<>();

    /**
     * @param lost answered with 200 and not there
     * @param doubled tickets beyond one for each message, and receipts told that are not the message's own
     * @param opened replies of the sample that told the right receipt
     * @param unopened replies of the sample that told none
     */
    record Found(long receipts, long tickets, long lost, long doubled, int opened, int unopened, List<String> faults) {}

    IngestCheck(Envelope envelope) {
        replies = new Replies(envelope);
    }

    void keep(List<Tally.Answer> answers) {
        sample.addAll(answers);
    }

    Found against(Database database, Set<String> accepted) {
        Map<String, String> receipts = new HashMap<>();
        database.query(
                "SELECT source_id, receipt_no FROM report WHERE door = '" + Town.DOOR + "'",
                row -> receipts.put(row.getString(1), row.getString(2)));
        long tickets = database.count("SELECT count(DISTINCT ticket_no) FROM report WHERE door = '" + Town.DOOR + "'");
        long orphans = database.count(
                "SELECT count(*) FROM ticket t WHERE NOT EXISTS (SELECT FROM report r WHERE r.ticket_no = t.no)");
        List<String> faults = new ArrayList<>();
        Set<String> missing = new HashSet<>(accepted);
        missing.removeAll(receipts.keySet());
        missing.stream().limit(NAMED).forEach(msgid -> faults.add("acknowledged and not there: " + msgid));
        if (tickets != receipts.size()) {
            faults.add(receipts.size() + " receipts share " + tickets + " tickets");
        }
        if (orphans > 0) {
            faults.add(orphans + " tickets without a receipt");
        }
        int right = 0;
        int none = 0;
        int wrong = 0;
        for (Tally.Answer answer : sample) {
            Optional<String> told = replies.receipt(answer.body());
            if (told.isEmpty()) {
                none++;
                if (none <= NAMED) {
                    faults.add("no receipt in the reply to " + answer.msgid() + ": " + replies.opened(answer.body()));
                }
            } else if (told.get().equals(receipts.get(answer.msgid()))) {
                right++;
            } else {
                wrong++;
            }
        }
        if (none + wrong > 0) {
            faults.add(none + " replies without a receipt, " + wrong + " with another's, of " + sample.size());
        }
        return new Found(receipts.size(), tickets, missing.size(), orphans + wrong, right, none, faults);
    }
}
