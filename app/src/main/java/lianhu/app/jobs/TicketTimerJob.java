package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketService;

/** Looks each second which alarms ring, and lets casework hear them one after the other. */
@ApplicationScoped
class TicketTimerJob {
    private static final int AT_ONCE = 100;

    private final TicketRepository ticketRepository;
    private final TicketService ticketService;

    TicketTimerJob(TicketRepository ticketRepository, TicketService ticketService) {
        this.ticketRepository = ticketRepository;
        this.ticketService = ticketService;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> claimDue() {
        return ticketRepository
                .claimDue(AT_ONCE)
                .onItem()
                .transformToMulti(dueTimer -> Multi.createFrom().iterable(dueTimer))
                .onItem()
                .transformToUniAndConcatenate(ticketService::handle)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
