package lianhu.adapters.web.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import lianhu.adapters.sql.PostgresFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookupAttemptsTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.parse("2026-11-23T02:42:00Z");

    private final PostgresFixture postgresFixture;
    private final LookupAttempts guesses;

    LookupAttemptsTest() throws Exception {
        postgresFixture = PostgresFixture.create();
        guesses = new LookupAttempts(postgresFixture.pool());
    }

    @AfterAll
    void close() {
        postgresFixture.close();
    }

    @Test
    void triesAtTheSameMomentAreCountedOneByOne() {
        // When
        List<AttemptCount> attemptCount = Uni.join()
                .all(IntStream.range(0, 12)
                        .mapToObj(i -> guesses.recordAttempt("48271938", NOW))
                        .toList())
                .andFailFast()
                .await()
                .atMost(SOON);
        // Then
        assertEquals(
                IntStream.rangeClosed(1, 12).boxed().toList(),
                attemptCount.stream().map(AttemptCount::failures).sorted().toList());
        assertEquals(
                5, attemptCount.stream().filter(one -> !one.isExceeded(NOW)).count());
    }

    @Test
    void aRightOneBeginsAnew() {
        // Given
        charge("51906642", NOW, 4);
        // When
        guesses.reset("51906642").await().atMost(SOON);
        // Then
        assertEquals(1, charge("51906642", NOW, 1).failures());
    }

    @Test
    void aDayLaterItBeginsAnewAndTryingOnDoesNotProlongTheLock() {
        // Given
        charge("73052618", NOW, 5);
        assertTrue(charge("73052618", NOW.plus(Duration.ofHours(23)), 1).isExceeded(NOW.plus(Duration.ofHours(23))));
        // When
        AttemptCount next = charge("73052618", NOW.plus(Duration.ofDays(1)), 1);
        // Then
        assertEquals(1, next.failures());
        assertFalse(next.isLocked(NOW.plus(Duration.ofDays(1))));
    }

    private AttemptCount charge(String number, Instant at, int times) {
        AttemptCount last = new AttemptCount(0, at);
        for (int i = 0; i < times; i++) {
            last = guesses.recordAttempt(number, at).await().atMost(SOON);
        }
        return last;
    }
}
