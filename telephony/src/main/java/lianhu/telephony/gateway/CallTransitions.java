package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lianhu.core.call.CallStore;
import lianhu.core.call.CallStore.SaveResult;
import lianhu.core.call.CallTransition;
import lianhu.core.call.StoredCall;
import lianhu.telephony.callflow.CallEvent;
import lianhu.telephony.callflow.CallFlow;
import lianhu.telephony.callflow.CallId;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.Command;
import lianhu.telephony.callflow.Decision;
import lianhu.telephony.callflow.TimerKind;

/**
 * The open calls of this instance. Decides what an event leads to, makes it durable, and only then hands out the commands. The
 * events of one call are handled strictly in their order. Used on one event loop only.
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
    private final BiConsumer<CallState, Command> commands;
    private final TransitionWriter writer;
    private final SerialExecutor queue;
    private final Map<CallId, CallSession> sessions = new HashMap<>();
    /** Their rows, as read, may still show them open. */
    private final Set<CallId> closedWhileLoading = new HashSet<>();

    /** To which this instance is connected. */
    private String asterisk = "";

    private boolean isLoading;
    /** How often all calls were forgotten. */
    private int drops;

    /** Their rows are open; this version cannot carry them on. */
    private final Set<String> unreadable = new HashSet<>();

    /**
     * @param commands carries out a command; called when the transition is durable
     * @param whenStoreIsAway called once for an event that cannot be stored for seconds, so that the caller hears something
     */
    CallTransitions(
            EventLoop loop,
            Clock clock,
            CallStore store,
            String instance,
            BiConsumer<CallState, Command> commands,
            Consumer<CallState> whenStoreIsAway) {
        this.loop = loop;
        this.clock = clock;
        this.store = store;
        this.instance = instance;
        this.commands = commands;
        writer = new TransitionWriter(store, loop, whenStoreIsAway);
        queue = new SerialExecutor(loop);
    }

    /** Reads the calls on this Asterisk that this instance has left open. Returns those that were not known before. */
    Uni<Set<CallId>> load(String fromAsterisk) {
        isLoading = true;
        asterisk = fromAsterisk;
        return store.open(instance, fromAsterisk)
                .emitOn(loop)
                .map(rows -> rows.stream()
                        .map(this::readable)
                        .flatMap(Optional::stream)
                        .filter(session ->
                                !closedWhileLoading.contains(session.state().id()))
                        .filter(session -> sessions.putIfAbsent(session.state().id(), session) == null)
                        .map(session -> session.state().id())
                        .collect(Collectors.toUnmodifiableSet()))
                .eventually(() -> {
                    isLoading = false;
                    closedWhileLoading.clear();
                });
    }

    /** Carries on calls of another instance. Returns those that could be read. */
    Set<CallId> adopt(List<StoredCall> rows) {
        return rows.stream()
                .map(this::readable)
                .flatMap(Optional::stream)
                .peek(session -> sessions.put(session.state().id(), session))
                .map(session -> session.state().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Forgets all calls: another instance carries them on, or none can. What is being stored brings none of them back. */
    void drop() {
        sessions.clear();
        unreadable.clear();
        drops++;
    }

    /** No event is tried again. */
    void close() {
        writer.close();
    }

    /** Open calls of this instance that it cannot carry on, for instance because a newer version wrote them. */
    int unreadable() {
        return unreadable.size();
    }

    Set<CallId> ids() {
        return Set.copyOf(sessions.keySet());
    }

    List<CallState> open() {
        return sessions.values().stream().map(CallSession::state).toList();
    }

    Optional<CallState> find(CallId id) {
        return Optional.ofNullable(sessions.get(id)).map(CallSession::state);
    }

    boolean isOpen(CallId id) {
        return sessions.containsKey(id);
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

    /** One row that cannot be read, for instance of a newer version, must not end all other calls. */
    private Optional<CallSession> readable(StoredCall row) {
        try {
            return Optional.of(CallSession.of(row));
        } catch (RuntimeException e) {
            unreadable.add(row.id());
            LOG.log(
                    Level.ERROR,
                    "call {0} cannot be carried on: {1}",
                    row.id(),
                    e.getClass().getName());
            return Optional.empty();
        }
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
            var session = CallSession.begin(CallState.arrived(id, caller));
            return decide(
                            session,
                            "arrived",
                            new CallEvent.CallArrived(),
                            transition -> store.save(transition).emitOn(loop).invoke(result -> {
                                if (result == SaveResult.KNOWN_EVENT) {
                                    whenKnown.run();
                                }
                            }))
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
        if (event instanceof CallEvent.DigitPressed && queue.waiting(id.value()) >= MAX_WAITING) {
            return;
        }
        queue.execute(id.value(), Uni.createFrom().deferred(() -> {
            CallSession session = sessions.get(id);
            return session == null
                    ? Uni.createFrom().voidItem()
                    : decide(session, key, event, transition -> writer.save(transition, session.state()));
        }));
    }

    /** Fires what is due of these kinds. */
    void fireTimers(Predicate<TimerKind> kinds) {
        Instant now = clock.instant();
        Map.copyOf(sessions).forEach((id, session) -> {
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
        sessions.computeIfPresent(id, (same, current) -> current.withTimer(kind, again));
        deliver(id, "timer " + kind + " " + due, new CallEvent.TimerFired(kind));
    }

    private Uni<Void> decide(
            CallSession session, String key, CallEvent event, Function<CallTransition, Uni<SaveResult>> save) {
        Decision decision = CallFlow.decide(session.state(), event);
        if (decision.commands().isEmpty() && decision.next().equals(session.state())) {
            if (event instanceof CallEvent.TimerFired(TimerKind kind)) {
                sessions.put(session.state().id(), session.withTimer(kind, Optional.empty()));
            }
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        CallSession next = session.after(event, decision, now);
        var transition = new CallTransition(
                next.row(instance, asterisk), key, event.getClass().getSimpleName(), now);
        int before = drops;
        return save.apply(transition)
                .emitOn(loop)
                .invoke(result -> {
                    if (drops == before) {
                        saved(result, next, decision);
                    }
                })
                .replaceWithVoid();
    }

    private void saved(SaveResult result, CallSession next, Decision decision) {
        CallId id = next.state().id();
        switch (result) {
            case SAVED -> {
                if (next.state().closed()) {
                    sessions.remove(id);
                    if (isLoading) {
                        closedWhileLoading.add(id);
                    }
                } else {
                    sessions.put(id, next);
                }
                decision.commands().forEach(command -> commands.accept(next.state(), command));
            }
            case KNOWN_EVENT -> LOG.log(Level.DEBUG, "an event of call {0} came twice", id);
            case STALE -> {
                LOG.log(Level.WARNING, "another instance carries on call {0}", id);
                sessions.remove(id);
            }
        }
    }
}
