package lianhu.app;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.bot.wecom.CustomerCare;
import lianhu.bot.wecom.WecomCareLinks;

/** Customer service: what was written while no copy ran is read at the start, and every few minutes what no event told of. */
@ApplicationScoped
class CareClock {
    private final CustomerCare care;
    private final WecomCareLinks links;

    CareClock(CustomerCare care, WecomCareLinks links) {
        this.care = care;
        this.links = links;
    }

    void begin() {
        care.lookAgain();
        links.learn().subscribe().with(known -> {});
    }

    /** Without an event's token WeCom answers only seldom. */
    @Scheduled(every = "5m", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void lookAgain() {
        care.lookAgain();
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> learn() {
        return links.learn();
    }
}
