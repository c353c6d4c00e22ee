package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.query.TicketQueries.Page;
import lianhu.core.query.TicketQueries.ReceiptInfo;

/** Lists tickets, newest first, page by page. */
final class TicketPager {
    /** The total is exact up to this number; one more means more. Also the most titles that one search decrypts. */
    static final int MAX_COUNTED = 10_000;

    private static final int MAX_PAGE_SIZE = 200;

    private final Pool pool;
    private final ColumnEncryption columnEncryption;
    private final ReportReader reportReader;

    TicketPager(Pool pool, ColumnEncryption columnEncryption, ReportReader reportReader) {
        this.pool = pool;
        this.columnEncryption = columnEncryption;
        this.reportReader = reportReader;
    }

    /** One page of rows, without their receipts. */
    private record PageRows(List<Row> rows, String next, long total) {}

    /** A ticket whose title contains the search text. */
    private record TitleMatch(String no, Instant at) {}

    Uni<Page> page(TicketSearch ticketSearch, Optional<PageCursor> pageCursor, int wanted) {
        int limit = Math.clamp(wanted, 1, MAX_PAGE_SIZE);
        return (ticketSearch.titleWords().isEmpty()
                        ? listPage(ticketSearch.conditions(), pageCursor, limit)
                        : searchPage(ticketSearch, pageCursor, limit))
                .chain(this::page);
    }

    private Uni<PageRows> listPage(SqlConditions sqlConditions, Optional<PageCursor> pageCursor, int limit) {
        SqlConditions after = sqlConditions.copy();
        pageCursor.ifPresent(at -> at.addTo(after));
        String rows =
                "SELECT " + TicketRowMapper.ALL + " FROM ticket t" + after + PageCursor.ORDER + " LIMIT " + (limit + 1);
        return query(rows, after.tuple())
                .chain(found -> query(countSql(sqlConditions), sqlConditions.tuple())
                        .map(counted -> {
                            List<Row> page = found.subList(0, Math.min(limit, found.size()));
                            return new PageRows(
                                    page,
                                    found.size() > limit
                                            ? cursorOf(page.getLast()).encode()
                                            : "",
                                    counted.getFirst().getLong(0));
                        }));
    }

    /** Open tickets, emergencies first, then by due date; the index of open tickets has this order. */
    Uni<Page> mostUrgent(SqlConditions sqlConditions, int wanted) {
        int limit = Math.clamp(wanted, 1, MAX_PAGE_SIZE);
        SqlConditions open = sqlConditions.copy().and("t.is_open");
        String rows = "SELECT " + TicketRowMapper.ALL + " FROM ticket t" + open
                + " ORDER BY (t.urgency = 'EMERGENCY') DESC, t.due, t.no LIMIT " + limit;
        return query(rows, open.tuple())
                .chain(found -> query(countSql(open), open.tuple())
                        .map(counted ->
                                new PageRows(found, "", counted.getFirst().getLong(0))))
                .chain(this::page);
    }

    private static String countSql(SqlConditions sqlConditions) {
        return "SELECT count(*) FROM (SELECT FROM ticket t" + sqlConditions + " LIMIT " + (MAX_COUNTED + 1)
                + ") AS counted";
    }

    /** The index holds n-grams without their positions, so each found title is decrypted and compared. */
    private Uni<PageRows> searchPage(TicketSearch ticketSearch, Optional<PageCursor> pageCursor, int limit) {
        String titles = "SELECT t.no, t.received_at, t.title FROM ticket t" + ticketSearch.conditions()
                + PageCursor.ORDER + " LIMIT " + (MAX_COUNTED + 1);
        return query(titles, ticketSearch.conditions().tuple())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> rows.stream()
                        .filter(row -> title(row).contains(ticketSearch.titleWords()))
                        .map(row -> new TitleMatch(row.getString("no"), TicketRowMapper.instant(row, "received_at")))
                        .toList())
                .chain(titleMatch -> {
                    List<TitleMatch> rest = titleMatch.stream()
                            .filter(one -> pageCursor
                                    .map(at -> at.isBefore(one.at(), one.no()))
                                    .orElse(true))
                            .toList();
                    List<TitleMatch> page = rest.subList(0, Math.min(limit, rest.size()));
                    String next = rest.size() > limit
                            ? new PageCursor(page.getLast().at(), page.getLast().no()).encode()
                            : "";
                    return rows(page).map(rows -> new PageRows(rows, next, titleMatch.size()));
                });
    }

    private Uni<List<Row>> rows(List<TitleMatch> page) {
        String[] numbers = page.stream().map(TitleMatch::no).toArray(String[]::new);
        return query(
                "SELECT " + TicketRowMapper.ALL + " FROM ticket t WHERE t.no = ANY($1::text[])" + PageCursor.ORDER,
                Tuple.of((Object) numbers));
    }

    private Uni<Page> page(PageRows pageRows) {
        List<String> numbers =
                pageRows.rows().stream().map(row -> row.getString("no")).toList();
        return reportReader.findByTickets(numbers).map(all -> {
            Map<String, List<ReceiptInfo>> receipts = all.stream()
                    .collect(Collectors.groupingBy(
                            ReportReader.ReportRow::ticketNo,
                            Collectors.mapping(ReportReader.ReportRow::receipt, Collectors.toList())));
            return new Page(
                    pageRows.rows().stream()
                            .map(row -> new lianhu.core.query.TicketQueries.Row(
                                    TicketRowMapper.ticket(row),
                                    title(row),
                                    receipts.getOrDefault(row.getString("no"), List.of())))
                            .toList(),
                    pageRows.next(),
                    pageRows.total());
        });
    }

    private Uni<List<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(rows -> ReportReader.list(rows, row -> row));
    }

    private String title(Row row) {
        return columnEncryption.title(row.getBuffer("title").getBytes());
    }

    private static PageCursor cursorOf(Row row) {
        return new PageCursor(TicketRowMapper.instant(row, "received_at"), row.getString("no"));
    }
}
