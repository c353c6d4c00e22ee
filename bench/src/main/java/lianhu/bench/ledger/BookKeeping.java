package lianhu.bench.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.bench.load.Replies;
import lianhu.bench.subject.Database;
import lianhu.bench.subject.Town;
import lianhu.simulator.world.Entry;
import lianhu.simulator.world.Journal;
import lianhu.simulator.world.Via;

/** Fills the books: one side from the simulator's journal, the other from the database. */
public final class BookKeeping {
    private static final Pattern TICKET = Pattern.compile("GD\\d{12,}");

    private static final String OUR_NOTICES = "FROM delivery d WHERE d.type = 'ASSIGNED' AND EXISTS "
            + "(SELECT FROM report r WHERE r.ticket_no = d.ticket_no AND r.door = '" + Town.DOOR + "')";

    public static Books read(Journal journal, Database database) {
        return new Books(
                said(journal),
                database.query(
                        "SELECT source_id, receipt_no, ticket_no FROM report WHERE door = '" + Town.DOOR + "'",
                        row -> new Filed(row.getString(1), row.getString(2), row.getString(3))),
                database.count("SELECT count(*) FROM ticket t WHERE NOT EXISTS"
                        + " (SELECT FROM report r WHERE r.ticket_no = t.no)"),
                database.query(
                        "SELECT d.ticket_no, d.state " + OUR_NOTICES,
                        row -> new Told(row.getString(1), row.getString(2))),
                shown(journal));
    }

    /** Notices that still have a way to go. */
    public static long underWay(Database database) {
        return database.count("SELECT count(*) " + OUR_NOTICES + " AND d.state IN ('PENDING', 'SENDING')");
    }

    /** For people: how many notices stand where, and why. */
    public static List<String> states(Database database) {
        return database.query(
                "SELECT d.state, d.why, count(*) " + OUR_NOTICES + " GROUP BY 1, 2 ORDER BY 3 DESC",
                row -> row.getLong(3) + " " + row.getString(1) + " " + row.getString(2));
    }

    public static long undelivered(Journal journal) {
        return journal.seen().stream()
                .filter(entry -> entry.via() == Via.SAY && entry.status().equals("delivering"))
                .count();
    }

    private static List<Said> said(Journal journal) {
        Map<String, List<String>> receipts = new HashMap<>();
        List<Said> said = new ArrayList<>();
        List<Entry> seen = journal.seen();
        seen.stream()
                .filter(entry -> entry.via() == Via.REPLY)
                .forEach(entry -> Replies.receiptIn(words(entry))
                        .ifPresent(receipt -> receipts.computeIfAbsent(entry.msgid(), id -> new ArrayList<>())
                                .add(receipt)));
        seen.stream()
                .filter(entry -> entry.via() == Via.SAY)
                .forEach(entry -> said.add(new Said(
                        entry.msgid(),
                        !entry.status().equals("undelivered") && !entry.status().equals("delivering"),
                        receipts.getOrDefault(entry.msgid(), List.of()))));
        return said;
    }

    private static Map<String, Integer> shown(Journal journal) {
        Map<String, Integer> shown = new HashMap<>();
        journal.seen().stream()
                .filter(entry -> entry.via() == Via.APP || entry.via() == Via.WEBHOOK)
                .forEach(entry -> {
                    Matcher found = TICKET.matcher(words(entry));
                    if (found.find()) {
                        shown.merge(found.group(), 1, Integer::sum);
                    }
                });
        return shown;
    }

    private static String words(Entry entry) {
        return entry.card() == null ? entry.text() : entry.text() + entry.card().encode();
    }

    private BookKeeping() {}
}
