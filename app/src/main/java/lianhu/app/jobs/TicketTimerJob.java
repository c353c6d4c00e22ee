package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.casework.TicketService;
import lianhu.core.consultation.ConsultationService;

/** Fires the timers of tickets that are due, one after the other. A timer that fails is claimed again after its lease. */
@ApplicationScoped
class TicketTimerJob {
    private static final int BATCH_SIZE = 100;

    private final JobRunner jobRunner;
    private final TicketRepository ticketRepository;
    private final TicketService ticketService;
    private final ConsultationService consultationService;

    TicketTimerJob(
            JobRunner jobRunner,
            TicketRepository ticketRepository,
            TicketService ticketService,
            ConsultationService consultationService) {
        this.jobRunner = jobRunner;
        this.ticketRepository = ticketRepository;
        this.ticketService = ticketService;
        this.consultationService = consultationService;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> fireDue() {
        return jobRunner.forEach("ticket-timer", 1, () -> ticketRepository.claimDue(BATCH_SIZE), this::handle);
    }

    private Uni<Void> handle(DueTimer fired) {
        return switch (fired.timer().kind()) {
            case CONSULTATION_OPENING, CONSULTATION -> consultationService.handle(fired);
            case RECALL,
                    UNIT_HEAD_TIMEOUT,
                    AUTO_CLOSE,
                    DUE_DATE_RECOUNT,
                    ACCEPTANCE,
                    RETURN_WINDOW,
                    REPORTER_ANSWER,
                    RESULT_CHECK,
                    SUPERVISION_REPLY,
                    DEADLINE -> ticketService.handle(fired);
        };
    }
}
