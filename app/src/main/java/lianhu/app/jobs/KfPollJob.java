package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.bot.wecom.kf.KfMessagePump;
import lianhu.bot.wecom.kf.WecomKfLinks;

/** Customer service (kf): reads at the start what was written while no copy ran, and every few minutes what no event announced. */
@ApplicationScoped
public class KfPollJob {
    private static final String POLL = "kf-poll";
    private static final String LINKS = "kf-links";

    private final JobRunner jobRunner;
    private final KfMessagePump pump;
    private final WecomKfLinks links;

    KfPollJob(JobRunner jobRunner, KfMessagePump pump, WecomKfLinks links) {
        this.jobRunner = jobRunner;
        this.pump = pump;
        this.links = links;
    }

    public void start() {
        jobRunner.start(POLL, this::poll);
        jobRunner.start(LINKS, links::refresh);
    }

    /** Without an event's token WeCom answers only seldom. */
    @Scheduled(every = "5m", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return jobRunner.run(POLL, () -> Uni.createFrom().voidItem().invoke(pump::poll));
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refreshLinks() {
        return jobRunner.run(LINKS, links::refresh);
    }
}
