package lianhu.app;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.core.CallTheResponsible;

/** Looks every two seconds whom an emergency calls next. */
@ApplicationScoped
class CallRounds {
    private final CallTheResponsible calling;

    CallRounds(CallTheResponsible calling) {
        this.calling = calling;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return calling.round();
    }
}
