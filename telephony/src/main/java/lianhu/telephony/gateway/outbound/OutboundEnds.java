package lianhu.telephony.gateway.outbound;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.outbound.OutboundResult;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.gateway.outbound.OutboundCalling.Redial;

/** Ends the attempts of outbound calls, also while the store is away. Used on one event loop only. */
final class OutboundEnds {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 20;
    private static final System.Logger LOG = System.getLogger(OutboundEnds.class.getName());

    private final OutboundCallStore store;
    private final Redial redial;
    private final EventLoop loop;
    private final Clock clock;
    private final Set<OutboundCall> ending = new HashSet<>();
    private long failed;

    OutboundEnds(OutboundCallStore store, Redial redial, EventLoop loop, Clock clock) {
        this.store = store;
        this.redial = redial;
        this.loop = loop;
        this.clock = clock;
    }

    /** Tried for a minute and a half; then the end of the lease brings the call back. */
    void end(OutboundCall call, OutboundResult result, int cause) {
        Instant now = clock.instant();
        ending.add(call);
        Uni.createFrom()
                .deferred(() -> store.end(call, result, cause, now, redial.next(call, result, now)))
                .emitOn(loop)
                .onFailure()
                .invoke(failure -> failed++)
                .onFailure()
                .retry()
                .withBackOff(PAUSE, LONGEST_PAUSE)
                .atMost(ATTEMPTS)
                .emitOn(loop)
                .subscribe()
                .with(ended -> ending.remove(call), failure -> {
                    ending.remove(call);
                    LOG.log(
                            Level.ERROR,
                            "the end of {0} is not stored: {1}",
                            call,
                            failure.getClass().getSimpleName());
                });
    }

    /** Attempts to store an end that failed since the start. */
    long failed() {
        return failed;
    }

    boolean isEnding(OutboundCall call) {
        return ending.contains(call);
    }

    /** Ids of the calls whose end is not stored yet. */
    Set<Long> ending() {
        return ending.stream().map(OutboundCall::id).collect(Collectors.toSet());
    }
}
