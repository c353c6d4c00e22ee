package lianhu.desk.call;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlinePolicy;

/**
 * The days that figures are of.
 *
 * @param first first day
 * @param last last day, itself included
 * @param query query string of the address
 */
record FigurePeriod(LocalDate first, LocalDate last, String words, String query) {
    private static final int MONTH = 30;

    /**
     * @param day a day as 2026-11-20; empty for today
     * @param span {@code month} for the last 30 days, which goes before the day
     */
    static FigurePeriod of(String day, String span, Instant now) {
        LocalDate today = DeadlinePolicy.localDate(now);
        if (span.equals("month")) {
            return new FigurePeriod(today.minusDays(MONTH - 1), today, "近 30 天", "span=month");
        }
        LocalDate chosen = parse(day).filter(one -> !one.isAfter(today)).orElse(today);
        String words = chosen.equals(today) ? "今天" : chosen.equals(today.minusDays(1)) ? "昨天" : date(chosen);
        return new FigurePeriod(chosen, chosen, words, "day=" + chosen);
    }

    Instant from() {
        return start(first);
    }

    /** Not included. */
    Instant to() {
        return start(last.plusDays(1));
    }

    private static Optional<LocalDate> parse(String day) {
        try {
            return day.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(day));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String date(LocalDate day) {
        return ChineseTime.formatDate(start(day));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(BusinessCalendar.ZONE).toInstant();
    }
}
