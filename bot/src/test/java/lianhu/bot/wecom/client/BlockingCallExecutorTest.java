package lianhu.bot.wecom.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import lianhu.core.report.StoreUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingCallExecutorTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final BlockingCallExecutor executor = new BlockingCallExecutor();
    private final BlockingCallExecutor impatient = new BlockingCallExecutor(Duration.ofMillis(200));
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        executor.close();
        impatient.close();
    }

    private String block(CountDownLatch started) {
        started.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "done";
    }

    @Test
    void callsThatQueueForANarrowPermitHoldNoConnection() throws InterruptedException {
        // Given
        Semaphore narrow = new Semaphore(1);
        CountDownLatch started = new CountDownLatch(1);
        List<Uni<String>> queued = IntStream.range(0, 2 * WxHttpClientPool.IN_FLIGHT)
                .mapToObj(i -> executor.call(narrow, () -> block(started), () -> "busy")
                        .memoize()
                        .indefinitely())
                .toList();
        queued.forEach(call -> call.subscribe().with(done -> {}, failure -> {}));
        started.await();
        while (narrow.getQueueLength() < queued.size() - 1) {
            Thread.onSpinWait();
        }

        // When
        String other = executor.call(() -> "sent").await().atMost(LIMIT);

        // Then
        assertEquals("sent", other);
        end.countDown();
        assertEquals(
                queued.size(),
                queued.stream()
                        .map(call -> call.await().atMost(LIMIT))
                        .filter("done"::equals)
                        .count());
    }

    /** The outbox regards a call without an answer as unknown and never repeats it: a call that waits must not be made later. */
    @Test
    void aCallThatFindsNoConnectionIsNotMadeLater() {
        // Given
        List<Uni<String>> busy = IntStream.range(0, WxHttpClientPool.IN_FLIGHT)
                .mapToObj(i -> new CountDownLatch(1))
                .map(started -> {
                    Uni<String> call =
                            impatient.call(() -> block(started)).memoize().indefinitely();
                    call.subscribe().with(done -> {}, failure -> {});
                    await(started);
                    return call;
                })
                .toList();
        AtomicBoolean isMade = new AtomicBoolean();
        Uni<Boolean> late = impatient.call(() -> isMade.getAndSet(true));

        // When
        assertThrows(StoreUnavailableException.class, () -> late.await().atMost(LIMIT));
        end.countDown();
        busy.forEach(call -> call.await().atMost(LIMIT));

        // Then
        impatient.close();
        assertFalse(isMade.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
