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
 * The baselines: a bare client without HTTP and cryptography writes the same rows to the same server. Plain: one statement and
 * one transaction a message, with as many in flight as the load has connections. Batched: one statement and one transaction for
 * many messages. Neither is an upper limit, because the gateway also writes in batches.
 */
public final class BaselineWriter implements Closer.Resource {
    public static final int CONNECTIONS = 16;

    private static final String NAME = "yardstick";
    /** Reports of the gateway that are copied; also the size of a batch. */
    private static final int SAMPLES = 64;

    /** Batches in flight; enough to keep the server busy while a batch is prepared. */
    private static final int BATCHES_IN_FLIGHT = 4;

    private static final int SETTLE_SECONDS = 60;

    private final Vertx vertx;
    private final Pool pool;
    private final List<RowTemplate> filings;
    private final List<Write> plain;
    private final List<Write> batched;
    private final int inFlight;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();

    private BaselineWriter(Vertx vertx, BenchDatabase own, List<RowTemplate> filings, int inFlight) {
        this.vertx = vertx;
        this.pool = pool(vertx, own, CONNECTIONS);
        this.filings = filings;
        this.plain = filings.stream().map(List::of).map(Write::of).toList();
        this.batched = List.of(Write.of(filings));
        this.inFlight = inFlight;
    }

    /**
     * @param gateway the gateway's database; the copies go to a second database on the same server
     * @param migrations the gateway's migrations, so that tables and indexes are the same
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

    private record Write(String statement, List<RowTemplate> filings) {
        static Write of(List<RowTemplate> filings) {
            return new Write(RowTemplate.statement(filings), filings);
        }
    }

    /** Tickets a second, one statement and one transaction each. */
    public double round(Duration time) {
        return round(time, plain, inFlight);
    }

    /** Tickets a second, {@link #batchSize} in one statement and one transaction. */
    public double batchedRound(Duration time) {
        return round(time, batched, BATCHES_IN_FLIGHT);
    }

    public int batchSize() {
        return filings.size();
    }

    private double round(Duration time, List<Write> writes, int inFlight) {
        AtomicLong done = new AtomicLong();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CountDownLatch open = new CountDownLatch(inFlight);
        long begin = System.nanoTime();
        for (int i = 0; i < inFlight; i++) {
            next(begin + time.toNanos(), writes, done, failure, open);
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

    /** Describes the rows of the first sample. */
    public String shape() {
        return filings.getFirst().shape();
    }

    /** The number of messages written so far. */
    public long rowsWritten() {
        return count.get();
    }

    @Override
    public void close() {
        await(pool.close());
        await(vertx.close());
    }

    private void next(
            long end,
            List<Write> writes,
            AtomicLong done,
            AtomicReference<@Nullable Throwable> failure,
            CountDownLatch open) {
        if (System.nanoTime() - end > 0 || failure.get() != null) {
            open.countDown();
            return;
        }
        long index = turns.incrementAndGet();
        Write write = writes.get((int) (index % writes.size()));
        int tickets = write.filings.size();
        long first = count.getAndAdd(tickets) + 1;
        pool.preparedQuery(write.statement)
                .execute(RowTemplate.renumbered(write.filings, first))
                .onSuccess(rows -> {
                    if (rows.iterator().next().getLong(0) != tickets) {
                        failure.compareAndSet(null, new IllegalStateException("a row was not new"));
                    }
                    done.addAndGet(tickets);
                    next(end, writes, done, failure, open);
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
