package lianhu.bot.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemoryReplayGuardTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private Instant now = Instant.ofEpochSecond(1795219201);
    private final InMemoryReplayGuard once = new InMemoryReplayGuard(() -> now, 100);

    @Test
    void onlyTheFirstIsFirst() {
        // Given
        first("a");
        // When
        boolean again = first("a");
        // Then
        assertFalse(again);
        assertTrue(first("b"));
    }

    @Test
    void aMarkIsForgottenWhenItsTimeIsOver() {
        // Given
        first("a");
        now = now.plus(TEN_MINUTES);
        // When
        boolean again = first("a");
        // Then
        assertTrue(again);
    }

    @Test
    void whatIsOverTakesNoRoom() {
        // Given
        IntStream.range(0, 50).forEach(i -> first("old" + i));
        now = now.plus(TEN_MINUTES);
        // When
        first("new");
        // Then
        assertEquals(1, once.size());
    }

    @Test
    void aFloodCostsTheOldestMarksAndNoMoreRoom() {
        // Given
        first("oldest");
        // When
        long let = IntStream.range(0, 1_000).filter(i -> first("flood" + i)).count();
        // Then
        assertEquals(1_000, let);
        assertEquals(100, once.size());
        assertFalse(first("flood999"));
        assertTrue(first("oldest"));
    }

    @Test
    void aMarkTakenBackIsFirstAgain() {
        // Given
        first("a");
        once.release("a").await().indefinitely();
        // When
        boolean again = first("a");
        // Then
        assertTrue(again);
    }

    @Test
    void ofManyAtOnceOneIsFirst() throws InterruptedException {
        // Given
        AtomicInteger firsts = new AtomicInteger();
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().unstarted(() -> {
                for (int key = 0; key < 90; key++) {
                    if (first("key" + key)) {
                        firsts.incrementAndGet();
                    }
                }
            });
        }
        // When
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // Then
        assertEquals(90, firsts.get());
    }

    private boolean first(String key) {
        return once.claim(key, TEN_MINUTES).await().indefinitely();
    }
}
