package lianhu.bot.wecom.client;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import lianhu.core.report.StoreUnavailableException;

/**
 * Runs WxJava's calls on virtual threads, as many at a time as there are connections: WxJava blocks and would otherwise
 * block the event loop.
 */
@Singleton
public final class BlockingCallExecutor implements AutoCloseable {
    /** Waiting for a permit ends well before the outbox regards a call as unanswered. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Duration deadline;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("wecom-", 0).factory());
    private final Semaphore permits = new Semaphore(WxHttpClientPool.IN_FLIGHT);

    public BlockingCallExecutor() {
        this(DEADLINE);
    }

    BlockingCallExecutor(Duration deadline) {
        this.deadline = deadline;
    }

    /** Fails with {@link StoreUnavailableException} when no connection is free within ten seconds; the work is not done then. */
    public <T> Uni<T> call(Supplier<T> work) {
        return onThread(() -> withPermit(permits, work, () -> {
            throw new StoreUnavailableException("no connection to WeCom is free", new TimeoutException());
        }));
    }

    /**
     * Acquires a permit of {@code narrow} before a connection, so that calls to a slow interface do not hold connections
     * that others need.
     *
     * @param busy the answer when no permit of {@code narrow} or no connection is free within ten seconds; the work is not
     *     done then
     */
    public <T> Uni<T> call(Semaphore narrow, Supplier<T> work, Supplier<T> busy) {
        return onThread(() -> withPermit(narrow, () -> withPermit(permits, work, busy), busy));
    }

    /** For blocking work that needs no connection to WeCom. */
    public <T> Uni<T> onThread(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(threads);
    }

    private <T> T withPermit(Semaphore semaphore, Supplier<T> work, Supplier<T> busy) {
        if (!tryAcquire(semaphore)) {
            return busy.get();
        }
        try {
            return work.get();
        } finally {
            semaphore.release();
        }
    }

    private boolean tryAcquire(Semaphore semaphore) {
        try {
            return semaphore.tryAcquire(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    @PreDestroy
    public void close() {
        threads.close();
    }
}
