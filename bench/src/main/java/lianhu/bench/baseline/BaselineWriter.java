package lianhu.bench.baseline;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import org.jspecify.annotations.Nullable;

/**
 * The limit that the gateway is held against: a bare client, without HTTP and cryptography, writes the same rows on the
 * same server, one statement and one transaction a message, as many in flight as the gateway has connections.
 */
public final class BaselineWriter implements Closer.Resource {
    public static final int CONNECTIONS = 16;

    private static final String NAME = "yardstick";
    private static final int SAMPLES = 64;
    private static final int SETTLE_SECONDS = 60;

    private final Vertx vertx;
    private final Pool pool;
    private final List<RowTemplate> filings;
    private final List<String> statements;
    private final int inFlight;
    private final AtomicLong count = new AtomicLong();

    private BaselineWriter(Vertx vertx, BenchDatabase own, List<RowTemplate> filings, int inFlight) {
        this.vertx = vertx;
        this.pool = pool(vertx, own, CONNECTIONS);
        this.filings = filings;
        this.statements = filings.stream().map(RowTemplate::statement).toList();
        this.inFlight = inFlight;
    }

    /**
     * @param gateway where the gateway has written; a second database is made beside it
     * @param migrations the gateway's own, so that tables and indexes are the same
     */
    public static BaselineWriter createNextTo(
            BenchDatabase gateway, String door, List<String> migrations, int inFlight) {
        gateway.run("CREATE DATABASE " + NAME);
        BenchDatabase own = gateway.named(NAME);
        migrations.forEach(own::run);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        Pool source = pool(vertx, gateway, 1);
        List<RowTemplate> filings = new RowSampler(gateway, source).newest(door, SAMPLES);
        await(source.close());
        return new BaselineWriter(vertx, own, filings, inFlight);
    }

    /** Tickets a second. */
    public double round(Duration time) {
        AtomicLong done = new AtomicLong();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CountDownLatch open = new CountDownLatch(inFlight);
        long begin = System.nanoTime();
        for (int i = 0; i < inFlight; i++) {
            next(begin + time.toNanos(), done, failure, open);
        }
        try {
            if (!open.await(time.toSeconds() + SETTLE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the bare client gets no answers");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the bare client: " + failed.getMessage(), failed);
        }
        return done.get() * 1e9 / (System.nanoTime() - begin);
    }

    /** For people: the rows of the first sample. */
    public String shape() {
        return filings.getFirst().shape();
    }

    /** Messages written since it was made. */
    public long rowsWritten() {
        return count.get();
    }

    @Override
    public void close() {
        await(pool.close());
        await(vertx.close());
    }

    private void next(long end, AtomicLong done, AtomicReference<@Nullable Throwable> failure, CountDownLatch open) {
        if (System.nanoTime() - end > 0 || failure.get() != null) {
            open.countDown();
            return;
        }
        long n = count.incrementAndGet();
        int which = (int) (n % filings.size());
        pool.preparedQuery(statements.get(which))
                .execute(filings.get(which).renumbered(n))
                .onSuccess(rows -> {
                    if (rows.iterator().next().getLong(0) != 1) {
                        failure.compareAndSet(null, new IllegalStateException("a row was not new"));
                    }
                    done.incrementAndGet();
                    next(end, done, failure, open);
                })
                .onFailure(e -> {
                    failure.compareAndSet(null, e);
                    open.countDown();
                });
    }

    private static Pool pool(Vertx vertx, BenchDatabase benchDatabase, int size) {
        return PgBuilder.pool()
                .connectingTo(benchDatabase
                        .options()
                        .setCachePreparedStatements(true)
                        .setPreparedStatementCacheSqlFilter(sql -> true))
                .with(new PoolOptions().setMaxSize(size))
                .using(vertx)
                .build();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SETTLE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
