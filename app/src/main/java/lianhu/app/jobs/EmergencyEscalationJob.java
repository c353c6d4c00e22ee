package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.core.broadcast.EmergencyEscalation;

/** Calls the next post of every open emergency, and sends again what got no answer. */
@ApplicationScoped
class EmergencyEscalationJob {
    private static final String NAME = "escalation";

    private final JobRunner jobRunner;
    private final EmergencyEscalation escalation;

    EmergencyEscalationJob(JobRunner jobRunner, EmergencyEscalation escalation) {
        this.jobRunner = jobRunner;
        this.escalation = escalation;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> escalate() {
        return jobRunner
                .run(NAME, escalation::resendUnknown)
                .chain(() -> jobRunner.forEach(NAME, 1, escalation::claimDue, escalation::escalate));
    }
}
