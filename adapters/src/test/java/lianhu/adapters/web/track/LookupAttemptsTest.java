package lianhu.adapters.web.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.web.ratelimit.RateLimitSettings;
import lianhu.core.web.ClientAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookupAttemptsTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.parse("2026-11-23T02:42:00Z");
    private static final ClientAddress HERE = new ClientAddress("192.0.2.1", true);
    private static final ClientAddress STRANGER = new ClientAddress("203.0.113.66", true);
    private static final ClientAddress UNKNOWN = new ClientAddress("127.0.0.1", false);

    private final PostgresFixture postgresFixture;
    private final LookupAttempts guesses;

    LookupAttemptsTest() throws Exception {
        postgresFixture = PostgresFixture.create();
        RateLimitSettings settings = new SmallRyeConfigBuilder()
                .withMapping(RateLimitSettings.class)
                .build()
                .getConfigMapping(RateLimitSettings.class);
        guesses = new LookupAttempts(postgresFixture.pool(), settings);
    }

    @AfterAll
    void close() {
        postgresFixture.close();
    }

    @Test
    void triesAtTheSameMomentAreCountedOneByOne() {
        // Given
        issue("48271938");
        // When
        List<AttemptCount> attemptCount = Uni.join()
                .all(IntStream.range(0, 12)
                        .mapToObj(i -> guesses.recordAttempt("48271938", HERE, NOW))
                        .toList())
                .andFailFast()
                .await()
                .atMost(SOON);
        // Then
        assertEquals(
                5, attemptCount.stream().filter(one -> !one.isExceeded(NOW)).count());
        assertEquals(5, rowOf("48271938"));
    }

    @Test
    void aStrangerCannotLockTheReporterOut() {
        // Given
        issue("60185540");
        // When
        AttemptCount strangers = charge("60185540", STRANGER, NOW, 500);
        AttemptCount own = charge("60185540", HERE, NOW, 1);
        // Then
        assertTrue(strangers.isExceeded(NOW));
        assertFalse(own.isExceeded(NOW));
        assertEquals(4, own.attemptsLeft());
    }

    @Test
    void manyAddressesTogetherGuessTwentyTimesADay() {
        for (String number : List.of("17875473", "99999999")) {
            // Given
            if (number.equals("17875473")) {
                issue(number);
            }
            // When
            IntStream.range(0, 19).forEach(i -> charge(number, new ClientAddress("198.51.100." + i, true), NOW, 1));
            // Then
            assertFalse(charge(number, HERE, NOW, 1).isExceeded(NOW), number);
            AttemptCount next = charge(number, HERE, NOW, 1);
            assertTrue(next.isExceeded(NOW), number);
            assertEquals(NOW.plus(Duration.ofDays(1)), next.unlocksAt(), number);
        }
    }

    @Test
    void behindAnUnnamedProxyOnlyTheTotalCounts() {
        // Given
        issue("35871230");
        // Then
        assertFalse(charge("35871230", UNKNOWN, NOW, 20).isExceeded(NOW));
        assertTrue(charge("35871230", UNKNOWN, NOW, 1).isExceeded(NOW));
    }

    @Test
    void numbersThatWereNeverIssuedLeaveNoRow() {
        // When
        AttemptCount fifth = charge("11112222", HERE, NOW, 5);
        // Then
        assertTrue(fifth.isLocked(NOW));
        assertEquals(0, rowOf("11112222"));
    }

    @Test
    void aRightOneBeginsAnew() {
        // Given
        issue("51906642");
        charge("51906642", HERE, NOW, 4);
        // When
        guesses.reset("51906642", HERE).await().atMost(SOON);
        // Then
        assertEquals(1, charge("51906642", HERE, NOW, 1).failures());
    }

    @Test
    void aDayLaterItBeginsAnewAndTryingOnDoesNotProlongTheLock() {
        // Given
        issue("73052618");
        charge("73052618", HERE, NOW, 5);
        Instant later = NOW.plus(Duration.ofHours(23));
        assertTrue(charge("73052618", HERE, later, 1).isExceeded(later));
        // When
        AttemptCount next = charge("73052618", HERE, NOW.plus(Duration.ofDays(1)), 1);
        // Then
        assertEquals(1, next.failures());
        assertFalse(next.isLocked(NOW.plus(Duration.ofDays(1))));
    }

    @Test
    void rowsWhoseLockIsOverAreDeleted() {
        // Given
        issue("20480016");
        issue("20480024");
        charge("20480016", HERE, NOW.minus(Duration.ofDays(40)), 1);
        charge("20480024", HERE, NOW.minus(Duration.ofDays(39)), 1);
        // When
        guesses.removeExpired(NOW.minus(Duration.ofDays(39))).await().atMost(SOON);
        // Then
        assertEquals(0, rowOf("20480016"));
        assertEquals(1, rowOf("20480024"));
    }

    private AttemptCount charge(String number, ClientAddress address, Instant at, int times) {
        AttemptCount last = new AttemptCount(0, at, 5);
        for (int i = 0; i < times; i++) {
            last = guesses.recordAttempt(number, address, at).await().atMost(SOON);
        }
        return last;
    }

    private void issue(String number) {
        postgresFixture.query("""
                INSERT INTO report (receipt_no, source_account, source_id, channel, area, ticket_no, has_account, owner_type,
                  owner_id, owner_name, due, urgency, confidentiality, advice, occurred_at, received_at)
                VALUES ($1, 'web', $1, 'WEB', '621099101', 'GD20261123621099000001', false, 'GRID', 'x', 'x', now(), 'NORMAL',
                  'OPEN', '', now(), now())
                """, number);
    }

    /** The failures in the table; 0 without a row. */
    private long rowOf(String number) {
        return postgresFixture
                .query("SELECT failures FROM receipt_lookup_throttle WHERE receipt_no = $1", number)
                .stream()
                .mapToLong(row -> row.getInteger(0))
                .sum();
    }
}
