package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.query.TicketQueries.Order;
import lianhu.core.query.TicketQueries.Page;
import lianhu.core.query.TicketQueries.ReceiptInfo;

/** Lists tickets page by page, without an end. */
final class TicketPager {
    /** The total of tickets that are no longer open is exact up to this number; also the most titles that one search decrypts. */
    static final int MAX_COUNTED = 10_000;

    private static final int MAX_PAGE_SIZE = 200;
    private static final String SELECT = "SELECT t.queue_rank, " + TicketRowMapper.ALL + " FROM ticket t";

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
    private record TitleMatch(String no, PageCursor position) {}

    Uni<Page> page(TicketSearch ticketSearch, Optional<PageCursor> pageCursor, int wanted) {
        int limit = Math.clamp(wanted, 1, MAX_PAGE_SIZE);
        return (ticketSearch.titleWords().isEmpty()
                        ? listPage(ticketSearch, pageCursor, limit)
                        : searchPage(ticketSearch, pageCursor, limit))
                .chain(this::page);
    }

    private Uni<PageRows> listPage(TicketSearch ticketSearch, Optional<PageCursor> pageCursor, int limit) {
        SqlConditions after = ticketSearch.conditions().copy();
        pageCursor.ifPresent(at -> at.addTo(after));
        String rows = SELECT + after + PageCursor.orderBy(ticketSearch.order()) + " LIMIT " + (limit + 1);
        return query(rows, after.tuple())
                .chain(found -> query(
                                countSql(ticketSearch),
                                ticketSearch.conditions().tuple())
                        .map(counted -> {
                            List<Row> page = found.subList(0, Math.min(limit, found.size()));
                            return new PageRows(
                                    page,
                                    found.size() > limit
                                            ? PageCursor.of(ticketSearch.order(), page.getLast())
                                                    .encode()
                                            : "",
                                    counted.getFirst().getLong(0));
                        }));
    }

    /** Open tickets are few enough to count all of them; the others accumulate for years. */
    private static String countSql(TicketSearch ticketSearch) {
        return ticketSearch.isOpenOnly()
                ? "SELECT count(*) FROM ticket t" + ticketSearch.conditions()
                : "SELECT count(*) FROM (SELECT FROM ticket t" + ticketSearch.conditions() + " LIMIT "
                        + (MAX_COUNTED + 1) + ") AS counted";
    }

    /** The index holds n-grams without their positions, so each found title is decrypted and compared. */
    private Uni<PageRows> searchPage(TicketSearch ticketSearch, Optional<PageCursor> pageCursor, int limit) {
        String titles = "SELECT t.no, t.received_at, t.due, t.queue_rank, t.title FROM ticket t"
                + ticketSearch.conditions() + PageCursor.orderBy(ticketSearch.order()) + " LIMIT " + (MAX_COUNTED + 1);
        return query(titles, ticketSearch.conditions().tuple())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> rows.stream()
                        .filter(row -> title(row).contains(ticketSearch.titleWords()))
                        .map(row -> new TitleMatch(row.getString("no"), PageCursor.of(ticketSearch.order(), row)))
                        .toList())
                .chain(titleMatch -> {
                    List<TitleMatch> rest = titleMatch.stream()
                            .filter(one -> pageCursor
                                    .map(at -> at.isBefore(one.position()))
                                    .orElse(true))
                            .toList();
                    List<TitleMatch> page = rest.subList(0, Math.min(limit, rest.size()));
                    String next =
                            rest.size() > limit ? page.getLast().position().encode() : "";
                    return rows(page, ticketSearch.order()).map(rows -> new PageRows(rows, next, titleMatch.size()));
                });
    }

    private Uni<List<Row>> rows(List<TitleMatch> page, Order order) {
        String[] numbers = page.stream().map(TitleMatch::no).toArray(String[]::new);
        return query(SELECT + " WHERE t.no = ANY($1::text[])" + PageCursor.orderBy(order), Tuple.of((Object) numbers));
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
}
