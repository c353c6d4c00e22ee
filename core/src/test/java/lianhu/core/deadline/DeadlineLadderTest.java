package lianhu.core.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lianhu.core.catalogue.Urgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The steps of a due date before National Day: 1 to 7 October are holidays, 20 September and 10 October are make-up days. */
class DeadlineLadderTest {
    private static final Instant DUE = at("2026-09-30T17:30:00+08:00");

    private final DeadlineLadder ladder = new DeadlineLadder(new BusinessCalendar(
            new HolidayCalendar(
                    Map.of(
                            LocalDate.of(2026, 10, 1), false,
                            LocalDate.of(2026, 10, 2), false,
                            LocalDate.of(2026, 10, 5), false,
                            LocalDate.of(2026, 10, 6), false,
                            LocalDate.of(2026, 10, 7), false,
                            LocalDate.of(2026, 10, 10), true),
                    Set.of(2026)),
            List.of(new TimeRange(LocalTime.of(8, 30), LocalTime.of(17, 30)))));

    @ParameterizedTest
    @CsvSource({
        "OVERDUE, 2026-09-30T17:30:00+08:00",
        "ONE_DAY_OVERDUE, 2026-10-08T17:30:00+08:00",
        "THREE_DAYS_OVERDUE, 2026-10-10T17:30:00+08:00",
        "FIVE_DAYS_OVERDUE, 2026-10-13T17:30:00+08:00"
    })
    void whatIsOverdueCountsWorkingDays(DeadlineStep step, String at) {
        assertEquals(at(at), ladder.at(step, DUE, Urgency.NORMAL, DUE.minusSeconds(1)));
    }

    @Test
    void halfAndFourFifthsOfTheTime() {
        // Given
        Instant start = at("2026-09-30T08:00:00+08:00");
        Instant due = at("2026-09-30T18:00:00+08:00");
        // When
        Instant half = DeadlineLadder.halfway(start, due, Urgency.NORMAL);
        // Then
        assertEquals(at("2026-09-30T13:00:00+08:00"), half);
        assertEquals(at("2026-09-30T16:00:00+08:00"), ladder.at(DeadlineStep.NEARLY_DUE, due, Urgency.NORMAL, half));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-29T22:00:00+08:00, 2026-09-30T08:00:00+08:00",
        "2026-09-30T07:59:00+08:00, 2026-09-30T08:00:00+08:00",
        "2026-09-30T21:00:00+08:00, 2026-10-01T08:00:00+08:00",
        "2026-09-30T20:59:00+08:00, 2026-09-30T20:59:00+08:00"
    })
    void nobodyIsRemindedAtNight(String due, String told) {
        assertEquals(at(told), ladder.at(DeadlineStep.OVERDUE, at(due), Urgency.NORMAL, at(due)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Urgency.class,
            names = {"URGENT", "EMERGENCY"})
    void whatIsUrgentDoesNotWaitForTheMorning(Urgency urgency) {
        Instant night = at("2026-09-30T02:00:00+08:00");
        assertEquals(night, ladder.at(DeadlineStep.OVERDUE, night, urgency, night));
    }

    @ParameterizedTest
    @CsvSource({
        "HALFWAY, 2026-09-30T12:00:00+08:00, HALFWAY",
        "HALFWAY, 2026-09-30T17:30:00+08:00, OVERDUE",
        "NEARLY_DUE, 2026-10-09T12:00:00+08:00, ONE_DAY_OVERDUE",
        "OVERDUE, 2027-01-04T12:00:00+08:00, FIVE_DAYS_OVERDUE"
    })
    void aGatewayThatWasAwayDoesNotMakeUpForEachStep(DeadlineStep planned, String now, DeadlineStep reached) {
        assertEquals(reached, ladder.reached(planned, DUE, at(now)));
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
