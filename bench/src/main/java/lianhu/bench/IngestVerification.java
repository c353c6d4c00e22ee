package lianhu.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.load.LoadResult;
import lianhu.bench.load.ReplyParser;
import lianhu.bench.load.RobotCallbackCipher;

/** Compares acknowledged messages and replies with the database. */
final class IngestVerification {
    private static final int NAMED = 5;

    private final ReplyParser replyParser;
    private final List<LoadResult.SampledResponse> sample = new ArrayList<>();

    /**
     * @param lost messages answered with 200 that are not in the database
     * @param duplicated tickets beyond one for each message, and replies with the receipt of another message
     * @param readable replies of the sample with the right receipt
     * @param unreadable replies of the sample without a receipt
     */
    record VerificationResult(
            long receipts,
            long tickets,
            long lost,
            long duplicated,
            int readable,
            int unreadable,
            List<String> faults) {}

    IngestVerification(RobotCallbackCipher robotCallbackCipher) {
        replyParser = new ReplyParser(robotCallbackCipher);
    }

    void addSamples(List<LoadResult.SampledResponse> sampledResponses) {
        sample.addAll(sampledResponses);
    }

    /** @param run the prefix of this run's message ids */
    VerificationResult verify(BenchDatabase benchDatabase, String run, Set<String> accepted) {
        String ours = "FROM report WHERE source_id LIKE '" + run + "-%'";
        Map<String, String> receipts = new HashMap<>();
        benchDatabase.query(
                "SELECT source_id, receipt_no " + ours, row -> receipts.put(row.getString(1), row.getString(2)));
        long tickets = benchDatabase.count("SELECT count(DISTINCT ticket_no) " + ours);
        long orphans = benchDatabase.count(
                "SELECT count(*) FROM ticket t WHERE NOT EXISTS (SELECT FROM report r WHERE r.ticket_no = t.no)");
        List<String> faults = new ArrayList<>();
        Set<String> missing = new HashSet<>(accepted);
        missing.removeAll(receipts.keySet());
        missing.stream().limit(NAMED).forEach(msgid -> faults.add("acknowledged and not stored: " + msgid));
        if (tickets != receipts.size()) {
            faults.add(receipts.size() + " receipts share " + tickets + " tickets");
        }
        if (orphans > 0) {
            faults.add(orphans + " tickets without a receipt");
        }
        int right = 0;
        int none = 0;
        int wrong = 0;
        for (LoadResult.SampledResponse sampledResponse : sample) {
            Optional<String> receipt = replyParser.receipt(sampledResponse.body());
            if (receipt.isEmpty()) {
                none++;
                if (none <= NAMED) {
                    faults.add("no receipt in the reply to " + sampledResponse.msgid() + ": "
                            + replyParser.decrypted(sampledResponse.body()));
                }
            } else if (receipt.get().equals(receipts.get(sampledResponse.msgid()))) {
                right++;
            } else {
                wrong++;
            }
        }
        if (none + wrong > 0) {
            faults.add(none + " replies without a receipt, " + wrong + " with another's, of " + sample.size());
        }
        return new VerificationResult(receipts.size(), tickets, missing.size(), orphans + wrong, right, none, faults);
    }
}
