package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
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
    /** The total of tickets that are no longer open is exact up to this number. */
    private static final int MAX_COUNTED = 10_000;

    private static final int MAX_PAGE_SIZE = 200;
    private static final String SELECT = "SELECT t.queue_order, " + TicketRowMapper.ALL + " FROM ticket t";

    private final Pool pool;
    private final ColumnEncryption columnEncryption;
    private final ReportReader reportReader;
    private final TextSearch textSearch;

    TicketPager(Pool pool, ColumnEncryption columnEncryption, ReportReader reportReader, TextSearch textSearch) {
        this.pool = pool;
        this.columnEncryption = columnEncryption;
        this.reportReader = reportReader;
        this.textSearch = textSearch;
    }

    /** One page of rows, without their receipts. */
    private record PageRows(List<Row> rows, String next, long total, long searched, boolean isCut) {}

    Uni<Page> page(TicketSearch ticketSearch, Optional<PageCursor> pageCursor, int wanted) {
        int limit = Math.clamp(wanted, 1, MAX_PAGE_SIZE);
        return (ticketSearch.words().isEmpty()
                        ? listPage(ticketSearch, pageCursor, limit)
                        : searchPage(ticketSearch, pageCursor, limit))
                .chain(this::page);
    }

    private Uni<PageRows> listPage(TicketSearch ticketSearch, Optional<PageCursor> pageCursor, int limit) {
        SqlConditions after = ticketSearch.conditions().copy();
        pageCursor.ifPresent(at -> at.addTo(after));
        String rows = SELECT + after + PageCursor.orderBy(ticketSearch.order()) + " LIMIT " + (limit + 1);
        return query(rows, after.tuple()).chain(found -> {
            List<Row> page = found.subList(0, Math.min(limit, found.size()));
            String next = found.size() > limit
                    ? PageCursor.of(ticketSearch.order(), page.getLast()).encode()
                    : "";
            return count(ticketSearch).map(total -> new PageRows(page, next, total, 0, false));
        });
    }

    private Uni<Long> count(TicketSearch ticketSearch) {
        return ticketSearch.isQueue()
                ? Uni.createFrom().item(0L)
                : query(countSql(ticketSearch), ticketSearch.conditions().tuple())
                        .map(counted -> counted.getFirst().getLong(0));
    }

    /** Open tickets are few enough to count all of them; the others accumulate for years. */
    private static String countSql(TicketSearch ticketSearch) {
        return ticketSearch.isOpenOnly()
                ? "SELECT count(*) FROM ticket t" + ticketSearch.conditions()
                : "SELECT count(*) FROM (SELECT FROM ticket t" + ticketSearch.conditions() + " LIMIT "
                        + (MAX_COUNTED + 1) + ") AS counted";
    }

    private Uni<PageRows> searchPage(TicketSearch ticketSearch, Optional<PageCursor> pageCursor, int limit) {
        return textSearch.find(ticketSearch).chain(found -> {
            List<TextSearch.Match> rest = found.matches().stream()
                    .filter(one ->
                            pageCursor.map(at -> at.isBefore(one.position())).orElse(true))
                    .toList();
            List<TextSearch.Match> page = rest.subList(0, Math.min(limit, rest.size()));
            String next = rest.size() > limit ? page.getLast().position().encode() : "";
            return rows(page, ticketSearch.order())
                    .map(rows -> new PageRows(rows, next, found.matches().size(), found.searched(), found.isCut()));
        });
    }

    private Uni<List<Row>> rows(List<TextSearch.Match> page, Order order) {
        String[] numbers = page.stream().map(TextSearch.Match::no).toArray(String[]::new);
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
                            .flatMap(row -> columnEncryption.readable(() -> TicketRowMapper.ticket(row)).stream()
                                    .map(ticket -> new lianhu.core.query.TicketQueries.Row(
                                            ticket, title(row), receipts.getOrDefault(row.getString("no"), List.of()))))
                            .toList(),
                    pageRows.next(),
                    pageRows.total(),
                    pageRows.searched(),
                    pageRows.isCut());
        });
    }

    private Uni<List<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(rows -> ReportReader.list(rows, row -> row));
    }

    private String title(Row row) {
        return columnEncryption.title(row.getBuffer("title").getBytes());
    }
}
