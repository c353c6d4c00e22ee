package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.core.call.CallStore;
import lianhu.core.call.CallStore.SaveResult;
import lianhu.core.call.CallTransition;
import lianhu.core.report.ReportRejectedException;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.eventloop.SerialExecutor;

/** Stores the transitions of each call in their order, however long the store is away. Used on one event loop only. */
final class TransitionWriter {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** About three seconds of silence for the caller. */
    private static final int ATTEMPTS_BEFORE_FALLBACK = 4;

    private static final System.Logger LOG = System.getLogger(TransitionWriter.class.getName());

    private final CallStore store;
    private final EventLoop loop;
    private final SerialExecutor queue;
    /** By call and key: the journal does not know them yet. */
    private final Set<String> pending = new HashSet<>();

    /** Calls of which a transition has been tried for seconds. */
    private final Set<String> away = new HashSet<>();

    /** By call: who is told when the store is known to be away. */
    private final Map<String, List<Runnable>> told = new HashMap<>();

    private volatile boolean closed;

    TransitionWriter(CallStore store, EventLoop loop) {
        this.store = store;
        this.loop = loop;
        queue = new SerialExecutor(loop);
    }

    /** Nothing is tried again. */
    void close() {
        closed = true;
    }

    /** How many transitions of this call wait for the store behind the one that is being written. */
    int waiting(String call) {
        return queue.waiting(call);
    }

    /** Whether this event is being written, or waits for the store. */
    boolean isPending(String call, String key) {
        return pending.contains(call + " " + key);
    }

    /**
     * A write whose answer was lost may have been made: then the event is known when it is tried again.
     *
     * @param whenStoreIsAway runs when this transition, or one of this call before it, has been tried for seconds; at once when that is
     *     known. May run more than once
     */
    Uni<SaveResult> save(CallTransition transition, Runnable whenStoreIsAway) {
        String call = transition.call().id();
        String event = call + " " + transition.eventKey();
        pending.add(event);
        told.computeIfAbsent(call, first -> new ArrayList<>()).add(whenStoreIsAway);
        return Uni.createFrom().emitter(written -> {
            queue.execute(
                    call,
                    write(transition)
                            .onTermination()
                            .invoke(() -> ended(call, event, whenStoreIsAway))
                            .onItem()
                            .invoke(written::complete)
                            .onFailure()
                            .invoke(written::fail)
                            .onFailure()
                            .recoverWithNull()
                            .replaceWithVoid());
            // Behind it in the queue comes what this leads to.
            if (away.contains(call)) {
                whenStoreIsAway.run();
            }
        });
    }

    private void ended(String call, String event, Runnable whenStoreIsAway) {
        pending.remove(event);
        away.remove(call);
        told.computeIfPresent(call, (same, waiting) -> {
            waiting.remove(whenStoreIsAway);
            return waiting.isEmpty() ? null : waiting;
        });
    }

    private Uni<SaveResult> write(CallTransition transition) {
        AtomicInteger failures = new AtomicInteger();
        return Uni.createFrom()
                .deferred(() -> store.save(transition))
                .emitOn(loop)
                .onFailure()
                .invoke(failure -> failed(
                        failure, failures.incrementAndGet(), transition.call().id()))
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

    private void failed(Throwable failure, int times, String call) {
        if (times == 1) {
            String cause = failure.getClass().getName();
            LOG.log(Level.WARNING, "an event of call {0} is not stored yet: {1}", call, cause);
        }
        if (times == ATTEMPTS_BEFORE_FALLBACK) {
            away.add(call);
            List.copyOf(told.getOrDefault(call, List.of())).forEach(Runnable::run);
        }
    }
}
