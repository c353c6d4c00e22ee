package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.bot.wecom.kf.KfMessagePump;
import lianhu.bot.wecom.kf.WecomKfLinks;

/** Customer service: what was written while no copy ran is read at the start, and every few minutes what no event told of. */
@ApplicationScoped
public class KfPollJob {
    private final KfMessagePump care;
    private final WecomKfLinks links;

    KfPollJob(KfMessagePump care, WecomKfLinks links) {
        this.care = care;
        this.links = links;
    }

    public void start() {
        care.poll();
        links.refresh().subscribe().with(known -> {});
    }

    /** Without an event's token WeCom answers only seldom. */
    @Scheduled(every = "5m", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void poll() {
        care.poll();
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refreshLinks() {
        return links.refresh();
    }
}
