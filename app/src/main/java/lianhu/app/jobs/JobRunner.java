package lianhu.app.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs the work of the scheduled jobs. Work that fails is logged by its class and counted; the other items go on. */
@ApplicationScoped
class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);
    private static final String FAILURES = "lianhu.job.failures";

    private final MeterRegistry meters;

    JobRunner(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Runs one piece of work. The result never fails. */
    Uni<Void> run(String job, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure()
                .invoke(failure -> count(job, failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Handles each item by itself, at most {@code concurrency} at a time. The result never fails. */
    <T> Uni<Void> forEach(String job, int concurrency, Supplier<Uni<List<T>>> items, Function<T, Uni<Void>> handler) {
        return run(
                job,
                () -> items.get()
                        .onItem()
                        .transformToMulti(all -> Multi.createFrom().iterable(all))
                        .onItem()
                        .transformToUni(item -> run(job, () -> handler.apply(item)))
                        .merge(concurrency)
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    /** Runs work outside the schedule, without waiting for it. */
    void start(String job, Supplier<Uni<Void>> work) {
        run(job, work).subscribe().with(done -> {}, failure -> count(job, failure));
    }

    private void count(String job, Throwable failure) {
        // The class alone: a message may quote what a resident wrote.
        LOG.warnf("job %s: a piece of work failed: %s", job, failure.getClass().getName());
        meters.counter(FAILURES, "job", job).increment();
    }
}
