package lianhu.app;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.bot.wecom.GroupWatch;
import lianhu.bot.wecom.OwnersTap;
import lianhu.bot.wecom.TapPoll;
import org.jboss.logging.Logger;

/** Customer groups: every few seconds what waits for a tap, every night whether an event was lost. */
@ApplicationScoped
class CustomerClock {
    private static final Logger LOG = Logger.getLogger(CustomerClock.class);

    private final GroupWatch watch;
    private final OwnersTap tap;
    private final TapPoll poll;

    CustomerClock(GroupWatch watch, OwnersTap tap, TapPoll poll) {
        this.watch = watch;
        this.tap = tap;
        this.poll = poll;
    }

    /** What happened while no copy ran is looked up now. */
    void begin() {
        watch.reconcile().subscribe().with(done -> {}, e -> LOG.warn("customer groups are looked at tonight", e));
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return poll.poll().chain(tap::collect).onFailure().recoverWithUni(failure -> {
            LOG.warnf("owners cannot be asked now: %s", failure.getMessage());
            return Uni.createFrom().voidItem();
        });
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> lookAgain() {
        return watch.lookAgain();
    }

    @Scheduled(cron = "0 10 3 * * ?", timeZone = "Asia/Shanghai")
    Uni<Void> night() {
        return watch.reconcile();
    }
}
