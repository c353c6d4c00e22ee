package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import lianhu.adapters.web.track.LookupAttempts;

/** Deletes the counts of wrong digits whose lock is over. */
@ApplicationScoped
class LookupAttemptsCleanupJob {
    private final JobRunner jobRunner;
    private final LookupAttempts lookupAttempts;
    private final InstantSource clock;

    LookupAttemptsCleanupJob(JobRunner jobRunner, LookupAttempts lookupAttempts, InstantSource clock) {
        this.jobRunner = jobRunner;
        this.lookupAttempts = lookupAttempts;
        this.clock = clock;
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> removeExpired() {
        return jobRunner.run("lookup-attempts-cleanup", () -> lookupAttempts.removeExpired(clock.instant()));
    }
}
