package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lianhu.core.call.CallStore;
import lianhu.core.call.CallStore.SaveResult;
import lianhu.core.call.CallTransition;
import lianhu.core.call.StoredCall;
import lianhu.telephony.callflow.CallFlow;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.Decision;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.TimerKind;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.eventloop.SerialExecutor;
import lianhu.telephony.prompt.LanguageChoice;

/**
 * The open calls of this instance. Decides what an event leads to, makes it durable, and only then hands out the commands. The
 * events of one call are handled strictly in their order. Used on one event loop only.
 *
 * <p>While the store is away for seconds people are connected all the same: an emergency is called, an agent who picks up talks.
 * This says nothing to a caller that could turn out untrue. What such a call comes to is written, in its order, when the store is
 * back; nothing else goes ahead of the store.
 */
final class CallTransitions {
    /** A timer that led to nothing is tried again after this pause. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** Keys beyond these are dropped: nobody means so many, and they must not fill the memory while the store is away. */
    private static final int MAX_WAITING = 100;

    private static final System.Logger LOG = System.getLogger(CallTransitions.class.getName());

    private final EventLoop loop;
    private final Clock clock;
    private final CallStore store;
    private final String instance;
    private final LanguageChoice offered;
    private final BiConsumer<CallState, Command> commands;
    private final Consumer<CallState> whenStoreIsAway;
    private final TransitionWriter writer;
    private final SerialExecutor queue;
    private final OpenCalls openCalls;

    /** To which this instance is connected. */
    private String asterisk = "";

    /**
     * @param commands carries out a command; called when the transition is durable
     * @param whenStoreIsAway called once for an event that cannot be stored for seconds, with the state that it would lead to, so
     *     that the caller hears something
     */
    CallTransitions(
            EventLoop loop,
            Clock clock,
            CallStore store,
            CallGatewayOptions options,
            BiConsumer<CallState, Command> commands,
            Consumer<CallState> whenStoreIsAway) {
        this.loop = loop;
        this.clock = clock;
        this.store = store;
        this.instance = options.instance();
        this.offered = options.prompts().offered();
        this.commands = commands;
        this.whenStoreIsAway = whenStoreIsAway;
        writer = new TransitionWriter(store, loop);
        queue = new SerialExecutor(loop);
        openCalls = new OpenCalls(loop, store, instance);
    }

    /** Reads the calls on this Asterisk that this instance has left open. Returns those that were not known before. */
    Uni<Set<CallId>> load(String fromAsterisk) {
        asterisk = fromAsterisk;
        return openCalls.load(fromAsterisk);
    }

    /** Carries on calls of another instance. Returns those that could be read. */
    Set<CallId> adopt(List<StoredCall> rows) {
        return openCalls.adopt(rows);
    }

    /** Forgets all calls: another instance carries them on, or none can. What is being stored brings none of them back. */
    void drop() {
        openCalls.drop();
    }

    /** No event is tried again. */
    void close() {
        writer.close();
    }

    /** Open calls of this instance that it cannot carry on, for instance because a newer version wrote them. */
    int unreadable() {
        return openCalls.unreadable();
    }

    Set<CallId> ids() {
        return openCalls.sessions().keySet();
    }

    List<CallState> open() {
        return openCalls.states();
    }

    Optional<CallState> find(CallId id) {
        return openCalls.find(id).map(CallSession::state);
    }

    boolean isOpen(CallId id) {
        return openCalls.find(id).isPresent();
    }

    /**
     * Runs an action when a call has ended, whichever instance owned it. Not while it is open, nor when that is not known; runs on
     * the event loop.
     */
    void whenClosed(CallId id, Runnable action) {
        if (isOpen(id)) {
            return;
        }
        store.isOpen(id.value())
                .emitOn(loop)
                .subscribe()
                .with(
                        open -> {
                            if (!open && !isOpen(id)) {
                                action.run();
                            }
                        },
                        failure -> LOG.log(
                                Level.WARNING,
                                "whether call {0} is open is not known: {1}",
                                id,
                                failure.getClass().getName()));
    }

    /**
     * Begins a call, unless it is open already.
     *
     * @param whenNotStored runs instead when the call cannot be stored: nobody else takes care of the caller
     * @param whenKnown runs instead when the call has begun before and is not open here
     */
    void begin(CallId id, String caller, Runnable whenNotStored, Runnable whenKnown) {
        queue.execute(id.value(), Uni.createFrom().deferred(() -> {
            if (isOpen(id)) {
                return Uni.createFrom().voidItem();
            }
            var session = CallSession.begin(CallState.arrived(id, caller, offered));
            return decide(session, "arrived", new CallEvent.CallArrived(), (transition, next, decision) -> {
                        int before = openCalls.drops();
                        return store.save(transition).emitOn(loop).invoke(result -> {
                            if (result == SaveResult.KNOWN_EVENT) {
                                whenKnown.run();
                            }
                            if (openCalls.drops() == before) {
                                saved(result, next, decision, false);
                            }
                        });
                    })
                    .onFailure()
                    .invoke(whenNotStored);
        }));
    }

    /**
     * Hands an event to its call, behind all earlier events of that call. Nothing happens when the call is not open. While the
     * store is away the event waits, and those behind it.
     *
     * @param key unique within the call: the same event, delivered twice, has the same key
     */
    void deliver(CallId id, String key, CallEvent event) {
        if (event.isKeyPress() && Math.max(queue.waiting(id.value()), writer.waiting(id.value())) >= MAX_WAITING) {
            return;
        }
        queue.execute(id.value(), Uni.createFrom().deferred(() -> {
            Optional<CallSession> session = openCalls.find(id);
            return session.isEmpty() || writer.isPending(id.value(), key)
                    ? Uni.createFrom().voidItem()
                    : decide(session.get(), key, event, this::store);
        }));
    }

    /** Fires what is due of these kinds. */
    void fireTimers(Predicate<TimerKind> kinds) {
        Instant now = clock.instant();
        openCalls.sessions().forEach((id, session) -> {
            // An event that waits for the store may end what the timer is for.
            if (!queue.isBusy(id.value())) {
                session.due(now).stream().filter(kinds).forEach(kind -> fire(id, session, kind));
            }
        });
    }

    /** Fires once: until the event is handled the timer is far away, and it comes again if that never happens. */
    private void fire(CallId id, CallSession session, TimerKind kind) {
        long due = session.timers().getOrDefault(kind, Instant.EPOCH).toEpochMilli();
        Optional<Instant> again = Optional.of(clock.instant().plus(RETRY));
        openCalls.find(id).ifPresent(current -> openCalls.put(current.withTimer(kind, again)));
        deliver(id, "timer " + kind + " " + due, new CallEvent.TimerFired(kind));
    }

    /** Makes a transition durable, and does what follows from that. */
    private interface Storing {
        Uni<?> store(CallTransition transition, CallSession next, Decision decision);
    }

    private Uni<Void> decide(CallSession session, String key, CallEvent event, Storing storing) {
        Decision decision = CallFlow.decide(session.state(), event);
        if (decision.commands().isEmpty() && decision.next().equals(session.state())) {
            if (event instanceof CallEvent.TimerFired(TimerKind kind)) {
                openCalls.put(session.withTimer(kind, Optional.empty()));
            }
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        CallSession next = session.after(event, decision, now);
        var transition = new CallTransition(
                next.row(instance, asterisk), key, event.getClass().getSimpleName(), now);
        return storing.store(transition, next, decision).replaceWithVoid();
    }

    /** Complete when the transition is stored, or when the call goes ahead of the store. */
    private Uni<Void> store(CallTransition transition, CallSession next, Decision decision) {
        CallId id = next.state().id();
        int before = openCalls.drops();
        return Uni.createFrom().emitter(handled -> {
            AtomicBoolean isTold = new AtomicBoolean();
            AtomicBoolean isAhead = new AtomicBoolean();
            Runnable whenAway = () -> {
                if (openCalls.drops() != before || !isTold.compareAndSet(false, true)) {
                    return;
                }
                if (!isConnecting(next.state())) {
                    whenStoreIsAway.accept(next.state());
                    return;
                }
                isAhead.set(true);
                advance(next, decision);
                handled.complete(null);
            };
            writer.save(transition, whenAway)
                    .subscribe()
                    .with(
                            result -> {
                                if (openCalls.drops() == before) {
                                    saved(result, next, decision, isAhead.get());
                                }
                                handled.complete(null);
                            },
                            handled::fail);
        });
    }

    /** People talk, an agent's telephone rings, or people are called for an emergency. */
    private static boolean isConnecting(CallState call) {
        return !call.callerGone()
                && !call.closed()
                && switch (call.step()) {
                    case TALK, EMERGENCY_HAND_OVER -> true;
                    case OFFER_AGENT -> call.hasAgent();
                    default -> false;
                };
    }

    private void advance(CallSession next, Decision decision) {
        openCalls.put(next);
        decision.commands().forEach(command -> commands.accept(next.state(), command));
    }

    /** @param isAhead what follows from it is done already */
    private void saved(SaveResult result, CallSession next, Decision decision, boolean isAhead) {
        CallId id = next.state().id();
        switch (result) {
            case SAVED -> {
                if (!isAhead) {
                    advance(next, decision);
                }
            }
            case KNOWN_EVENT -> LOG.log(Level.DEBUG, "an event of call {0} came twice", id);
            case STALE -> {
                LOG.log(Level.WARNING, "another instance carries on call {0}", id);
                openCalls.remove(id);
            }
        }
    }
}
