package lianhu.bot.wecom.client;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs WxJava's calls on virtual threads, as many at a time as there are connections: WxJava blocks and would otherwise
 * block the event loop.
 */
@Singleton
public final class BlockingCallExecutor implements AutoCloseable {
    private static final Duration NARROW_DEADLINE = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("wecom-", 0).factory());
    private final Semaphore permits = new Semaphore(WxHttpClientPool.IN_FLIGHT);

    public <T> Uni<T> call(Supplier<T> work) {
        return Uni.createFrom().item(() -> withConnection(work)).runSubscriptionOn(threads);
    }

    /**
     * Acquires a permit of {@code narrow} before a connection, so that calls to a slow interface do not hold connections
     * that others need.
     *
     * @param busy the answer when no permit of {@code narrow} is free within ten seconds; the work is not done then
     */
    public <T> Uni<T> call(Semaphore narrow, Supplier<T> work, Supplier<T> busy) {
        return Uni.createFrom()
                .item(() -> {
                    if (!tryAcquire(narrow)) {
                        return busy.get();
                    }
                    try {
                        return withConnection(work);
                    } finally {
                        narrow.release();
                    }
                })
                .runSubscriptionOn(threads);
    }

    private static boolean tryAcquire(Semaphore narrow) {
        try {
            return narrow.tryAcquire(NARROW_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T withConnection(Supplier<T> work) {
        permits.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    @Override
    @PreDestroy
    public void close() {
        threads.close();
    }
}
