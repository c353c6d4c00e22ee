package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import lianhu.app.telephony.OutboundCasework;
import lianhu.app.telephony.TelephonyService;
import lianhu.core.followup.FollowUpPlanner;
import lianhu.core.outbound.DialableNumbers;
import lianhu.core.outbound.OutboundCallPlanner;
import lianhu.core.outbound.OutboundCallStore;

/**
 * 叫应 and 回访 by telephone: plans the calls that messages and results ask for, and places those that are due. Without a trunk
 * nobody is called, and what was planned while there was one ends with its matter.
 */
@ApplicationScoped
class OutboundCallJob {
    private static final String PLAN = "outbound-plan";
    private static final String FOLLOW_UP = "follow-up-plan";
    private static final String CALL = "outbound-call";

    private final JobRunner jobRunner;
    private final OutboundCallPlanner planner;
    private final FollowUpPlanner followUpPlanner;
    private final OutboundCasework casework;
    private final OutboundCallStore store;
    private final TelephonyService telephony;
    private final InstantSource clock;

    OutboundCallJob(
            JobRunner jobRunner,
            OutboundCallPlanner planner,
            FollowUpPlanner followUpPlanner,
            OutboundCasework casework,
            OutboundCallStore store,
            TelephonyService telephony,
            InstantSource clock) {
        this.jobRunner = jobRunner;
        this.planner = planner;
        this.followUpPlanner = followUpPlanner;
        this.casework = casework;
        this.store = store;
        this.telephony = telephony;
        this.clock = clock;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> call() {
        return Uni.createFrom()
                .deferred(() -> telephony.dialableNumbers().map(this::call).orElseGet(this::endUnneeded));
    }

    private Uni<Void> call(DialableNumbers dialable) {
        return jobRunner
                .forEach(PLAN, 1, planner::findUncalled, uncalled -> planner.plan(uncalled, dialable))
                .chain(() -> planFollowUps(dialable))
                .chain(this::endUnneeded)
                .chain(() -> jobRunner.run(CALL, telephony::stopUnneededCalls))
                .chain(() -> jobRunner.forEach(CALL, 1, telephony::claimCalls, telephony::place));
    }

    private Uni<Void> planFollowUps(DialableNumbers dialable) {
        return casework.isAsking()
                ? jobRunner.forEach(
                        FOLLOW_UP, 1, followUpPlanner::findUnasked, unasked -> followUpPlanner.plan(unasked, dialable))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> endUnneeded() {
        return jobRunner.run(PLAN, () -> store.endUnneeded(clock.instant()).replaceWithVoid());
    }
}
