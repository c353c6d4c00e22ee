package lianhu.adapters.query;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import lianhu.core.query.InvalidCursorException;
import lianhu.core.ticket.TicketNo;

/** The end of a page, by time and number, newest first, so that new tickets do not shift the next page. */
record PageCursor(Instant receivedAt, String no) {
    static final String ORDER = " ORDER BY t.received_at DESC, t.no DESC";

    String encode() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + "|" + no).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidCursorException for a text that {@link #encode} did not produce */
    static PageCursor parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int separator = plain.indexOf('|');
            TicketNo no = TicketNo.parse(plain.substring(separator + 1)).orElseThrow(IllegalArgumentException::new);
            return new PageCursor(
                    Instant.EPOCH.plus(Long.parseLong(plain.substring(0, Math.max(0, separator))), ChronoUnit.MICROS),
                    no.value());
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new InvalidCursorException();
        }
    }

    void addTo(SqlConditions sqlConditions) {
        OffsetDateTime at = receivedAt.atOffset(ZoneOffset.UTC);
        sqlConditions.and("(t.received_at, t.no) < (" + sqlConditions.bind(at) + "::timestamptz, "
                + sqlConditions.bind(no) + "::text)");
    }

    boolean isBefore(Instant at, String other) {
        int byTime = at.compareTo(receivedAt);
        return byTime < 0 || byTime == 0 && other.compareTo(no) < 0;
    }
}
