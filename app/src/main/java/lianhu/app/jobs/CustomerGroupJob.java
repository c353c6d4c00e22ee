package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.bot.wecom.customergroup.CustomerGroupSync;
import lianhu.bot.wecom.customergroup.MassMessagePoller;
import lianhu.bot.wecom.customergroup.OwnerConfirmationService;

/** Customer groups: every few seconds the confirmations of owners, every night a whole synchronisation in case an event was lost. */
@ApplicationScoped
public class CustomerGroupJob {
    private static final String SYNC = "customer-group-sync";
    private static final String CONFIRMATION = "owner-confirmation";

    private final JobRunner jobRunner;
    private final CustomerGroupSync sync;
    private final OwnerConfirmationService confirmations;
    private final MassMessagePoller poller;

    CustomerGroupJob(
            JobRunner jobRunner,
            CustomerGroupSync sync,
            OwnerConfirmationService confirmations,
            MassMessagePoller poller) {
        this.jobRunner = jobRunner;
        this.sync = sync;
        this.confirmations = confirmations;
        this.poller = poller;
    }

    /** Reads what happened while no copy ran. */
    public void start() {
        jobRunner.start(SYNC, sync::reconcile);
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> confirm() {
        return jobRunner
                .run(CONFIRMATION, poller::poll)
                .chain(() -> jobRunner.run(CONFIRMATION, confirmations::requestConfirmations));
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> syncChanged() {
        return jobRunner.run(SYNC, sync::syncChanged);
    }

    @Scheduled(cron = "0 10 3 * * ?", timeZone = "Asia/Shanghai")
    Uni<Void> reconcile() {
        return jobRunner.run(SYNC, sync::reconcile);
    }
}
