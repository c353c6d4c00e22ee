package lianhu.bench.reconciliation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.load.ReplyParser;
import lianhu.simulator.state.Journal;
import lianhu.simulator.state.JournalEntry;
import lianhu.simulator.state.MessageRoute;

/** Reads the snapshot from the simulator's journal and from the database. */
public final class LedgerReader {
    private static final Pattern TICKET = Pattern.compile("GD\\d{12,}");

    /** Distinguishes the notice of a collaborator from the owner's card. */
    private static final String TO_COLLABORATOR = " 协办";

    private static final String OUR_NOTICES =
            "FROM delivery d WHERE d.type IN ('ASSIGNED', 'COLLABORATION') AND EXISTS "
                    + "(SELECT FROM report r WHERE r.ticket_no = d.ticket_no AND r.source_account = '" + DemoGroups.DOOR
                    + "')";

    public static LedgerSnapshot read(Journal journal, BenchDatabase benchDatabase) {
        return new LedgerSnapshot(
                sentMessages(journal),
                benchDatabase.query(
                        "SELECT source_id, receipt_no, ticket_no FROM report WHERE source_account = '" + DemoGroups.DOOR
                                + "'",
                        row -> new StoredReport(row.getString(1), row.getString(2), row.getString(3))),
                benchDatabase.count("SELECT count(*) FROM ticket t WHERE NOT EXISTS"
                        + " (SELECT FROM report r WHERE r.ticket_no = t.no)"),
                benchDatabase.query(
                        "SELECT d.ticket_no || CASE d.type WHEN 'COLLABORATION' THEN '" + TO_COLLABORATOR
                                + "' ELSE '' END, d.state " + OUR_NOTICES,
                        row -> new StoredDelivery(row.getString(1), row.getString(2))),
                seenMessages(journal));
    }

    /** Counts the notices that are not delivered yet. */
    public static long countUndelivered(BenchDatabase benchDatabase) {
        return benchDatabase.count("SELECT count(*) " + OUR_NOTICES + " AND d.state IN ('PENDING', 'SENDING')");
    }

    /** Describes how many notices are in which state, and why. */
    public static List<String> states(BenchDatabase benchDatabase) {
        return benchDatabase.query(
                "SELECT d.state, d.reason, count(*) " + OUR_NOTICES + " GROUP BY 1, 2 ORDER BY 3 DESC",
                row -> row.getLong(3) + " " + row.getString(1) + " " + row.getString(2));
    }

    public static long countInDelivery(Journal journal) {
        return journal.seen().stream()
                .filter(journalEntry -> journalEntry.via() == MessageRoute.SAY
                        && journalEntry.status().equals("delivering"))
                .count();
    }

    private static List<SentMessage> sentMessages(Journal journal) {
        Map<String, List<String>> receipts = new HashMap<>();
        List<SentMessage> sentMessage = new ArrayList<>();
        List<JournalEntry> seen = journal.seen();
        seen.stream()
                .filter(journalEntry -> journalEntry.via() == MessageRoute.REPLY)
                .forEach(journalEntry -> ReplyParser.receiptIn(texts(journalEntry))
                        .ifPresent(receipt -> receipts.computeIfAbsent(journalEntry.msgid(), id -> new ArrayList<>())
                                .add(receipt)));
        seen.stream()
                .filter(journalEntry -> journalEntry.via() == MessageRoute.SAY)
                .forEach(journalEntry -> sentMessage.add(new SentMessage(
                        journalEntry.msgid(),
                        !journalEntry.status().equals("undelivered")
                                && !journalEntry.status().equals("delivering"),
                        receipts.getOrDefault(journalEntry.msgid(), List.of()))));
        return sentMessage;
    }

    private static Map<String, Integer> seenMessages(Journal journal) {
        Map<String, Integer> shown = new HashMap<>();
        journal.seen().stream()
                .filter(journalEntry ->
                        journalEntry.via() == MessageRoute.APP || journalEntry.via() == MessageRoute.WEBHOOK)
                .forEach(journalEntry -> {
                    String text = texts(journalEntry);
                    Matcher found = TICKET.matcher(text);
                    if (found.find()) {
                        shown.merge(found.group() + (text.startsWith("请协办") ? TO_COLLABORATOR : ""), 1, Integer::sum);
                    }
                });
        return shown;
    }

    private static String texts(JournalEntry journalEntry) {
        return journalEntry.card() == null
                ? journalEntry.text()
                : journalEntry.text() + journalEntry.card().encode();
    }

    private LedgerReader() {}
}
