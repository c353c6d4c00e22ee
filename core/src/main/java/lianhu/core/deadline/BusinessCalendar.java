package lianhu.core.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Due dates. A count of working days excludes the first day and ends with the close of business of the last one (民法典
 * 201–203); hours and minutes count around the clock; business hours count in office hours only.
 */
public record BusinessCalendar(HolidayCalendar holidays, List<TimeRange> officeHours) {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public DueDate add(Instant start, int amount, DeadlineRule.Unit unit) {
        return switch (unit) {
            case WORKING_DAYS -> addWorkingDays(start, amount);
            case BUSINESS_HOURS -> addBusinessTime(start, Duration.ofHours(amount));
            case HOURS -> natural(start.plus(Duration.ofHours(amount)));
            case MINUTES -> natural(start.plus(Duration.ofMinutes(amount)));
        };
    }

    /** Later by this much time of office hours; a wait over days off adds nothing. */
    public Instant addWorkingTime(Instant start, Duration amount) {
        return amount.isZero() ? start : addBusinessTime(start, amount).at();
    }

    /** The time of office hours between the two; none where {@code to} is not later. */
    public Duration workingTime(Instant from, Instant to) {
        Duration time = Duration.ZERO;
        LocalDate last = to.atZone(ZONE).toLocalDate();
        for (LocalDate day = from.atZone(ZONE).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            if (holidays.isWorkday(day)) {
                for (TimeRange timeRange : officeHours) {
                    Instant begin = later(at(day, timeRange.from()), from);
                    Instant end = at(day, timeRange.to()).isBefore(to) ? at(day, timeRange.to()) : to;
                    time = time.plus(end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO);
                }
            }
        }
        return time;
    }

    /** The office hours of one working day. */
    public Duration workingDay() {
        return officeHours.stream()
                .map(timeRange -> Duration.between(timeRange.from(), timeRange.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The first close of business at least this far away. */
    public Instant nextClose(Instant from, Duration atLeast) {
        LocalDate day = from.atZone(ZONE).toLocalDate();
        while (!holidays.isWorkday(day) || closeOfBusiness(day).isBefore(from.plus(atLeast))) {
            day = day.plusDays(1);
        }
        return closeOfBusiness(day);
    }

    /** Whether it is a workday and its first office hours have begun and not ended. */
    public boolean isMorningOfWorkday(Instant at) {
        LocalDate day = at.atZone(ZONE).toLocalDate();
        TimeRange first = officeHours.getFirst();
        return holidays.isWorkday(day) && !at.isBefore(at(day, first.from())) && at.isBefore(at(day, first.to()));
    }

    /**
     * A provisional due date, counted again with the holidays of its year: the same number of working days, at the same time
     * of the day. The count begins at New Year, or on the day after {@code start} where that is later.
     *
     * @param start when the ticket was received. Where the ticket was dispatched again in the new year, the result is later
     *     by the holidays between the two
     */
    public Instant recount(Instant provisional, Instant start) {
        ZonedDateTime before = provisional.atZone(ZONE);
        LocalDate first = start.atZone(ZONE).toLocalDate().plusDays(1);
        LocalDate newYear = before.toLocalDate().withDayOfYear(1);
        LocalDate day = (first.isAfter(newYear) ? first : newYear).minusDays(1);
        long workdays = day.plusDays(1)
                .datesUntil(before.toLocalDate().plusDays(1))
                .filter(HolidayCalendar::isWeekday)
                .count();
        while (workdays > 0) {
            day = day.plusDays(1);
            workdays -= holidays.isWorkday(day) ? 1 : 0;
        }
        return before.with(day).toInstant();
    }

    /** The close of business of this day; empty for a day off. */
    public Optional<Instant> close(LocalDate day) {
        return holidays.isWorkday(day) ? Optional.of(closeOfBusiness(day)) : Optional.empty();
    }

    private DueDate addWorkingDays(Instant start, int amount) {
        LocalDate day = start.atZone(ZONE).toLocalDate();
        for (int counted = 0; counted < amount; ) {
            day = day.plusDays(1);
            if (holidays.isWorkday(day)) {
                counted++;
            }
        }
        return new DueDate(closeOfBusiness(day), !holidays.isKnown(day));
    }

    private DueDate addBusinessTime(Instant start, Duration amount) {
        Duration left = amount;
        for (LocalDate day = start.atZone(ZONE).toLocalDate(); ; day = day.plusDays(1)) {
            if (!holidays.isWorkday(day)) {
                continue;
            }
            for (TimeRange timeRange : officeHours) {
                Instant from = later(at(day, timeRange.from()), start);
                Duration room = Duration.between(from, at(day, timeRange.to()));
                if (room.isNegative()) {
                    continue;
                }
                if (room.compareTo(left) >= 0) {
                    return new DueDate(from.plus(left), !holidays.isKnown(day));
                }
                left = left.minus(room);
            }
        }
    }

    private DueDate natural(Instant at) {
        return new DueDate(at, false);
    }

    private Instant closeOfBusiness(LocalDate day) {
        return at(day, officeHours.getLast().to());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return ZonedDateTime.of(day, time, ZONE).toInstant();
    }
}
