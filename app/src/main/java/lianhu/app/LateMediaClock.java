package lianhu.app;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.bot.talk.FetchLate;

/** Looks each second which photos and voices are still to be fetched. */
@ApplicationScoped
class LateMediaClock {
    private final FetchLate late;
    private volatile boolean isOpen;

    LateMediaClock(FetchLate late) {
        this.late = late;
    }

    /** The scheduler may tick before the roster is there. */
    void begin() {
        isOpen = true;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return isOpen ? late.fetch() : Uni.createFrom().voidItem();
    }
}
