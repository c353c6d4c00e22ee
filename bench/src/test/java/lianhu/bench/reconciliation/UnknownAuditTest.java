package lianhu.bench.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A long run: 200 kills, one every six seconds, and one notice every second. */
class UnknownAuditTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T00:00:00Z");
    private static final Duration PACE = Duration.ofSeconds(6);
    private static final int LIMIT = 16;
    private static final List<KillWindow> KILLS = LongStream.rangeClosed(1, 200)
            .mapToObj(n -> kill(BEGIN.plus(PACE.multipliedBy(n)), true))
            .toList();
    private static final Set<Long> EVERY_NOTICE =
            new HashSet<>(LongStream.range(0, 1200).boxed().toList());

    @Test
    void aRunIsSoundWhereOnlyWhatWasSendingAtAKillIsUnknown() {
        // Given three attempts of five milliseconds, of which the last one is killed
        List<SendingInterval> attempts = List.of(
                attempt(1, second(1), Duration.ofMillis(5)),
                attempt(2, second(2), Duration.ofMillis(5)),
                attempt(3, second(6).minusMillis(3), Duration.ofSeconds(4)));

        // When
        UnknownAudit audit = UnknownAudit.of(Set.of(3L), attempts, KILLS, LIMIT);

        // Then
        assertEquals(new UnknownAudit(1, 1, 0, 1, 0, 5), audit);
        assertEquals(0, audit.failures());
    }

    @Test
    void everyNoticeUnknownIsUnsoundWhereItsAttemptsWereShort() {
        assertUnsound(n -> attempt(n, second(n).plusMillis(500), Duration.ofMillis(5)));
    }

    @Test
    void everyNoticeUnknownIsUnsoundWhereNoOutcomeIsEverRecorded() {
        // taken over by the copy that starts after the next kill
        assertUnsound(n -> attempt(n, second(n).plusMillis(500), PACE));
    }

    @Test
    void everyNoticeUnknownIsUnsoundWhereAllWereClaimedAtOnce() {
        // When
        List<SendingInterval> attempts = EVERY_NOTICE.stream()
                .map(n -> attempt(n, second(6).minusMillis(3), Duration.ofSeconds(4)))
                .toList();
        UnknownAudit audit = UnknownAudit.of(EVERY_NOTICE, attempts, KILLS, LIMIT);

        // Then
        assertEquals(1200 - LIMIT, audit.failures());
    }

    @Test
    void anUnknownDeliveryThatWasNeverSendingIsUnsound() {
        assertEquals(1, UnknownAudit.of(Set.of(7L), List.of(), KILLS, LIMIT).failures());
    }

    @Test
    void theDeathOfRedisExcusesAnAttemptThatTakesLongAndInterruptsNone() {
        // Given
        List<SendingInterval> attempt = List.of(attempt(1, second(1), Duration.ofSeconds(10)));
        KillWindow redis = kill(second(2), false);
        KillWindow gateway = kill(second(8), true);

        // Then
        assertEquals(0, failures(attempt, redis, gateway));
        assertEquals(1, failures(attempt, redis));
        assertEquals(1, failures(attempt, gateway));
    }

    private static long failures(List<SendingInterval> attempts, KillWindow... kills) {
        return UnknownAudit.of(Set.of(1L), attempts, List.of(kills), LIMIT).failures();
    }

    private static void assertUnsound(LongFunction<SendingInterval> attempt) {
        List<SendingInterval> attempts =
                EVERY_NOTICE.stream().map(n -> attempt.apply(n)).toList();
        UnknownAudit audit = UnknownAudit.of(EVERY_NOTICE, attempts, KILLS, LIMIT);
        assertTrue(audit.failures() > EVERY_NOTICE.size() / 2, audit.toString());
    }

    private static SendingInterval attempt(long delivery, Instant from, Duration time) {
        return new SendingInterval(delivery, from, from.plus(time), time.toMillis() < 1000);
    }

    private static Instant second(long n) {
        return BEGIN.plusSeconds(n);
    }

    private static KillWindow kill(Instant at, boolean interruptsSends) {
        return new KillWindow(at, at.plusMillis(20), interruptsSends);
    }
}
