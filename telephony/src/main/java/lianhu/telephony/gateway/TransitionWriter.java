package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import lianhu.core.call.CallStore;
import lianhu.core.call.CallStore.SaveResult;
import lianhu.core.call.CallTransition;
import lianhu.core.report.ReportRejectedException;
import lianhu.telephony.callflow.CallState;

/** Stores a transition, however long the store is away. Used on one event loop only. */
final class TransitionWriter {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** About three seconds of silence for the caller. */
    private static final int ATTEMPTS_BEFORE_FALLBACK = 4;

    private static final System.Logger LOG = System.getLogger(TransitionWriter.class.getName());

    private final CallStore store;
    private final EventLoop loop;
    private final Consumer<CallState> whenStoreIsAway;
    private volatile boolean closed;

    TransitionWriter(CallStore store, EventLoop loop, Consumer<CallState> whenStoreIsAway) {
        this.store = store;
        this.loop = loop;
        this.whenStoreIsAway = whenStoreIsAway;
    }

    /** Nothing is tried again. */
    void close() {
        closed = true;
    }

    /**
     * A write whose answer was lost may have been made: then the event is known when it is tried again.
     *
     * @param before the call without the transition
     */
    Uni<SaveResult> save(CallTransition transition, CallState before) {
        AtomicInteger failures = new AtomicInteger();
        return Uni.createFrom()
                .deferred(() -> store.save(transition))
                .emitOn(loop)
                .onFailure()
                .invoke(failure -> failed(failure, failures.incrementAndGet(), before))
                .onFailure(failure -> !closed && !(failure instanceof ReportRejectedException))
                .retry()
                .when(all -> all.onItem()
                        .transformToUniAndConcatenate(failure ->
                                loop.pause(pauseAfter(failures.get())).replaceWith(failure)))
                .map(result -> result == SaveResult.KNOWN_EVENT && failures.get() > 0 ? SaveResult.SAVED : result);
    }

    private static Duration pauseAfter(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(failures);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private void failed(Throwable failure, int times, CallState call) {
        if (times == 1) {
            String cause = failure.getClass().getName();
            LOG.log(Level.WARNING, "an event of call {0} is not stored yet: {1}", call.id(), cause);
        }
        if (times == ATTEMPTS_BEFORE_FALLBACK) {
            whenStoreIsAway.accept(call);
        }
    }
}
