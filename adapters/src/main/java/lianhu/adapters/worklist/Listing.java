package lianhu.adapters.worklist;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.adapters.store.Sealed;
import lianhu.core.query.TicketQueries.Page;
import lianhu.core.query.TicketQueries.ReceiptInfo;
import lianhu.core.ticket.State;

/** Lists tickets, newest first, page by page. */
final class Listing {
    /** Counted exactly up to here; one more says that there are more. Also the most titles one search opens. */
    static final int COUNTED = 10_000;

    private static final int LONGEST_PAGE = 200;

    /** Word for word the condition of the index {@code ticket_open}. */
    private static final String OPEN = "t.state NOT IN ('CLOSED', 'ARCHIVED', 'MERGED', 'WITHDRAWN')";

    private static final String[] OVER =
            Arrays.stream(State.values()).filter(State::isOver).map(State::name).toArray(String[]::new);

    private final Pool pool;
    private final Sealed sealed;
    private final Tellers tellers;

    Listing(Pool pool, Sealed sealed, Tellers tellers) {
        this.pool = pool;
        this.sealed = sealed;
        this.tellers = tellers;
    }

    /** One page of rows, before their receipts. */
    private record Leaf(List<Row> rows, String next, long total) {}

    /** A title that has the words searched for. */
    private record Found(String no, Instant at) {}

    Uni<Page> page(Asked asked, Optional<Cursor> cursor, int wanted) {
        int limit = Math.clamp(wanted, 1, LONGEST_PAGE);
        return (asked.words().isEmpty() ? plain(asked.where(), cursor, limit) : searched(asked, cursor, limit))
                .chain(this::page);
    }

    private Uni<Leaf> plain(Where where, Optional<Cursor> cursor, int limit) {
        Where after = where.copy();
        cursor.ifPresent(at -> at.narrow(after));
        String rows = "SELECT " + TicketColumns.ALL + " FROM ticket t" + after + Cursor.ORDER + " LIMIT " + (limit + 1);
        return query(rows, after.tuple())
                .chain(found -> query(count(where), where.tuple()).map(counted -> {
                    List<Row> page = found.subList(0, Math.min(limit, found.size()));
                    return new Leaf(
                            page,
                            found.size() > limit ? cursorOf(page.getLast()).text() : "",
                            counted.getFirst().getLong(0));
                }));
    }

    /** Open ones: emergencies first, then by due date, by the index of what is not over. */
    Uni<Page> pressing(Where where, int wanted) {
        int limit = Math.clamp(wanted, 1, LONGEST_PAGE);
        Where open = where.copy().and(OPEN);
        open.and("t.state <> ALL(" + open.put(OVER) + "::text[])");
        String rows = "SELECT " + TicketColumns.ALL + " FROM ticket t" + open
                + " ORDER BY (t.urgency = 'EMERGENCY') DESC, t.due, t.no LIMIT " + limit;
        return query(rows, open.tuple())
                .chain(found -> query(count(open), open.tuple())
                        .map(counted -> new Leaf(found, "", counted.getFirst().getLong(0))))
                .chain(this::page);
    }

    private static String count(Where where) {
        return "SELECT count(*) FROM (SELECT FROM ticket t" + where + " LIMIT " + (COUNTED + 1) + ") AS counted";
    }

    /** The index knows which pieces a title has, not where they stand: each title is opened and looked at. */
    private Uni<Leaf> searched(Asked asked, Optional<Cursor> cursor, int limit) {
        String titles = "SELECT t.no, t.received_at, t.title FROM ticket t" + asked.where() + Cursor.ORDER + " LIMIT "
                + (COUNTED + 1);
        return query(titles, asked.where().tuple())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> rows.stream()
                        .filter(row -> title(row).contains(asked.words()))
                        .map(row -> new Found(row.getString("no"), TicketColumns.instant(row, "received_at")))
                        .toList())
                .chain(found -> {
                    List<Found> rest = found.stream()
                            .filter(one -> cursor.map(at -> at.isBefore(one.at(), one.no()))
                                    .orElse(true))
                            .toList();
                    List<Found> page = rest.subList(0, Math.min(limit, rest.size()));
                    String next = rest.size() > limit
                            ? new Cursor(page.getLast().at(), page.getLast().no()).text()
                            : "";
                    return rows(page).map(rows -> new Leaf(rows, next, found.size()));
                });
    }

    private Uni<List<Row>> rows(List<Found> page) {
        String[] numbers = page.stream().map(Found::no).toArray(String[]::new);
        return query(
                "SELECT " + TicketColumns.ALL + " FROM ticket t WHERE t.no = ANY($1::text[])" + Cursor.ORDER,
                Tuple.of((Object) numbers));
    }

    private Uni<Page> page(Leaf leaf) {
        List<String> numbers =
                leaf.rows().stream().map(row -> row.getString("no")).toList();
        return tellers.of(numbers).map(all -> {
            Map<String, List<ReceiptInfo>> told = all.stream()
                    .collect(Collectors.groupingBy(
                            Tellers.Teller::root, Collectors.mapping(Tellers.Teller::told, Collectors.toList())));
            return new Page(
                    leaf.rows().stream()
                            .map(row -> new lianhu.core.query.TicketQueries.Row(
                                    TicketColumns.ticket(row),
                                    title(row),
                                    told.getOrDefault(row.getString("no"), List.of())))
                            .toList(),
                    leaf.next(),
                    leaf.total());
        });
    }

    private Uni<List<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(rows -> Tellers.list(rows, row -> row));
    }

    private String title(Row row) {
        return sealed.title(row.getBuffer("title").getBytes());
    }

    private static Cursor cursorOf(Row row) {
        return new Cursor(TicketColumns.instant(row, "received_at"), row.getString("no"));
    }
}
