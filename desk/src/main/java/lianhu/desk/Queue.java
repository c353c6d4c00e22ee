package lianhu.desk;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.core.Worklist;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;

/**
 * The list with its filters, counted over the same matters.
 *
 * @param rows the most urgent clock first
 * @param calls emergencies nobody has taken
 * @param isCut there are more open matters than were looked through, all of them less urgent
 */
record Queue(
        Asked asked,
        List<Tab> tabs,
        List<Township> townships,
        List<QueueRow> rows,
        List<QueueRow> calls,
        long total,
        boolean isCut) {

    /** How many open matters are looked through, the most urgent ones. */
    static final int DEPTH = 1_000;

    static final Queue NOTHING =
            new Queue(new Asked(Filter.ALL, "", ""), List.of(), List.of(), List.of(), List.of(), 0, false);

    /** What the address asks for; {@code area} and {@code text} may be empty. */
    record Asked(Filter filter, String area, String text) {
        static Asked of(String filter, String area, String text) {
            return new Asked(
                    Filter.of(filter), AreaCode.parse(area).map(AreaCode::value).orElse(""), text.strip());
        }

        public boolean isSearch() {
            return !text.isEmpty();
        }

        /** The rest of an address that asks for the same. */
        public String query() {
            return isSearch() ? "q=" + encode(text) : "f=" + filter.key() + (area.isEmpty() ? "" : "&area=" + area);
        }

        private static String encode(String text) {
            return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    record Tab(String key, String word, long count, boolean isOn) {}

    record Township(String code, String name, long count, boolean isOn) {}

    static Queue of(Worklist.Page page, Asked asked, Names names, Instant now) {
        List<Worklist.Row> here = page.items().stream()
                .filter(row -> asked.area().isEmpty()
                        || new AreaCode(asked.area()).contains(row.ticket().area()))
                .toList();
        return new Queue(
                asked,
                Arrays.stream(Filter.values())
                        .map(filter -> new Tab(
                                filter.key(),
                                filter.word(),
                                here.stream()
                                        .filter(row -> filter.holds(row.ticket(), now))
                                        .count(),
                                filter == asked.filter()))
                        .toList(),
                townships(page, asked, names),
                rows(here.stream().filter(row -> asked.filter().holds(row.ticket(), now)), names, now),
                rows(page.items().stream().filter(row -> Filter.isUnansweredCall(row.ticket())), names, now),
                page.total(),
                page.total() > page.items().size());
    }

    /** What a search found, over and open ones alike, the newest first. */
    static Queue found(Worklist.Page page, Asked asked, Names names, Instant now) {
        return new Queue(
                asked,
                List.of(),
                List.of(),
                page.items().stream().map(row -> QueueRow.of(row, names, now)).toList(),
                List.of(),
                page.total(),
                page.total() > page.items().size());
    }

    private static List<QueueRow> rows(Stream<Worklist.Row> rows, Names names, Instant now) {
        return rows.sorted(Comparator.<Worklist.Row, Boolean>comparing(row -> !Filter.isUnansweredCall(row.ticket()))
                        .thenComparing(row -> !Filter.isClockRunning(row.ticket()))
                        .thenComparing(row -> row.ticket().due()))
                .map(row -> QueueRow.of(row, names, now))
                .toList();
    }

    private static List<Township> townships(Worklist.Page page, Asked asked, Names names) {
        return page.items().stream()
                .map(row -> row.ticket())
                .filter(ticket -> !ticket.isSealed() && ticket.area().reaches(Level.TOWNSHIP))
                .collect(Collectors.groupingBy(ticket -> ticket.area().at(Level.TOWNSHIP), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(entry -> new Township(
                        entry.getKey().value(),
                        names.place(entry.getKey()),
                        entry.getValue(),
                        entry.getKey().value().equals(asked.area())))
                .toList();
    }

    /** Matters that wait for the desk, for the number beside 待办. */
    public long mine() {
        return tabs.stream()
                .filter(tab -> tab.key().equals(Filter.MINE.key()))
                .map(Tab::count)
                .findFirst()
                .orElse(0L);
    }

    Optional<QueueRow> first() {
        return rows.stream().findFirst();
    }
}
