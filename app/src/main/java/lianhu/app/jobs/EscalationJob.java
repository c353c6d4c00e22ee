package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.core.broadcast.EmergencyEscalation;

/** Looks every two seconds whom an emergency calls next. */
@ApplicationScoped
class EscalationJob {
    private final EmergencyEscalation calling;

    EscalationJob(EmergencyEscalation calling) {
        this.calling = calling;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return calling.escalateDue();
    }
}
