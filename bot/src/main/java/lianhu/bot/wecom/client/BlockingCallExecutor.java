package lianhu.bot.wecom.client;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Where everything that waits for WeCom runs; never the event loop. No more at a time than there are connections. */
public final class BlockingCallExecutor implements AutoCloseable {
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("wecom-", 0).factory());
    private final Semaphore permits = new Semaphore(WxHttpClientPool.IN_FLIGHT);

    public <T> Uni<T> call(Supplier<T> work) {
        return Uni.createFrom()
                .item(() -> {
                    permits.acquireUninterruptibly();
                    try {
                        return work.get();
                    } finally {
                        permits.release();
                    }
                })
                .runSubscriptionOn(threads);
    }

    @Override
    public void close() {
        threads.close();
    }
}
