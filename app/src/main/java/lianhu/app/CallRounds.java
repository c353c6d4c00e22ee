package lianhu.app;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.core.CallTheResponsible;

/** Looks every two seconds whom an emergency calls next. */
@ApplicationScoped
class CallRounds {
    private final CallTheResponsible calling;
    private volatile boolean isOpen;

    CallRounds(CallTheResponsible calling) {
        this.calling = calling;
    }

    /** The scheduler may tick before the roster is there. */
    void begin() {
        isOpen = true;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return isOpen ? calling.round() : Uni.createFrom().voidItem();
    }
}
