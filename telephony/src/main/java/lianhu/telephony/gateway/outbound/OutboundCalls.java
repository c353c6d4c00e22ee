package lianhu.telephony.gateway.outbound;

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
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.outbound.OutboundResult;
import lianhu.telephony.ari.AriChannel;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriRequests;
import lianhu.telephony.ari.AriSnapshot;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.outbound.OutboundCommand;
import lianhu.telephony.outbound.OutboundDecision;
import lianhu.telephony.outbound.OutboundEvent;
import lianhu.telephony.outbound.OutboundFlow;
import lianhu.telephony.outbound.OutboundLeg;
import lianhu.telephony.outbound.OutboundState;
import lianhu.telephony.prompt.PromptFiles;

/**
 * The outbound calls of this instance: places what it has claimed, carries each call from event to event, and ends its row. Used
 * on one event loop only. After a restart the calls that go on are carried on, and the others are ended: none is placed twice.
 */
public final class OutboundCalls implements OutboundCommandRunner.Sessions {
    /** Renewed by each sweep: of three renewals two may fail. After it another instance ends the calls of one that is dead. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final System.Logger LOG = System.getLogger(OutboundCalls.class.getName());

    private final AriClient ari;
    private final OutboundCalling calling;
    private final OutboundCallStore store;
    private final String instance;
    private final EventLoop loop;
    private final Clock clock;
    private final BooleanSupplier isReady;
    private final OutboundEnds ends;
    private final LostOutboundCalls lost;
    private final OutboundCommandRunner runner;
    private final Map<String, OutboundSession> sessions = new HashMap<>();

    /** The calls that an earlier process of this instance left are looked after: from now on every row has its session. */
    private volatile boolean isRecovered;

    private boolean isRecovering;
    private long refused;

    /** @param isReady whether events of Asterisk are handled; asked on any thread */
    public OutboundCalls(
            AriClient ari,
            OutboundCalling calling,
            String instance,
            PromptFiles prompts,
            UnaryOperator<String> agentEndpoint,
            EventLoop loop,
            Clock clock,
            BooleanSupplier isReady) {
        this.ari = ari;
        this.calling = calling;
        this.store = calling.store();
        this.instance = instance;
        this.loop = loop;
        this.clock = clock;
        this.isReady = isReady;
        ends = new OutboundEnds(store, calling.redial(), loop, clock);
        lost = new LostOutboundCalls(ari, ends);
        runner = new OutboundCommandRunner(ari, calling, prompts, agentEndpoint, ends, loop, clock, this);
    }

    /** Calls to be placed now; none while no event is handled or earlier calls are not yet looked after. */
    public Uni<List<OutboundCall>> claim() {
        if (!isCalling()) {
            return Uni.createFrom().item(List.of());
        }
        Instant now = clock.instant();
        return store.claim(calling.claim(instance, now, now.plus(LEASE)));
    }

    /** Whether calls are placed: there is a trunk, events are handled, and earlier calls are looked after. */
    public boolean isCalling() {
        return calling.isOn() && isReady.getAsBoolean() && isRecovered;
    }

    /** Stops the telephones that ring for a matter which somebody answered. A person who has picked up hears the prompt. */
    public Uni<Void> stopUnneeded() {
        return isCalling() && !sessions.isEmpty()
                ? store.findUnneeded(instance, clock.instant())
                        .emitOn(loop)
                        .invoke(calls -> calls.forEach(call -> deliver(channel(call), new OutboundEvent.NotNeeded())))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    public void place(OutboundCall call) {
        if (call.number().isEmpty()) {
            ends.end(call, OutboundResult.NO_NUMBER, 0);
            return;
        }
        OutboundState begun = OutboundState.of(channel(call));
        carryOut(new OutboundSession(call, begun, Instant.MAX, false), OutboundFlow.begin(begun));
    }

    /** Calls that Asterisk refused, and steps that the store did not take, since the start. */
    public long refused() {
        return refused + ends.failed() + runner.failed() + lost.failed();
    }

    /** The called person, or the reporter with whom that person wants to talk, picked up. */
    public void entered(AriChannel channel) {
        if (isRecovered || isAwaited(channel.id())) {
            placed(channel.id());
        }
        if (OutboundLeg.isReporter(channel.id())) {
            deliver(owning(channel.id()), new OutboundEvent.ReporterAnswered());
        } else if (channel.isUp()) {
            deliver(channel.id(), new OutboundEvent.Answered());
        }
    }

    /** @param cause of Q.850 */
    public void destroyed(String channel, int cause) {
        if (OutboundLeg.isReporter(channel)) {
            deliver(owning(channel), new OutboundEvent.ReporterLeft(cause));
        } else {
            deliver(channel, new OutboundEvent.HungUp(cause));
        }
    }

    private static String owning(String reporterChannel) {
        return OutboundLeg.parse(reporterChannel).map(OutboundLeg::channelId).orElse("");
    }

    @Override
    public boolean isAwaited(String channel) {
        return OutboundLeg.isReporter(channel)
                ? Optional.ofNullable(sessions.get(owning(channel)))
                        .filter(OutboundSession::needsReporter)
                        .isPresent()
                : sessions.containsKey(channel);
    }

    @Override
    public void placed(String channel) {
        if (!isAwaited(channel)) {
            AriRequests.drop(ari.hangUp(channel));
        }
        sessions.computeIfPresent(channel, (id, session) -> session.placed());
    }

    @Override
    public void deliver(String channel, OutboundEvent event) {
        OutboundSession session = sessions.get(channel);
        if (session != null) {
            carryOut(session, session.flow().decide(session.state(), event));
        }
    }

    public void fireTimers() {
        Instant now = clock.instant();
        Map.copyOf(sessions).forEach((channel, session) -> {
            if (!session.due().isAfter(now)) {
                sessions.put(channel, session.until(Instant.MAX));
                deliver(channel, new OutboundEvent.TimeOver(session.state().timer()));
            }
        });
    }

    /** After a gap: what ended meanwhile has ended unseen. */
    public void reconcile(AriSnapshot snapshot) {
        snapshot.channels().stream().filter(channel -> isAwaited(channel.id())).forEach(this::entered);
        recover(snapshot);
        List<String> placed = sessions.values().stream()
                .filter(OutboundSession::isPlaced)
                .map(session -> session.state().channel())
                .toList();
        if (!placed.isEmpty()) {
            // A call that was placed just now may be missing in the older one. What stays open ends by its timers.
            ari.snapshot()
                    .subscribe()
                    .with(newer -> endVanished(placed, newer), failure -> count("what ended is unknown", failure));
        }
    }

    private void endVanished(List<String> placed, AriSnapshot newer) {
        placed.stream()
                .filter(channel -> !newer.hasChannel(channel))
                .forEach(channel -> deliver(channel, new OutboundEvent.Vanished()));
        Map.copyOf(sessions).forEach((channel, session) -> {
            if (session.isTalking()
                    && !newer.hasChannel(OutboundLeg.of(session.call()).reporterChannelId())) {
                deliver(channel, new OutboundEvent.ReporterLeft(0));
            }
        });
    }

    /** Holds its own calls on, and looks after those whose instance is gone. */
    public void sweep(AriSnapshot snapshot) {
        if (!isRecovered) {
            recover(snapshot);
            return;
        }
        Instant now = clock.instant();
        store.renew(instance, held(), now.plus(LEASE))
                .chain(() -> store.takeOver(instance, now, now.plus(LEASE)))
                .emitOn(loop)
                .subscribe()
                .with(
                        calls -> calls.stream()
                                .filter(call -> !sessions.containsKey(channel(call)) && !ends.isEnding(call))
                                .forEach(call -> lost.end(call, snapshot)),
                        failure -> count("outbound calls are not held on", failure));
    }

    /** The rows in hand. A row that nobody works on is not held, so that it comes back when its lease is over. */
    private Set<Long> held() {
        Set<Long> held = new HashSet<>(ends.ending());
        sessions.values().forEach(session -> held.add(session.call().id()));
        return held;
    }

    /** The calls of an earlier process under this name. Those that ring or talk are carried on. */
    private void recover(AriSnapshot snapshot) {
        if (isRecovered || isRecovering) {
            return;
        }
        isRecovering = true;
        store.findClaimed(instance)
                .emitOn(loop)
                .onTermination()
                .invoke(() -> isRecovering = false)
                .subscribe()
                .with(
                        calls -> {
                            calls.forEach(call -> carryOn(call, snapshot));
                            isRecovered = true;
                        },
                        failure -> count("outbound calls are not carried on yet", failure));
    }

    private void carryOn(OutboundCall call, AriSnapshot snapshot) {
        String channel = channel(call);
        if (lost.includes(call, snapshot)) {
            lost.end(call, snapshot);
            return;
        }
        OutboundState found = OutboundState.of(channel);
        carryOut(
                new OutboundSession(call, found, Instant.MAX, true),
                snapshot.find(OutboundLeg.of(call).reporterChannelId())
                        .map(one -> OutboundFlow.carryOnTalk(found, one.isUp()))
                        .orElseGet(() -> OutboundFlow.carryOn(found)));
        snapshot.channels().stream().filter(one -> one.id().equals(channel)).forEach(this::entered);
    }

    private void carryOut(OutboundSession session, OutboundDecision decision) {
        OutboundSession next = session.with(decision.next());
        if (decision.next().isEnded()) {
            sessions.remove(decision.next().channel());
        } else {
            sessions.put(decision.next().channel(), next);
        }
        decision.commands().forEach(command -> run(next, command));
    }

    private void run(OutboundSession session, OutboundCommand command) {
        String channel = session.state().channel();
        if (command instanceof OutboundCommand.SetTimer(int number, Duration after)) {
            sessions.computeIfPresent(
                    channel, (id, current) -> current.until(clock.instant().plus(after)));
        } else {
            runner.run(session.call(), command);
        }
    }

    private void count(String what, Throwable failure) {
        refused++;
        LOG.log(Level.WARNING, "{0}: {1}", what, failure.getClass().getSimpleName());
    }

    private static String channel(OutboundCall call) {
        return OutboundLeg.of(call).channelId();
    }
}
