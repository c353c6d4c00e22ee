package lianhu.core.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.outbound.OutboundResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FollowUpRedialPolicyTest {
    /** Friday, 20 November 2026, ten in the morning in the county. */
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");

    private final FollowUpRedialPolicy policy =
            new FollowUpRedialPolicy(new FollowUpTimes(new HolidayCalendar(Map.of(), Set.of())));

    @ParameterizedTest
    @CsvSource({"CONGESTION, 5", "LOST, 5", "NOT_STORED, 5", "BUSY, 20"})
    void minutesLaterWhereTheLineWasTheReason(OutboundResult result, int minutes) {
        assertEquals(Optional.of(NOW.plus(Duration.ofMinutes(minutes))), policy.next(result, 1, NOW));
    }

    @Test
    void whoDoesNotPickUpIsCalledThriceAtMostAndHoursApart() {
        Instant afternoon = Instant.parse("2026-11-20T06:30:00Z");
        Instant monday = Instant.parse("2026-11-23T01:00:00Z");

        assertEquals(Optional.of(afternoon), policy.next(OutboundResult.NO_ANSWER, 1, NOW), "two o'clock is too early");
        assertEquals(Optional.of(monday), policy.next(OutboundResult.NO_ANSWER, 2, afternoon.plusSeconds(5_400)));
        assertEquals(Optional.of(monday), policy.next(OutboundResult.UNREACHABLE, 2, NOW));
        assertEquals(Optional.empty(), policy.next(OutboundResult.NO_ANSWER, 3, NOW));
    }

    @Test
    void whoRejectsTheCallIsCalledOnceMore() {
        assertEquals(Optional.of(Instant.parse("2026-11-20T06:30:00Z")), policy.next(OutboundResult.REJECTED, 1, NOW));
        assertEquals(Optional.empty(), policy.next(OutboundResult.REJECTED, 2, NOW));
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWERED", "DECLINED", "NOT_CONFIRMED", "INVALID_NUMBER", "NOT_NEEDED"})
    void nobodyElseIsCalledAgain(OutboundResult result) {
        assertEquals(Optional.empty(), policy.next(result, 1, NOW));
    }
}
