package lianhu.app;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.bot.talk.FetchLate;

/** Looks each second which photos and voices are still to be fetched. */
@ApplicationScoped
class LateMediaClock {
    private final FetchLate late;

    LateMediaClock(FetchLate late) {
        this.late = late;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return late.fetch();
    }
}
