package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Where everything that waits for WeCom runs; never the event loop. No more at a time than there are connections. */
final class VirtualThreads implements AutoCloseable {
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("wecom-", 0).factory());
    private final Semaphore places = new Semaphore(HttpPool.IN_FLIGHT);

    <T> Uni<T> call(Supplier<T> work) {
        return Uni.createFrom()
                .item(() -> {
                    places.acquireUninterruptibly();
                    try {
                        return work.get();
                    } finally {
                        places.release();
                    }
                })
                .runSubscriptionOn(threads);
    }

    @Override
    public void close() {
        threads.close();
    }
}
