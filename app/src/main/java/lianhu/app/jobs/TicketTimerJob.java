package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketService;

/** Fires the timers of tickets that are due, one after the other. A timer that fails is claimed again after its lease. */
@ApplicationScoped
class TicketTimerJob {
    private static final int BATCH_SIZE = 100;

    private final JobRunner jobRunner;
    private final TicketRepository ticketRepository;
    private final TicketService ticketService;

    TicketTimerJob(JobRunner jobRunner, TicketRepository ticketRepository, TicketService ticketService) {
        this.jobRunner = jobRunner;
        this.ticketRepository = ticketRepository;
        this.ticketService = ticketService;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> fireDue() {
        return jobRunner.forEach("ticket-timer", 1, () -> ticketRepository.claimDue(BATCH_SIZE), ticketService::handle);
    }
}
