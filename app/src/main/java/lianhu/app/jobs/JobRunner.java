package lianhu.app.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lianhu.core.query.SystemStatus.JobStatus;
import org.jboss.logging.Logger;

/** Runs the work of the scheduled jobs. Work that fails is logged by its class and counted; the other items go on. */
@ApplicationScoped
class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);
    private static final String FAILURES = "lianhu.job.failures";
    private static final String LAST_SUCCESS = "lianhu.job.last.success.seconds";

    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<String, JobStatus> statuses = new ConcurrentSkipListMap<>();

    JobRunner(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** The jobs that ran since the start, by name. */
    List<JobStatus> statuses() {
        return List.copyOf(statuses.values());
    }

    /** Runs one piece of work. The result never fails. */
    Uni<Void> run(String job, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .invoke(() -> succeed(job))
                .onFailure()
                .invoke(failure -> fail(job, failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Handles each item by itself, at most {@code concurrency} at a time. The result never fails. */
    <T> Uni<Void> forEach(String job, int concurrency, Supplier<Uni<List<T>>> items, Function<T, Uni<Void>> handler) {
        return Uni.createFrom()
                .deferred(items::get)
                .onItem()
                .transformToMulti(all -> Multi.createFrom().iterable(all))
                .onItem()
                .transformToUni(item -> attempt(job, () -> handler.apply(item)))
                .merge(concurrency)
                .collect()
                .with(Collectors.reducing(true, Boolean::logicalAnd))
                .invoke(isEveryItemDone -> {
                    if (isEveryItemDone) {
                        succeed(job);
                    }
                })
                .onFailure()
                .invoke(failure -> fail(job, failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Runs work outside the schedule, without waiting for it. */
    void start(String job, Supplier<Uni<Void>> work) {
        run(job, work).subscribe().with(done -> {}, failure -> fail(job, failure));
    }

    private Uni<Boolean> attempt(String job, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .replaceWith(true)
                .onFailure()
                .invoke(failure -> fail(job, failure))
                .onFailure()
                .recoverWithItem(false);
    }

    private void succeed(String job) {
        Instant now = clock.instant();
        status(
                job,
                before ->
                        new JobStatus(job, Optional.of(now), before.lastFailure(), before.failures(), before.cause()));
    }

    private void fail(String job, Throwable failure) {
        Instant now = clock.instant();
        // The class alone: a message may quote what a resident wrote.
        String cause = failure.getClass().getSimpleName();
        LOG.warnf("job %s: a piece of work failed: %s", job, failure.getClass().getName());
        meters.counter(FAILURES, "job", job, "cause", cause).increment();
        status(job, before -> new JobStatus(job, before.lastSuccess(), Optional.of(now), before.failures() + 1, cause));
    }

    private void status(String job, Function<JobStatus, JobStatus> change) {
        statuses.compute(job, (name, before) -> {
            if (before == null) {
                meters.gauge(LAST_SUCCESS, Tags.of("job", job), this, runner -> runner.lastSuccessSeconds(job));
            }
            return change.apply(
                    before == null ? new JobStatus(job, Optional.empty(), Optional.empty(), 0, "") : before);
        });
    }

    /** Seconds since 1970; 0 for never. */
    private double lastSuccessSeconds(String job) {
        return Optional.ofNullable(statuses.get(job))
                .flatMap(JobStatus::lastSuccess)
                .map(Instant::getEpochSecond)
                .orElse(0L);
    }
}
