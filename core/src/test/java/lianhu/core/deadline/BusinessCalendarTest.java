package lianhu.core.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part of the State Council's notice for 2026 that these dates need. */
class BusinessCalendarTest {
    private static final List<TimeRange> SPANS = List.of(
            new TimeRange(LocalTime.of(8, 30), LocalTime.of(12, 0)),
            new TimeRange(LocalTime.of(14, 30), LocalTime.of(17, 30)));

    private final BusinessCalendar days = new BusinessCalendar(new HolidayCalendar(ruled(), Set.of(2026)), SPANS);

    @ParameterizedTest
    @CsvSource({
        "2026-09-30, 5, 2026-10-13",
        "2026-02-13, 5, 2026-02-27",
        "2026-09-18, 1, 2026-09-20",
        "2026-09-30, 10, 2026-10-20",
        "2026-11-21, 2, 2026-11-24"
    })
    void makeUpDaysWorkAndTheFirstDayDoesNotCount(LocalDate start, int amount, LocalDate due) {
        DueDate counted = days.add(at(start + "T10:00:00+08:00"), amount, DeadlineRule.Unit.WORKING_DAYS);
        assertEquals(new DueDate(at(due + "T17:30:00+08:00"), false), counted);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:29:59+08:00, false",
        "2026-11-23T08:30:00+08:00, true",
        "2026-11-23T11:59:59+08:00, true",
        "2026-11-23T12:00:00+08:00, false",
        "2026-11-23T15:00:00+08:00, false",
        "2026-11-21T09:00:00+08:00, false",
        "2026-10-01T09:00:00+08:00, false",
        "2026-09-20T09:00:00+08:00, true"
    })
    void aMorningOfAWorkdayIsItsFirstOfficeHours(String time, boolean isMorning) {
        assertEquals(isMorning, days.isMorningOfWorkday(at(time)));
    }

    @Test
    void aYearWithoutItsNoticeIsProvisional() {
        DueDate dueDate = days.add(at("2026-12-30T10:00:00+08:00"), 5, DeadlineRule.Unit.WORKING_DAYS);
        assertEquals(at("2027-01-06T17:30:00+08:00"), dueDate.at());
        assertTrue(dueDate.isProvisional());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-30T10:00:00+08:00, 2027-01-06T17:30:00+08:00, 2027-01-07T17:30:00+08:00",
        "2026-12-30T10:00:00+08:00, 2027-01-29T17:30:00+08:00, 2027-01-30T17:30:00+08:00",
        "2027-01-05T10:00:00+08:00, 2027-01-08T11:00:00+08:00, 2027-01-08T11:00:00+08:00",
        "2027-01-28T10:00:00+08:00, 2027-02-01T17:30:00+08:00, 2027-01-30T17:30:00+08:00"
    })
    void aProvisionalDueDateKeepsItsNumberOfWorkingDays(
            OffsetDateTime start, OffsetDateTime provisional, OffsetDateTime due) {
        // Given
        BusinessCalendar published = new BusinessCalendar(
                new HolidayCalendar(
                        Map.of(LocalDate.of(2027, 1, 1), false, LocalDate.of(2027, 1, 30), true), Set.of(2026, 2027)),
                SPANS);
        // Then
        assertEquals(due.toInstant(), published.recount(provisional.toInstant(), start.toInstant()));
    }

    @Test
    void aStartAfterClosingShiftsNothing() {
        assertEquals(
                days.add(at("2026-11-23T00:10:00+08:00"), 3, DeadlineRule.Unit.WORKING_DAYS),
                days.add(at("2026-11-23T23:50:00+08:00"), 3, DeadlineRule.Unit.WORKING_DAYS));
    }

    @Test
    void hoursCountAroundTheClockAndBusinessHoursDoNot() {
        Instant friday = at("2026-11-20T16:30:00+08:00");
        assertEquals(
                at("2026-11-21T16:30:00+08:00"),
                days.add(friday, 24, DeadlineRule.Unit.HOURS).at());
        assertEquals(
                at("2026-11-23T09:30:00+08:00"),
                days.add(friday, 2, DeadlineRule.Unit.BUSINESS_HOURS).at());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00+08:00, 2026-11-23T17:30:00+08:00",
        "2026-11-23T15:31:00+08:00, 2026-11-24T17:30:00+08:00",
        "2026-11-21T10:00:00+08:00, 2026-11-23T17:30:00+08:00"
    })
    void triageIsDueAtACloseOfBusinessTwoHoursAway(String from, String close) {
        assertEquals(at(close), days.nextClose(at(from), Duration.ofHours(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T16:30:00+08:00, 2026-11-23T09:30:00+08:00, PT2H, over a weekend",
        "2026-11-21T08:00:00+08:00, 2026-11-22T20:00:00+08:00, PT0S, all of a weekend",
        "2026-10-01T08:00:00+08:00, 2026-10-07T20:00:00+08:00, PT0S, all of the holidays",
        "2026-11-23T11:00:00+08:00, 2026-11-23T15:30:00+08:00, PT2H, over lunch",
        "2026-11-23T15:00:00+08:00, 2026-11-23T14:00:00+08:00, PT0S, backwards"
    })
    void onlyOfficeHoursAreWorkingTime(String from, String to, Duration time, String why) {
        assertEquals(time, days.workingTime(at(from), at(to)), why);
    }

    @Test
    void whatIsLeftUntilADueDateIsLeftAfterTheWaitToo() {
        Instant due = at("2026-11-27T17:30:00+08:00");
        Instant asked = at("2026-11-24T09:10:00+08:00");
        for (Instant answered = asked;
                answered.isBefore(at("2026-12-01T00:00:00+08:00"));
                answered = answered.plusSeconds(1_111)) {
            Instant moved = days.addWorkingTime(due, days.workingTime(asked, answered));

            assertTrue(!moved.isBefore(due), "never earlier than promised");
            assertEquals(days.workingTime(asked, due), days.workingTime(answered, moved), answered.toString());
        }
    }

    private static Map<LocalDate, Boolean> ruled() {
        Map<LocalDate, Boolean> ruled = new HashMap<>();
        LocalDate.of(2026, 2, 15).datesUntil(LocalDate.of(2026, 2, 24)).forEach(day -> ruled.put(day, false));
        LocalDate.of(2026, 9, 25).datesUntil(LocalDate.of(2026, 9, 28)).forEach(day -> ruled.put(day, false));
        LocalDate.of(2026, 10, 1).datesUntil(LocalDate.of(2026, 10, 8)).forEach(day -> ruled.put(day, false));
        for (String madeUp : List.of("2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10")) {
            ruled.put(LocalDate.parse(madeUp), true);
        }
        return ruled;
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
