package lianhu.core.ticket;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.CheckDigit;

/** 工单号: GD, day, county, a running number of five digits or more, a check digit (ISO 7064 MOD 11,10). */
public record TicketNo(String value) {
    private static final String PREFIX = "GD";
    private static final int SHORTEST = 2 + 8 + 6 + 5 + 1;

    /** A city of four digits has the six of the national list, 5204 is 520400. */
    public static TicketNo of(LocalDate day, AreaCode county, long count) {
        String digits = DateTimeFormatter.BASIC_ISO_DATE.format(day)
                + (county.value() + "00").substring(0, 6)
                + (count < 100_000 ? "%05d".formatted(count) : Long.toString(count));
        return new TicketNo(PREFIX + digits + CheckDigit.of(digits));
    }

    public static Optional<TicketNo> parse(String text) {
        String trimmed = text.strip();
        return trimmed.length() >= SHORTEST
                        && trimmed.length() <= SHORTEST + 10
                        && trimmed.startsWith(PREFIX)
                        && trimmed.chars().skip(PREFIX.length()).allMatch(c -> c >= '0' && c <= '9')
                        && CheckDigit.isValid(trimmed.substring(PREFIX.length()))
                ? Optional.of(new TicketNo(trimmed))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
