package lianhu.bot.wecom.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingCallExecutorTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final BlockingCallExecutor executor = new BlockingCallExecutor();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        executor.close();
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
}
