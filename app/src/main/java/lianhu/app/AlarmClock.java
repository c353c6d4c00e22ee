package lianhu.app;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.core.Casework;
import lianhu.core.Tickets;

/** Looks each second which alarms ring, and lets casework hear them one after the other. */
@ApplicationScoped
class AlarmClock {
    private static final int AT_ONCE = 100;

    private final Tickets tickets;
    private final Casework casework;

    AlarmClock(Tickets tickets, Casework casework) {
        this.tickets = tickets;
        this.casework = casework;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> ring() {
        return tickets.ring(AT_ONCE)
                .onItem()
                .transformToMulti(rung -> Multi.createFrom().iterable(rung))
                .onItem()
                .transformToUniAndConcatenate(casework::hear)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
