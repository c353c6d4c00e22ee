package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.bot.conversation.handler.PendingMediaFetcher;

/** Looks each second which photos and voices are still to be fetched. */
@ApplicationScoped
class PendingMediaJob {
    private final PendingMediaFetcher late;

    PendingMediaJob(PendingMediaFetcher late) {
        this.late = late;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return late.fetch();
    }
}
