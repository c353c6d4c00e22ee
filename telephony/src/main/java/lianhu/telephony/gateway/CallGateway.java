package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lianhu.core.call.AgentClaims;
import lianhu.core.call.CallLeases;
import lianhu.core.call.CallStore;
import lianhu.core.outbound.OutboundCall;
import lianhu.telephony.ari.AriChannel;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriEvent;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.ari.AriRequests;
import lianhu.telephony.ari.AriSnapshot;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.TimerKind;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.gateway.outbound.OutboundCalling;
import lianhu.telephony.gateway.outbound.OutboundCalls;
import lianhu.telephony.gateway.recording.CallReports;
import lianhu.telephony.gateway.recording.RecordedReports;
import lianhu.telephony.trunk.TrunkMonitor;

/**
 * Takes calls from Asterisk and carries them from event to event, on one event loop. After a gap it puts its open calls and the
 * channels in Asterisk together again.
 */
public final class CallGateway {
    /** Calls beyond this are not claimed, so that the dialplan takes their message. Twice what a disaster would bring. */
    private static final int MAX_CALLS = 400;

    private static final Duration SWEEP = Duration.ofSeconds(10);
    /** In the time of one lease: of three renewals two may fail. */
    private static final int RENEWALS = 3;

    /** In the time of one lease: of a lease of 15 s the calls are adopted within 17 s. */
    private static final int ADOPTIONS = 8;

    private static final Duration TIMER_POLL = Duration.ofMillis(100);
    private static final Duration REQUEST_POLL = Duration.ofMillis(500);
    private static final System.Logger LOG = System.getLogger(CallGateway.class.getName());

    private final Context context;
    private final CallGatewayOptions options;
    private final AriClient ari;
    private final CommandRunner commands;
    private final CallTransitions calls;
    private final RecordingImport recordings;
    private final ChannelEvents channels;
    private final CallReconciliation reconciliation;
    private final CallOwnership ownership;
    private final CallRecovery recovery;
    private final Optional<OutboundCalls> outbound;
    private final Optional<TalkRequests> talkRequests;
    private final DialplanFallback fallback;
    private final TrunkMonitor trunk;
    private final FailedPrompts failedPrompts;
    private volatile GatewayStatus status = GatewayStatus.NONE;

    /** Of Vert.x. */
    private final List<Long> timers = new ArrayList<>();

    /**
     * Calls nobody.
     *
     * @param context an event loop; all work is done on it
     */
    public CallGateway(
            Context context,
            AriOptions asterisk,
            CallGatewayOptions options,
            Clock clock,
            CallStore store,
            CallLeases leases,
            AgentClaims agentClaims,
            CallReports reports) {
        this(context, asterisk, options, clock, store, leases, agentClaims, reports, Optional.empty());
    }

    /** @param context an event loop; all work is done on it */
    public CallGateway(
            Context context,
            AriOptions asterisk,
            CallGatewayOptions options,
            Clock clock,
            CallStore store,
            CallLeases leases,
            AgentClaims agentClaims,
            CallReports reports,
            Optional<OutboundCalling> calling) {
        this.context = context;
        this.options = options;
        ari = new AriClient(context, asterisk, clock, this::on);
        var loop = EventLoop.of(context);
        var recorded = new RecordedReports(ari, reports, loop);
        commands = new CommandRunner(
                ari,
                recorded,
                options,
                new AgentSearch(agentClaims, clock, loop, this::deliver),
                new CallLookups(
                        call -> store.lastLanguage(call.value()).emitOn(loop),
                        receipt -> reports.findProgress(receipt).emitOn(loop),
                        this::deliver),
                calling,
                calling.map(one -> new TalkListenings(ari, one.listenings(), clock, loop)),
                this::deliver);
        fallback = new DialplanFallback(ari, commands);
        calls = new CallTransitions(loop, clock, store, options, commands::run, fallback::storeIsAway);
        ownership = new CallOwnership(loop, leases, options, asterisk.application());
        recordings = new RecordingImport(recorded, calls);
        outbound = calling.map(one -> new OutboundCalls(
                ari, one, options.instance(), options.prompts(), options::agentEndpoint, loop, clock, this::isReady));
        talkRequests = calling.map(one -> new TalkRequests(one, options.instance(), calls, clock, loop));
        channels = new ChannelEvents(calls, outbound, this::arrived);
        failedPrompts = new FailedPrompts(
                context.owner(), ari::findChannel, channel -> fallback.withoutPrompts(calls.find(new CallId(channel))));
        trunk = new TrunkMonitor(() -> ari.endpointState(options.trunkName()));
        reconciliation = new CallReconciliation(ari, calls, commands, channels::entered);
        recovery = new CallRecovery(loop, ari, calls, ownership, reconciliation, recordings, outbound);
    }

    public void start() {
        context.runOnContext(begun -> {
            repeat(TIMER_POLL, () -> {
                calls.fireTimers(this::mayFire);
                outbound.ifPresent(OutboundCalls::fireTimers);
            });
            repeat(options.lease().dividedBy(RENEWALS), recovery::renew);
            repeat(options.lease().dividedBy(ADOPTIONS), recovery::adoptExpired);
            repeat(REQUEST_POLL, () -> talkRequests.filter(asked -> isReady()).ifPresent(TalkRequests::take));
            repeat(SWEEP, this::sweep);
            ari.start();
        });
    }

    private void repeat(Duration every, Runnable work) {
        timers.add(context.owner().setPeriodic(every.toMillis(), due -> work.run()));
    }

    /** Whether calls are taken: Asterisk is connected, and the open calls are read. Otherwise the dialplan takes them. */
    public boolean isReady() {
        return recovery.isLoaded() && ari.isReady();
    }

    public GatewayStatus status() {
        return status;
    }

    /** Whether outbound calls are placed at present. */
    public boolean isCalling() {
        return outbound.filter(OutboundCalls::isCalling).isPresent();
    }

    /** Outbound calls that are due, claimed for this instance; each is to be {@link #place}d. */
    public Uni<List<OutboundCall>> claimCalls() {
        return onLoop(() -> outbound.map(OutboundCalls::claim)
                .orElseGet(() -> Uni.createFrom().item(List.of())));
    }

    /** Stops the telephones that ring for a matter which somebody answered. */
    public Uni<Void> stopUnneededCalls() {
        return onLoop(() -> outbound.map(OutboundCalls::stopUnneeded)
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Places an outbound call; what comes of it is stored. */
    public Uni<Void> place(OutboundCall call) {
        return onLoop(() -> {
            outbound.ifPresent(calls -> calls.place(call));
            return Uni.createFrom().voidItem();
        });
    }

    private <T> Uni<T> onLoop(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(task -> context.runOnContext(begun -> task.run()))
                .chain(work::get);
    }

    /** Takes no more events. Calls stay in Asterisk; another instance, or the next process of this name, carries them on. */
    public Uni<Void> close() {
        return onLoop(() -> {
            timers.forEach(context.owner()::cancelTimer);
            reconciliation.hangUpListeners();
            calls.close();
            recovery.close();
            return ari.close().chain(ownership::release);
        });
    }

    private void on(AriEvent event) {
        if (event instanceof AriEvent.GapEvent || recovery.isLoaded()) {
            handle(event);
        }
    }

    private void handle(AriEvent event) {
        switch (event) {
            case AriEvent.CallBroadcast(AriChannel channel) -> claim(channel);
            case AriEvent.StasisStart(AriChannel channel, List<String> args) -> channels.entered(channel);
            case AriEvent.StasisEnd(AriChannel channel) -> channels.left(channel);
            case AriEvent.ChannelDestroyed(AriChannel channel, int cause) -> channels.destroyed(channel, cause);
            case AriEvent.ChannelDtmfReceived(AriChannel channel, char digit, String timestamp) ->
                channels.pressed(channel, digit, timestamp);
            case AriEvent.ChannelHold(AriChannel channel, boolean isHeld, String timestamp) ->
                channels.held(channel, isHeld, timestamp);
            case AriEvent.PlaybackFinished played
            when played.playbackId().equals(CommandRunner.lastWords(played.channelId())) ->
                AriRequests.drop(ari.hangUp(played.channelId()));
            case AriEvent.PlaybackFinished played ->
                failedPrompts.finished(played, () -> channels.played(played.channelId(), played.playbackId()));
            case AriEvent.RecordingFinished(String name, int talking, String channelId) ->
                channels.recorded(channelId, name, new CallEvent.RecordingFinished(name, talking));
            case AriEvent.RecordingFailed(String name, String cause, String channelId) ->
                channels.recorded(channelId, name, new CallEvent.RecordingMissing(name));
            case AriEvent.GapEvent gap -> recovery.connected(gap.snapshot());
            case AriEvent.ApplicationReplaced replaced ->
                LOG.log(Level.ERROR, "another instance is called {0}; this one takes no calls", options.instance());
            case AriEvent.Unknown unknown -> LOG.log(Level.DEBUG, "no use for {0}", unknown);
        }
    }

    private void deliver(CallId id, String key, CallEvent event) {
        calls.deliver(id, key, event);
    }

    private void claim(AriChannel channel) {
        if (calls.open().size() < MAX_CALLS) {
            ari.claim(channel.id())
                    .subscribe()
                    .with(
                            claimed -> {},
                            failure -> LOG.log(Level.INFO, "a call was not ours: {0}", failure.getMessage()));
        }
    }

    private void arrived(AriChannel channel) {
        CallId id = new CallId(channel.id());
        calls.find(id).ifPresent(reconciliation::findEnded);
        calls.begin(
                id,
                channel.callerNumber(),
                () -> {
                    recovery.markUnknown();
                    fallback.take(channel.id());
                },
                // The gateway ended between closing the call and hanging up.
                () -> calls.whenClosed(id, () -> AriRequests.drop(ari.hangUp(channel.id()))));
    }

    /** While Asterisk is away a caller hears nothing, so no time passes for the conversation. */
    private boolean mayFire(TimerKind kind) {
        return ari.isReady() || kind == TimerKind.COMMIT_RETRY;
    }

    private void sweep() {
        status = new GatewayStatus(
                calls.unreadable(),
                (int) calls.open().stream().filter(CallState::isUnsaved).count(),
                recordings.failed(),
                commands.unreachedDesks(),
                trunk.isDown(),
                failedPrompts.count(),
                commands.refusedRequests()
                        + outbound.map(OutboundCalls::refused).orElse(0L));
        if (!recovery.loadIfUnknown() && ari.isReady()) {
            if (!options.trunkName().isEmpty()) {
                trunk.ask();
            }
            ari.snapshot()
                    .subscribe()
                    .with(this::sweep, failure -> LOG.log(Level.WARNING, "sweep: {0}", failure.getMessage()));
        }
    }

    private void sweep(AriSnapshot snapshot) {
        recordings.run(snapshot);
        outbound.ifPresent(calls -> calls.sweep(snapshot));
    }
}
