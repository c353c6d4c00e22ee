package lianhu.desk.queue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.Ticket;
import lianhu.desk.format.Labels;

/**
 * One page of the list of tickets, with the filters and their numbers, which the database counts over all open tickets.
 *
 * @param rows in the order of {@link TicketQueries.Order}
 * @param calls emergencies that nobody has acknowledged, without drills, at most {@link #CALLS}
 * @param moreCalls how many emergencies are not among {@code calls}
 * @param mine open tickets that wait for the desk, also while it searches
 * @param total of the list on all its pages
 * @param searched of how many tickets, the first of the list, a search read the words; 0 when it read all
 * @param isCut whether a search may have missed others, further on in the list
 * @param open all open tickets
 * @param next cursor of the next page; empty on the last one
 */
public record QueueView(
        QueueQuery asked,
        List<Tab> tabs,
        List<Township> townships,
        List<QueueRow> rows,
        List<QueueRow> calls,
        long moreCalls,
        long mine,
        long total,
        long searched,
        boolean isCut,
        long open,
        String next,
        SearchOptions options) {
    /** Rows of a page. */
    static final int ROWS = 100;

    /** Emergencies above the list; more of them stand first in the list. */
    static final int CALLS = 10;

    public static final QueueView NOTHING = new QueueView(
            new QueueQuery(QueueFilter.ALL, "", SearchForm.NONE, ""),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            0,
            0,
            false,
            0,
            "",
            SearchOptions.NONE);

    /** The query of the address; {@code area}, {@code search} and {@code cursor} may be empty. */
    public record QueueQuery(QueueFilter filter, String area, SearchForm search, String cursor) {
        public static QueueQuery of(String filter, String area, SearchForm search, String cursor) {
            return new QueueQuery(
                    QueueFilter.of(filter),
                    AreaCode.parse(area).map(AreaCode::value).orElse(""),
                    search,
                    cursor);
        }

        public boolean isSearch() {
            return !search.isEmpty();
        }

        public String text() {
            return search.text();
        }

        Optional<AreaCode> place() {
            return AreaCode.parse(area);
        }

        /** The query string of the first page. */
        public String list() {
            return isSearch() ? search.query() : "f=" + filter.key() + (area.isEmpty() ? "" : "&area=" + area);
        }

        /** The query string of the same page. */
        public String query() {
            return cursor.isEmpty() ? list() : list() + "&cursor=" + encode(cursor);
        }

        private static String encode(String text) {
            return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    public record Tab(String key, String word, long count, boolean isOn) {}

    record Township(String code, String name, long count, boolean isOn) {}

    /** @param calls the page of emergencies that nobody acknowledged */
    public static QueueView of(
            TicketQueries.Page page,
            TicketQueries.Page calls,
            TicketQueries.QueueCounts counts,
            QueueQuery queueQuery,
            Labels labels,
            Instant now) {
        boolean isSearch = queueQuery.isSearch();
        List<QueueRow> called = rows(calls.items().stream().filter(row -> rings(row.ticket())), labels, now);
        return new QueueView(
                queueQuery,
                isSearch
                        ? List.of()
                        : Arrays.stream(QueueFilter.values())
                                .map(queueFilter -> new Tab(
                                        queueFilter.key(),
                                        queueFilter.word(),
                                        counts.of(queueFilter),
                                        queueFilter == queueQuery.filter()))
                                .toList(),
                townships(counts, queueQuery, labels),
                rows(page.items().stream(), labels, now),
                called,
                counts.calls() - called.size(),
                counts.of(QueueFilter.MINE),
                page.total(),
                page.searched(),
                page.isCut(),
                counts.total(),
                page.next(),
                SearchOptions.of(queueQuery.search(), labels));
    }

    /** A drill stands in the list and never rings here. */
    private static boolean rings(Ticket ticket) {
        return QueueFilter.isUnansweredCall(ticket) && !ticket.isDrill();
    }

    private static List<QueueRow> rows(Stream<TicketQueries.Row> rows, Labels labels, Instant now) {
        return rows.map(row -> QueueRow.of(row, labels, now)).toList();
    }

    private static List<Township> townships(TicketQueries.QueueCounts counts, QueueQuery queueQuery, Labels labels) {
        return counts.byTownship().entrySet().stream()
                .map(entry -> new Township(
                        entry.getKey().value(),
                        labels.place(entry.getKey()),
                        entry.getValue(),
                        entry.getKey().value().equals(queueQuery.area())))
                .toList();
    }

    Optional<QueueRow> first() {
        return rows.stream().findFirst();
    }
}
