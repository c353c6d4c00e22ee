package lianhu.core.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import lianhu.core.deadline.BusinessCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackTaskTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T08:00, 2026-11-20T08:30",
        "2026-11-20T17:59, 2026-11-20T18:29",
        "2026-11-20T18:00, 2026-11-21T08:30",
        "2026-11-20T23:59, 2026-11-21T08:30",
        "2026-11-21T07:59, 2026-11-21T08:30"
    })
    void halfAnHourByDayAndInTheMorningOtherwise(LocalDateTime since, LocalDateTime due) {
        assertEquals(instant(due), CallbackTask.due(instant(since)));
    }

    @Test
    void whoseTimeIsNotOverIsNotCounted() {
        Instant now = instant(LocalDateTime.of(2026, 11, 20, 12, 0));
        List<CallbackTask> tasks = List.of(
                task(now.minusSeconds(1_799), Optional.empty()),
                task(now.minusSeconds(1_801), Optional.empty()),
                task(now.minusSeconds(3_600), Optional.of(now.minusSeconds(1_800))),
                task(now.minusSeconds(3_600), Optional.of(now.minusSeconds(1_799))));

        assertEquals(new CallbackFigures(3, 1), CallbackFigures.of(tasks, now));
    }

    @Test
    void whoGetsThroughBeforeTheTimeLimitIsNotCountedAndAfterItTheLimitWasMissed() {
        Instant now = instant(LocalDateTime.of(2026, 11, 20, 12, 0));
        Instant since = now.minusSeconds(7_200);
        List<CallbackTask> tasks = List.of(
                new CallbackTask(since, Optional.empty(), Optional.of(since.plusSeconds(1_800))),
                new CallbackTask(since, Optional.empty(), Optional.of(since.plusSeconds(1_801))));

        assertEquals(new CallbackFigures(1, 0), CallbackFigures.of(tasks, now));
    }

    @Test
    void whoCalledLastEveningIsDueToday() {
        Instant morning = instant(LocalDateTime.of(2026, 11, 21, 0, 0));
        Instant night = instant(LocalDateTime.of(2026, 11, 22, 0, 0));
        CallbackTask lastEvening = task(instant(LocalDateTime.of(2026, 11, 20, 19, 0)), Optional.empty());
        CallbackTask thisEvening = task(instant(LocalDateTime.of(2026, 11, 21, 19, 0)), Optional.empty());

        assertTrue(lastEvening.isDueBetween(morning, night));
        assertFalse(thisEvening.isDueBetween(morning, night), "due tomorrow");
        assertFalse(lastEvening.isDueBetween(instant(LocalDateTime.of(2026, 11, 20, 0, 0)), morning));
    }

    private static CallbackTask task(Instant since, Optional<Instant> firstAttempt) {
        return new CallbackTask(since, firstAttempt, Optional.empty());
    }

    private static Instant instant(LocalDateTime at) {
        return at.atZone(BusinessCalendar.ZONE).toInstant();
    }
}
