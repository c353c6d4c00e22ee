package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.call.CallStep;
import lianhu.core.call.CallStore;
import lianhu.telephony.ari.AriChannel;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriEvent;
import lianhu.telephony.ari.AriException;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.ari.AriSnapshot;
import lianhu.telephony.callflow.CallEvent;
import lianhu.telephony.callflow.CallId;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.PartyLeg;
import lianhu.telephony.callflow.TimerKind;

/**
 * Takes calls from Asterisk and carries them from event to event, on one event loop. After a gap it puts its open calls and the
 * channels in Asterisk together again.
 */
public final class CallGateway {
    /** Calls beyond this are not claimed, so that the dialplan takes their message. Twice what a disaster would bring. */
    private static final int MAX_CALLS = 400;

    /** Of the dialplan: records the words of the caller without us. */
    private static final String FALLBACK = "hotline-fallback";

    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final Duration TIMER_POLL = Duration.ofMillis(100);
    private static final Duration LOAD_AGAIN = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger(CallGateway.class.getName());

    private final Context context;
    private final CallGatewayOptions options;
    private final AriClient ari;
    private final CommandRunner commands;
    private final CallTransitions calls;
    private final FallbackImport fallbacks;
    private final BridgeImport bridges;

    /** Until the open calls are read no event is handled: the dialplan takes the calls that come meanwhile. */
    private boolean loaded;

    private boolean loading;
    /** A call could not be stored, as far as is known: its row may be there. */
    private boolean unknown;

    private long sweep = -1;
    private long timers = -1;

    /** @param context an event loop; all work is done on it */
    public CallGateway(
            Context context,
            AriOptions asterisk,
            CallGatewayOptions options,
            Clock clock,
            CallStore store,
            CallReports reports) {
        this.context = context;
        this.options = options;
        ari = new AriClient(context, asterisk, clock, this::on);
        var recorded = new RecordedReports(ari, reports);
        commands = new CommandRunner(ari, recorded, options, this::deliver);
        calls = new CallTransitions(
                EventLoop.of(context), clock, store, options.instance(), commands::run, this::fallBack);
        fallbacks = new FallbackImport(recorded);
        bridges = new BridgeImport(recorded, calls::isOpen);
    }

    public void start() {
        Vertx vertx = context.owner();
        context.runOnContext(begun -> {
            timers = vertx.setPeriodic(TIMER_POLL.toMillis(), due -> calls.fireTimers(this::mayFire));
            sweep = vertx.setPeriodic(SWEEP.toMillis(), due -> sweep());
            ari.start();
        });
    }

    /** Whether Asterisk is connected. */
    public boolean isReady() {
        return ari.isReady();
    }

    /** Takes no more events. Calls stay in Asterisk, and the next instance of this name carries them on. */
    public Uni<Void> close() {
        return Uni.createFrom().deferred(() -> {
            context.owner().cancelTimer(timers);
            context.owner().cancelTimer(sweep);
            calls.close();
            return ari.close();
        });
    }

    private void on(AriEvent event) {
        if (event instanceof AriEvent.GapEvent gap) {
            adopt(gap.snapshot());
        } else if (loaded) {
            handle(event);
        }
    }

    private void handle(AriEvent event) {
        switch (event) {
            case AriEvent.CallBroadcast(AriChannel channel) -> claim(channel);
            case AriEvent.StasisStart(AriChannel channel, List<String> args) -> entered(channel);
            case AriEvent.StasisEnd(AriChannel channel) -> left(channel);
            case AriEvent.ChannelDestroyed(AriChannel channel, int cause) -> destroyed(channel);
            case AriEvent.ChannelDtmfReceived(AriChannel channel, char digit, String timestamp) ->
                deliver(new CallId(channel.id()), "digit " + timestamp, new CallEvent.DigitPressed(digit));
            case AriEvent.PlaybackFinished(String id, String state, String channelId) ->
                deliver(new CallId(channelId), "playback " + id, new CallEvent.PromptFinished(id));
            case AriEvent.RecordingFinished(String name, int talking, String channelId) ->
                deliver(new CallId(channelId), "recording " + name, new CallEvent.RecordingFinished(name, talking));
            case AriEvent.RecordingFailed(String name, String cause, String channelId) ->
                deliver(new CallId(channelId), "recording " + name, new CallEvent.RecordingMissing(name));
            case AriEvent.GapEvent gap -> adopt(gap.snapshot());
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

    private void entered(AriChannel channel) {
        PartyLeg.parse(channel.id()).ifPresentOrElse(this::answered, () -> arrived(channel));
    }

    private void arrived(AriChannel channel) {
        calls.begin(new CallId(channel.id()), channel.callerNumber(), () -> {
            unknown = true;
            drop(ari.continueInDialplan(channel.id(), FALLBACK, "s"));
        });
    }

    /** The database is away in the middle of a call: the dialplan records what the caller has to say. People who talk go on. */
    private void fallBack(CallState call) {
        if (!call.callerGone() && call.step() != CallStep.EMERGENCY_HAND_OVER) {
            drop(ari.continueInDialplan(call.id().value(), FALLBACK, "s"));
        }
    }

    private void answered(PartyLeg leg) {
        deliver(leg.call(), "answered " + leg.channelId(), new CallEvent.PartyAnswered(leg));
    }

    private void left(AriChannel channel) {
        if (PartyLeg.parse(channel.id()).isEmpty()) {
            deliver(new CallId(channel.id()), "hung up", new CallEvent.CallerHungUp());
        }
    }

    private void destroyed(AriChannel channel) {
        Optional<PartyLeg> leg = PartyLeg.parse(channel.id());
        if (leg.isEmpty()) {
            left(channel);
        } else {
            deliver(
                    leg.get().call(),
                    "gone " + channel.id(),
                    channel.isUp() ? new CallEvent.PartyLeft(leg.get()) : new CallEvent.PartyUnreachable(leg.get()));
        }
    }

    /** While Asterisk is away a caller hears nothing, so no time passes for the conversation. */
    private boolean mayFire(TimerKind kind) {
        return ari.isReady() || kind == TimerKind.COMMIT_RETRY;
    }

    private void sweep() {
        if (unknown) {
            load();
        } else if (ari.isReady()) {
            ari.snapshot()
                    .subscribe()
                    .with(
                            this::importRecordings,
                            failure -> LOG.log(Level.WARNING, "sweep: {0}", failure.getMessage()));
        }
    }

    private void importRecordings(AriSnapshot snapshot) {
        fallbacks.run(snapshot);
        bridges.run(snapshot);
    }

    private void adopt(AriSnapshot snapshot) {
        if (loaded) {
            reconcile(snapshot);
        } else {
            load();
        }
    }

    /** Reads the open calls, then what lives in Asterisk: an older picture would take a living call for ended. */
    private void load() {
        if (loading) {
            return;
        }
        loading = true;
        calls.load()
                .invoke(() -> {
                    loaded = true;
                    unknown = false;
                })
                .chain(ari::snapshot)
                .subscribe()
                .with(
                        snapshot -> {
                            loading = false;
                            reconcile(snapshot);
                        },
                        failure -> {
                            loading = false;
                            LOG.log(
                                    Level.ERROR,
                                    "open calls are not carried on yet: {0}",
                                    failure.getClass().getName());
                            if (!loaded) {
                                context.owner().setTimer(LOAD_AGAIN.toMillis(), due -> load());
                            }
                        });
    }

    /**
     * What a call waits for comes again from its timers; here only what no timer can know: which caller is gone, what ended
     * unseen, which leg answered, which channel or bridge belongs to no call.
     */
    private void reconcile(AriSnapshot snapshot) {
        Set<String> live = snapshot.channels().stream().map(AriChannel::id).collect(Collectors.toSet());
        calls.open().forEach(call -> reconcile(call, live));
        for (AriChannel channel : snapshot.channels()) {
            Optional<PartyLeg> leg = PartyLeg.parse(channel.id());
            if (leg.isEmpty()) {
                arrived(channel);
            } else if (!calls.isOpen(leg.get().call())) {
                drop(ari.hangUp(channel.id()));
            } else if (channel.isUp()) {
                answered(leg.get());
            }
        }
        snapshot.bridges().stream()
                .filter(bridge -> CommandRunner.callOfBridge(bridge)
                        .filter(call -> !calls.isOpen(call))
                        .isPresent())
                .forEach(bridge -> drop(ari.destroyBridge(bridge)));
        importRecordings(snapshot);
        LOG.log(Level.INFO, "{0} calls are carried on", calls.open().size());
    }

    private void reconcile(CallState call, Set<String> live) {
        if (!live.contains(call.id().value())) {
            deliver(call.id(), "hung up", new CallEvent.CallerHungUp());
        } else if (call.step() == CallStep.EMERGENCY_HAND_OVER
                && !live.contains(call.emergencyDesk().channelId())) {
            deliver(
                    call.id(),
                    "gone " + call.emergencyDesk().channelId(),
                    new CallEvent.PartyUnreachable(call.emergencyDesk()));
        }
        if (!call.recording().isEmpty()) {
            commands.findRecording(call.id(), call.recording());
        }
        if (!call.playback().isEmpty()) {
            findPlayback(call.id(), call.playback());
        }
    }

    /** Without this a caller whose prompt ended in the gap would wait for the guard of the prompt. */
    private void findPlayback(CallId id, String playback) {
        ari.findPlayback(playback).subscribe().with(playing -> {}, failure -> {
            if (failure instanceof AriException refusal && refusal.isNotFound()) {
                deliver(id, "playback " + playback, new CallEvent.PromptFinished(playback));
            }
        });
    }

    private static void drop(Uni<Void> request) {
        request.subscribe().with(done -> {}, failure -> LOG.log(Level.INFO, "already gone: {0}", failure.getMessage()));
    }
}
