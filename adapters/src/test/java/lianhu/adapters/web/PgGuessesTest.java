package lianhu.adapters.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import lianhu.adapters.store.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgGuessesTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.parse("2026-11-23T02:42:00Z");

    private final Database database;
    private final PgGuesses guesses;

    PgGuessesTest() throws Exception {
        database = Database.fresh();
        guesses = new PgGuesses(database.pool());
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void triesAtTheSameMomentAreCountedOneByOne() {
        // When
        List<Tries> tries = Uni.join()
                .all(IntStream.range(0, 12)
                        .mapToObj(i -> guesses.charge("48271938", NOW))
                        .toList())
                .andFailFast()
                .await()
                .atMost(SOON);
        // Then
        assertEquals(
                IntStream.rangeClosed(1, 12).boxed().toList(),
                tries.stream().map(Tries::failures).sorted().toList());
        assertEquals(5, tries.stream().filter(one -> !one.isOver(NOW)).count());
    }

    @Test
    void aRightOneBeginsAnew() {
        // Given
        charge("51906642", NOW, 4);
        // When
        guesses.forgive("51906642").await().atMost(SOON);
        // Then
        assertEquals(1, charge("51906642", NOW, 1).failures());
    }

    @Test
    void aDayLaterItBeginsAnewAndTryingOnDoesNotProlongTheLock() {
        // Given
        charge("73052618", NOW, 5);
        assertTrue(charge("73052618", NOW.plus(Duration.ofHours(23)), 1).isOver(NOW.plus(Duration.ofHours(23))));
        // When
        Tries next = charge("73052618", NOW.plus(Duration.ofDays(1)), 1);
        // Then
        assertEquals(1, next.failures());
        assertFalse(next.isLocked(NOW.plus(Duration.ofDays(1))));
    }

    private Tries charge(String number, Instant at, int times) {
        Tries last = new Tries(0, at);
        for (int i = 0; i < times; i++) {
            last = guesses.charge(number, at).await().atMost(SOON);
        }
        return last;
    }
}
