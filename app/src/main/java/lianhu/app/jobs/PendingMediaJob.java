package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.bot.conversation.handler.PendingMediaFetcher;

/** Fetches the photos and voices that are due. */
@ApplicationScoped
class PendingMediaJob {
    private final JobRunner jobRunner;
    private final PendingMediaFetcher fetcher;

    PendingMediaJob(JobRunner jobRunner, PendingMediaFetcher fetcher) {
        this.jobRunner = jobRunner;
        this.fetcher = fetcher;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> fetch() {
        return jobRunner.forEach("pending-media", PendingMediaFetcher.MAX_CONCURRENT, fetcher::claim, fetcher::fetch);
    }
}
