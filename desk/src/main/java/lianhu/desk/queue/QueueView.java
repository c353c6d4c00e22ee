package lianhu.desk.queue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.TextSanitizer;
import lianhu.desk.format.Labels;
import lianhu.desk.view.QueueFilter;

/**
 * The list of tickets with its filters, which count the same tickets.
 *
 * @param rows the nearest due date first
 * @param calls emergencies that nobody has acknowledged
 * @param isCut whether more open tickets exist than were loaded; all of them are less urgent
 */
public record QueueView(
        QueueQuery asked,
        List<Tab> tabs,
        List<Township> townships,
        List<QueueRow> rows,
        List<QueueRow> calls,
        long total,
        boolean isCut) {

    /** The number of open tickets that are loaded, the most urgent ones. */
    static final int DEPTH = 1_000;

    public static final QueueView NOTHING = new QueueView(
            new QueueQuery(QueueFilter.ALL, "", ""), List.of(), List.of(), List.of(), List.of(), 0, false);

    /** The query of the address; {@code area} and {@code text} may be empty. */
    public record QueueQuery(QueueFilter filter, String area, String text) {
        public static QueueQuery of(String filter, String area, String text) {
            return new QueueQuery(
                    QueueFilter.of(filter),
                    AreaCode.parse(area).map(AreaCode::value).orElse(""),
                    TextSanitizer.singleLine(text));
        }

        public boolean isSearch() {
            return !text.isEmpty();
        }

        /** The query string of the same query. */
        public String query() {
            return isSearch() ? "q=" + encode(text) : "f=" + filter.key() + (area.isEmpty() ? "" : "&area=" + area);
        }

        private static String encode(String text) {
            return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    public record Tab(String key, String word, long count, boolean isOn) {}

    record Township(String code, String name, long count, boolean isOn) {}

    public static QueueView of(TicketQueries.Page page, QueueQuery queueQuery, Labels labels, Instant now) {
        List<TicketQueries.Row> here = page.items().stream()
                .filter(row -> queueQuery.area().isEmpty()
                        || new AreaCode(queueQuery.area()).contains(row.ticket().area()))
                .toList();
        return new QueueView(
                queueQuery,
                Arrays.stream(QueueFilter.values())
                        .map(queueFilter -> new Tab(
                                queueFilter.key(),
                                queueFilter.word(),
                                here.stream()
                                        .filter(row -> queueFilter.matches(row.ticket(), now))
                                        .count(),
                                queueFilter == queueQuery.filter()))
                        .toList(),
                townships(page, queueQuery, labels),
                rows(here.stream().filter(row -> queueQuery.filter().matches(row.ticket(), now)), labels, now),
                rows(page.items().stream().filter(row -> QueueFilter.isUnansweredCall(row.ticket())), labels, now),
                page.total(),
                page.total() > page.items().size());
    }

    /** The result of a search, with open and closed tickets, the newest first. */
    static QueueView ofSearch(TicketQueries.Page page, QueueQuery queueQuery, Labels labels, Instant now) {
        return new QueueView(
                queueQuery,
                List.of(),
                List.of(),
                page.items().stream().map(row -> QueueRow.of(row, labels, now)).toList(),
                List.of(),
                page.total(),
                page.total() > page.items().size());
    }

    private static List<QueueRow> rows(Stream<TicketQueries.Row> rows, Labels labels, Instant now) {
        return rows.sorted(Comparator.<TicketQueries.Row, Boolean>comparing(
                                row -> !QueueFilter.isUnansweredCall(row.ticket()))
                        .thenComparing(row -> !QueueFilter.isClockRunning(row.ticket()))
                        .thenComparing(row -> row.ticket().due()))
                .map(row -> QueueRow.of(row, labels, now))
                .toList();
    }

    private static List<Township> townships(TicketQueries.Page page, QueueQuery queueQuery, Labels labels) {
        return page.items().stream()
                .map(row -> row.ticket())
                .filter(ticket -> !ticket.isSealed() && ticket.area().isAtOrBelow(Level.TOWNSHIP))
                .collect(Collectors.groupingBy(
                        ticket -> ticket.area().ancestorAt(Level.TOWNSHIP), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(entry -> new Township(
                        entry.getKey().value(),
                        labels.place(entry.getKey()),
                        entry.getValue(),
                        entry.getKey().value().equals(queueQuery.area())))
                .toList();
    }

    /** The number of tickets that wait for the desk, shown next to 待办. */
    public long mine() {
        return tabs.stream()
                .filter(tab -> tab.key().equals(QueueFilter.MINE.key()))
                .map(Tab::count)
                .findFirst()
                .orElse(0L);
    }

    Optional<QueueRow> first() {
        return rows.stream().findFirst();
    }
}
