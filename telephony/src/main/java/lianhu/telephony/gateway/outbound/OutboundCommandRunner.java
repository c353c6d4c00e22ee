package lianhu.telephony.gateway.outbound;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.report.PhoneMask;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriException;
import lianhu.telephony.ari.AriRequests;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.outbound.OutboundCommand;
import lianhu.telephony.outbound.OutboundEvent;
import lianhu.telephony.outbound.OutboundLeg;
import lianhu.telephony.prompt.PromptFiles;

/** Carries out what the flow of an outbound call decides. Used on one event loop only. */
final class OutboundCommandRunner {
    /** Of Q.850: Asterisk refuses the call, so that no telephone rang. */
    private static final int NO_CIRCUIT = 34;

    private static final System.Logger LOG = System.getLogger(OutboundCommandRunner.class.getName());

    private final AriClient ari;
    private final OutboundCalling calling;
    private final PromptFiles prompts;
    private final UnaryOperator<String> agentEndpoint;
    private final OutboundEnds ends;
    private final EventLoop loop;
    private final Clock clock;
    private final Sessions sessions;
    private long failed;

    /** The calls whose commands are carried out. */
    interface Sessions {
        /** Whether somebody waits for the channel with this id, of a called person or of a reporter. */
        boolean isAwaited(String channel);

        /** Asterisk has the channel with this id. */
        void placed(String channel);

        /** @param channel of the called person */
        void deliver(String channel, OutboundEvent event);
    }

    OutboundCommandRunner(
            AriClient ari,
            OutboundCalling calling,
            PromptFiles prompts,
            UnaryOperator<String> agentEndpoint,
            OutboundEnds ends,
            EventLoop loop,
            Clock clock,
            Sessions sessions) {
        this.ari = ari;
        this.calling = calling;
        this.prompts = prompts;
        this.agentEndpoint = agentEndpoint;
        this.ends = ends;
        this.loop = loop;
        this.clock = clock;
        this.sessions = sessions;
    }

    /** Requests that Asterisk refused, and answers that the store did not take. */
    long failed() {
        return failed;
    }

    void run(OutboundCall call, OutboundCommand command) {
        OutboundLeg leg = OutboundLeg.of(call);
        String channel = leg.channelId();
        switch (command) {
            case OutboundCommand.Dial(Duration timeout) ->
                dial(call, calledEndpoint(call), shownToCalled(call), channel, timeout, new OutboundEvent.Refused());
            case OutboundCommand.PlayPrompts(String playbackId, List<String> names) ->
                AriRequests.drop(ari.play(channel, playbackId, prompts.media(names, "")));
            case OutboundCommand.StopPrompt(String playbackId) -> AriRequests.drop(ari.stopPlayback(playbackId));
            case OutboundCommand.StoreAnswer(String keys, boolean isLast) -> storeAnswer(call, keys, isLast);
            case OutboundCommand.Finish(OutboundResult result, int cause) -> ends.end(call, result, cause);
            case OutboundCommand.HangUpCalled() -> AriRequests.drop(ari.hangUp(channel));
            case OutboundCommand.DialReporter(Duration timeout) -> dialReporter(call, leg, timeout);
            case OutboundCommand.Connect() -> connect(leg);
            case OutboundCommand.ReleaseReporter() -> {
                AriRequests.drop(ari.hangUp(leg.reporterChannelId()));
                AriRequests.drop(ari.destroyBridge(leg.bridgeId()));
            }
            case OutboundCommand.SetTimer timer -> {
                // Kept with the session.
            }
        }
    }

    /**
     * Who is given up while Asterisk places the call does not go on ringing. An unknown outcome is left to the timer: the call may
     * be ringing.
     */
    private void dial(
            OutboundCall call, String endpoint, String shown, String channel, Duration timeout, OutboundEvent refused) {
        ari.originate(endpoint, channel, shown, timeout, "")
                .subscribe()
                .with(placed -> sessions.placed(channel), failure -> {
                    LOG.log(Level.WARNING, "{0} is not placed: {1}", call, failure.getMessage());
                    if (failure instanceof AriException refusal && refusal.isRefused()) {
                        failed++;
                        sessions.deliver(OutboundLeg.of(call).channelId(), refused);
                    }
                });
    }

    private String calledEndpoint(OutboundCall call) {
        return call.matter() instanceof CallMatter.OfCallback(var missed, var agent, String extension)
                ? agentEndpoint.apply(extension)
                : calling.endpoint(call.number());
    }

    /** An agent sees for whom the telephone rings, as for a call that comes in; nobody else sees a number. */
    private static String shownToCalled(OutboundCall call) {
        return call.matter() instanceof CallMatter.OfCallback ? PhoneMask.mask(call.number()) : "";
    }

    private void storeAnswer(OutboundCall call, String keys, boolean isLast) {
        String channel = OutboundLeg.of(call).channelId();
        calling.answers()
                .store(call, keys)
                .chain(() -> isLast ? endAnswered(call) : Uni.createFrom().voidItem())
                .emitOn(loop)
                .subscribe()
                .with(stored -> sessions.deliver(channel, new OutboundEvent.AnswerStored()), failure -> {
                    count("the answer to " + call + " is not stored yet", failure);
                    sessions.deliver(channel, new OutboundEvent.AnswerNotStored());
                });
    }

    private Uni<Void> endAnswered(OutboundCall call) {
        return calling.store().end(call, OutboundResult.ANSWERED, 0, clock.instant(), Optional.empty());
    }

    /** The owner hears the ring tone meanwhile. */
    private void dialReporter(OutboundCall call, OutboundLeg leg, Duration timeout) {
        AriRequests.drop(ari.ring(leg.channelId()));
        calling.reporterNumber()
                .apply(call)
                .emitOn(loop)
                .subscribe()
                .with(
                        number -> number.ifPresentOrElse(
                                digits -> dialReporter(call, leg, digits, timeout),
                                () -> sessions.deliver(leg.channelId(), new OutboundEvent.NotConnected())),
                        failure -> {
                            count("the number of a reporter is not read", failure);
                            sessions.deliver(leg.channelId(), new OutboundEvent.NotConnected());
                        });
    }

    /** An owner who has hung up while the number was read talks with nobody. */
    private void dialReporter(OutboundCall call, OutboundLeg leg, String number, Duration timeout) {
        if (sessions.isAwaited(leg.reporterChannelId())) {
            dial(
                    call,
                    calling.endpoint(number),
                    "",
                    leg.reporterChannelId(),
                    timeout,
                    new OutboundEvent.ReporterLeft(NO_CIRCUIT));
        }
    }

    private void connect(OutboundLeg leg) {
        AriRequests.drop(ari.stopRinging(leg.channelId()));
        ari.createBridge(leg.bridgeId())
                .chain(() -> ari.addChannels(leg.bridgeId(), List.of(leg.channelId(), leg.reporterChannelId())))
                .subscribe()
                .with(joined -> {}, failure -> {
                    count("two people are not connected", failure);
                    sessions.deliver(leg.channelId(), new OutboundEvent.NotConnected());
                });
    }

    private void count(String what, Throwable failure) {
        failed++;
        LOG.log(Level.WARNING, "{0}: {1}", what, failure.getClass().getSimpleName());
    }
}
