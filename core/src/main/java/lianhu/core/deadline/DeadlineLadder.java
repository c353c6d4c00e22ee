package lianhu.core.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import lianhu.core.catalogue.Urgency;

/**
 * When the steps of a due date come. What is neither urgent nor an emergency waits for the hours in which staff are told of
 * it, 8:00 to 21:00.
 */
public record DeadlineLadder(BusinessCalendar calendar) {
    private static final TimeRange CONTACT_HOURS = new TimeRange(LocalTime.of(8, 0), LocalTime.of(21, 0));

    /** When half of the time has passed. */
    public static Instant halfway(Instant start, Instant due, Urgency urgency) {
        return inContactHours(start.plus(Duration.between(start, due).dividedBy(2)), urgency);
    }

    /** The highest step that has come, at least the given one: a gateway that was away does not make up for each of them. */
    public DeadlineStep reached(DeadlineStep atLeast, Instant due, Instant now) {
        return Arrays.stream(DeadlineStep.values())
                .filter(step -> step.isOverdue() && !overdueAt(step, due).isAfter(now))
                .reduce(atLeast, (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    /** @param now a step before this one came */
    public Instant at(DeadlineStep step, Instant due, Urgency urgency, Instant now) {
        return inContactHours(
                switch (step) {
                    case HALFWAY -> now;
                    // from the half to four fifths are three fifths of what is left
                    case NEARLY_DUE ->
                        now.plus(Duration.between(now, due).multipliedBy(3).dividedBy(5));
                    case OVERDUE, ONE_DAY_OVERDUE, THREE_DAYS_OVERDUE, FIVE_DAYS_OVERDUE -> overdueAt(step, due);
                },
                urgency);
    }

    private Instant overdueAt(DeadlineStep step, Instant due) {
        return step.workingDaysOver() == 0
                ? due
                : calendar.add(due, step.workingDaysOver(), DeadlineRule.Unit.WORKING_DAYS)
                        .at();
    }

    private static Instant inContactHours(Instant at, Urgency urgency) {
        ZonedDateTime local = at.atZone(BusinessCalendar.ZONE);
        LocalTime time = local.toLocalTime();
        if (urgency != Urgency.NORMAL) {
            return at;
        }
        return time.isBefore(CONTACT_HOURS.from())
                ? local.with(CONTACT_HOURS.from()).toInstant()
                : time.isBefore(CONTACT_HOURS.to())
                        ? at
                        : local.plusDays(1).with(CONTACT_HOURS.from()).toInstant();
    }
}
