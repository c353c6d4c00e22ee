package lianhu.adapters.query;

import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import lianhu.core.query.InvalidCursorException;
import lianhu.core.query.TicketQueries.Order;
import lianhu.core.ticket.TicketNo;

/**
 * The end of a page, by the values that the list is ordered by, so that tickets which come or go do not shift the next page.
 *
 * @param rank {@code ticket.queue_order} in the order of urgency, otherwise 0
 * @param at due date in the order of urgency, otherwise the time of receipt
 */
record PageCursor(Order order, int rank, Instant at, String no) {
    private static final Comparator<PageCursor> ASCENDING = Comparator.comparingInt(PageCursor::rank)
            .thenComparing(PageCursor::at)
            .thenComparing(PageCursor::no);
    private static final int PARTS = 4;

    static String orderBy(Order order) {
        return switch (order) {
            case NEWEST -> " ORDER BY t.received_at DESC, t.no DESC";
            case OLDEST -> " ORDER BY t.received_at, t.no";
            case MOST_URGENT -> " ORDER BY t.queue_order, t.due, t.no";
        };
    }

    /** @param row with the columns no, received_at, due and queue_order */
    static PageCursor of(Order order, Row row) {
        boolean isByUrgency = order == Order.MOST_URGENT;
        return new PageCursor(
                order,
                isByUrgency ? row.getInteger("queue_order") : 0,
                TicketRowMapper.instant(row, isByUrgency ? "due" : "received_at"),
                row.getString("no"));
    }

    String encode() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((order + "|" + rank + "|" + micros + "|" + no).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidCursorException for a text that {@link #encode} did not produce for a list of this order */
    static PageCursor parse(String text, Order order) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", -1);
            if (parts.length != PARTS || !parts[0].equals(order.name())) {
                throw new InvalidCursorException();
            }
            return new PageCursor(
                    order,
                    Integer.parseInt(parts[1]),
                    Instant.EPOCH.plus(Long.parseLong(parts[2]), ChronoUnit.MICROS),
                    TicketNo.parse(parts[3])
                            .orElseThrow(IllegalArgumentException::new)
                            .value());
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new InvalidCursorException();
        }
    }

    void addTo(SqlConditions sqlConditions) {
        String time = sqlConditions.bind(at.atOffset(ZoneOffset.UTC)) + "::timestamptz";
        String number = sqlConditions.bind(no) + "::text";
        sqlConditions.and(
                switch (order) {
                    case NEWEST -> "(t.received_at, t.no) < (" + time + ", " + number + ")";
                    case OLDEST -> "(t.received_at, t.no) > (" + time + ", " + number + ")";
                    case MOST_URGENT ->
                        "(t.queue_order, t.due, t.no) > (" + rank + "::smallint, " + time + ", " + number + ")";
                });
    }

    /** Whether the list shows this ticket before the other one. */
    boolean isBefore(PageCursor other) {
        int difference = ASCENDING.compare(this, other);
        return order == Order.NEWEST ? difference > 0 : difference < 0;
    }
}
