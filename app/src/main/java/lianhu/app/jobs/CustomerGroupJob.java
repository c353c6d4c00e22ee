package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.bot.wecom.customergroup.CustomerGroupSync;
import lianhu.bot.wecom.customergroup.MassMessagePoller;
import lianhu.bot.wecom.customergroup.OwnerConfirmationService;
import org.jboss.logging.Logger;

/** Customer groups: every few seconds what waits for a tap, every night whether an event was lost. */
@ApplicationScoped
public class CustomerGroupJob {
    private static final Logger LOG = Logger.getLogger(CustomerGroupJob.class);

    private final CustomerGroupSync watch;
    private final OwnerConfirmationService tap;
    private final MassMessagePoller poll;

    CustomerGroupJob(CustomerGroupSync watch, OwnerConfirmationService tap, MassMessagePoller poll) {
        this.watch = watch;
        this.tap = tap;
        this.poll = poll;
    }

    /** What happened while no copy ran is looked up now. */
    public void start() {
        watch.reconcile().subscribe().with(done -> {}, e -> LOG.warn("customer groups are looked at tonight", e));
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return poll.poll().chain(tap::requestConfirmations).onFailure().recoverWithUni(failure -> {
            LOG.warnf("owners cannot be asked now: %s", failure.getMessage());
            return Uni.createFrom().voidItem();
        });
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return watch.syncChanged();
    }

    @Scheduled(cron = "0 10 3 * * ?", timeZone = "Asia/Shanghai")
    Uni<Void> reconcile() {
        return watch.reconcile();
    }
}
