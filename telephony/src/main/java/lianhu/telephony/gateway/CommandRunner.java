package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.core.call.AgentRelease;
import lianhu.core.report.PhoneMask;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriException;
import lianhu.telephony.ari.AriRequests;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.RecordingFinished;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.Party;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.gateway.outbound.OutboundCalling;
import lianhu.telephony.gateway.recording.RecordedReports;

/**
 * Carries out commands. Nothing waits for an answer: requests of one socket are carried out in their order, results come back as
 * events, and what gets lost is repeated by a timer of the call.
 */
final class CommandRunner {
    /** Receives what the commands lead to. */
    interface Results {
        /** @param key unique within the call: the same result, delivered twice, has the same key */
        void deliver(CallId call, String key, CallEvent event);
    }

    /** What is said later is not recorded: this bounds a forgotten bridge. */
    private static final Duration LONGEST_BRIDGE = Duration.ofHours(2);

    private static final String BRIDGE_PREFIX = "call-";
    private static final System.Logger LOG = System.getLogger(CommandRunner.class.getName());

    private final AriClient ari;
    private final RecordedReports reports;
    private final CallGatewayOptions options;
    private final Results results;
    private final AgentSearch agents;
    private final CallLookups lookups;
    private final Optional<OutboundCalling> calling;
    private final Optional<TalkListenings> listenings;
    private long failedSubmissions;
    private long refusedRequests;
    private long unreachedDesks;

    CommandRunner(
            AriClient ari,
            RecordedReports reports,
            CallGatewayOptions options,
            AgentSearch agents,
            CallLookups lookups,
            Optional<OutboundCalling> calling,
            Optional<TalkListenings> listenings,
            Results results) {
        this.ari = ari;
        this.reports = reports;
        this.options = options;
        this.agents = agents;
        this.lookups = lookups;
        this.calling = calling;
        this.listenings = listenings;
        this.results = results;
    }

    void run(CallState call, Command command) {
        CallId id = call.id();
        String channel = id.value();
        switch (command) {
            case Command.Answer() -> send(ari.answer(channel), command);
            case Command.Play(String playbackId, List<String> prompts) ->
                send(
                        ari.play(
                                channel,
                                playbackId,
                                options.prompts().media(prompts, call.language().needed())),
                        command);
            case Command.StopPlayback(String playbackId) -> send(ari.stopPlayback(playbackId), command);
            case Command.StartRecording(String name, Duration maxDuration, Duration maxSilence, char terminateOn) ->
                send(
                        ari.record(channel, name, maxDuration, maxSilence, terminateOn),
                        command,
                        () -> results.deliver(id, "recording " + name, new CallEvent.RecordingMissing(name)));
            case Command.StopRecording(String name) -> send(ari.stopRecording(name), command);
            case Command.DiscardRecording(String name) -> AriRequests.drop(ari.deleteRecording(name));
            case Command.FindRecording(String name) -> findRecording(id, name);
            case Command.FindLanguage() -> lookups.findLanguage(id);
            case Command.FindProgress(int lookup, String receipt) -> lookups.findProgress(id, lookup, receipt);
            case Command.FindAgent(int search) -> agents.find(id, search);
            case Command.DialAgent(PartyLeg leg, String extension, Duration timeout) ->
                dial(
                        command,
                        leg,
                        options.agentEndpoint().replace(CallGatewayOptions.EXTENSION, extension),
                        PhoneMask.mask(call.caller()),
                        timeout);
            case Command.ReleaseAgent(AgentRelease why) -> agents.release(id, why);
            case Command.FindColleague(int leg, String login) -> agents.findColleague(id, leg, login);
            case Command.ReleaseColleague(AgentRelease why) -> agents.releaseColleague(id, why);
            case Command.TransferCall() -> agents.transfer(id);
            case Command.StartRinging() -> send(ari.ring(channel), command);
            case Command.StopRinging() -> send(ari.stopRinging(channel), command);
            case Command.SubmitReport(ReportKind kind, List<String> recordings) -> submit(call, kind, recordings);
            case Command.DialParty(PartyLeg leg, Duration timeout) ->
                dial(command, leg, endpoint(leg.party()), call.caller(), timeout);
            case Command.DialThirdParty(PartyLeg leg, String number, Duration timeout) ->
                calling.filter(OutboundCalling::isOn)
                        .ifPresent(trunk -> dial(command, leg, trunk.endpoint(number), "", timeout));
            case Command.BridgeParty(PartyLeg leg) -> bridge(call, leg, command);
            case Command.RetrieveCaller() -> send(ari.addChannels(bridgeId(id), List.of(channel)), command);
            case Command.HoldCaller() -> AriRequests.drop(ari.removeChannel(bridgeId(id), channel));
            case Command.BridgeListener(PartyLeg leg, long listening) ->
                listenings.ifPresent(log -> log.begin(leg, listening));
            case Command.EndListening(long listening) -> listenings.ifPresent(log -> log.end(listening));
            case Command.PauseRecording(boolean paused) ->
                send(ari.pauseRecording(RecordingImport.bridgeName(call), paused), command);
            case Command.ReleaseParty(PartyLeg leg) -> send(ari.hangUp(leg.channelId()), command);
            case Command.CloseBridge() -> closeBridge(call, command);
            case Command.HangUp() -> send(ari.hangUp(channel), command);
            case Command.RaiseAlarm(String reason) -> {
                unreachedDesks++;
                LOG.log(Level.ERROR, "call {0}: {1}", id, reason);
            }
            case Command.SetTimer set -> {
                // stored with the transition
            }
            case Command.CancelTimer cancel -> {
                // stored with the transition
            }
        }
    }

    long unreachedDesks() {
        return unreachedDesks;
    }

    /** Without those that a hang-up explains. */
    long refusedRequests() {
        return refusedRequests;
    }

    /** Id of the playback after which the caller is hung up. */
    static String lastWords(String channel) {
        return channel + "-last";
    }

    /**
     * Says this, and hangs up at its end, whatever becomes of the call.
     *
     * @param language tag; empty for that of the county
     */
    void sayLastWords(CallId id, String prompt, String language) {
        AriRequests.drop(
                ari.play(id.value(), lastWords(id.value()), options.prompts().media(List.of(prompt), language)));
    }

    /** A live recording reports its own end; a stored one has ended unseen. */
    void findRecording(CallId id, String name) {
        ari.findLiveRecording(name).subscribe().with(live -> {}, notLive -> {
            if (isNotFound(notLive)) {
                ari.findStoredRecording(name)
                        .chain(() -> reports.longestTalking(name))
                        .subscribe()
                        .with(
                                talking ->
                                        results.deliver(id, "recording " + name, new RecordingFinished(name, talking)),
                                notStored -> {
                                    if (isNotFound(notStored)) {
                                        results.deliver(id, "recording " + name, new CallEvent.RecordingMissing(name));
                                    }
                                });
            }
        });
    }

    /** The call of a bridge; empty when the bridge is not ours. */
    static Optional<CallId> callOfBridge(String bridgeId) {
        return bridgeId.startsWith(BRIDGE_PREFIX)
                ? Optional.of(new CallId(bridgeId.substring(BRIDGE_PREFIX.length())))
                : Optional.empty();
    }

    private void submit(CallState call, ReportKind kind, List<String> recordings) {
        reports.submit(call.id(), kind, call.caller(), call.language().needed(), recordings)
                .subscribe()
                .with(
                        receipt ->
                                results.deliver(call.id(), "committed " + kind, new CallEvent.ReportCommitted(receipt)),
                        failure -> {
                            // The message of a failure may quote the caller.
                            String cause = failure.getClass().getSimpleName();
                            LOG.log(Level.ERROR, "the report of call {0} failed: {1}", call.id(), cause);
                            results.deliver(call.id(), "refused " + ++failedSubmissions, new CallEvent.ReportFailed());
                        });
    }

    /** @param callerNumber that the party sees; empty for none */
    private void dial(Command command, PartyLeg leg, String endpoint, String callerNumber, Duration timeout) {
        // Where no number is given, Asterisk shows that of the originator.
        String originator = callerNumber.isEmpty() ? "" : leg.call().value();
        send(
                ari.originate(endpoint, leg.channelId(), callerNumber, timeout, originator),
                command,
                () -> results.deliver(leg.call(), "gone " + leg.channelId(), new CallEvent.PartyUnreachable(leg)));
    }

    private void bridge(CallState call, PartyLeg leg, Command command) {
        CallId id = call.id();
        String bridge = bridgeId(id);
        send(ari.createBridge(bridge), command);
        // The caller last: a caller who is in the bridge already leaves it for a moment. In an empty bridge the
        // recording would end.
        List<String> joined =
                call.talk().callerOnHold() ? List.of(leg.channelId()) : List.of(leg.channelId(), id.value());
        send(ari.addChannels(bridge, joined), command);
        send(ari.recordBridge(bridge, RecordingImport.bridgeName(call), LONGEST_BRIDGE), command);
    }

    /** A bridge lets go of its channels later: what is played to the caller until then is lost. */
    private void closeBridge(CallState call, Command command) {
        String bridge = bridgeId(call.id());
        if (!call.callerGone()) {
            AriRequests.drop(ari.removeChannel(bridge, call.id().value()));
        }
        send(ari.destroyBridge(bridge), command);
    }

    private String endpoint(Party party) {
        return switch (party) {
            case EMERGENCY_DESK -> options.emergencyEndpoint();
            case DUTY_SEAT -> options.dutyEndpoint();
            case AGENT, LISTENER, THIRD_PARTY ->
                throw new IllegalArgumentException(party + " has no endpoint of its own");
        };
    }

    static String bridgeId(CallId id) {
        return BRIDGE_PREFIX + id;
    }

    private void send(Uni<Void> request, Command command) {
        send(request, command, () -> {});
    }

    /** A refusal is a fact of this call; an unknown outcome is left to its timer. After a hang-up 404 is normal. */
    private void send(Uni<Void> request, Command command, Runnable whenRefused) {
        request.subscribe().with(done -> {}, failure -> {
            if (!isNotFound(failure)) {
                refusedRequests++;
                String name = command.getClass().getSimpleName();
                LOG.log(Level.WARNING, "{0}: {1}", name, failure.getMessage());
            }
            if (failure instanceof AriException refusal && refusal.isRefused()) {
                whenRefused.run();
            }
        });
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof AriException refusal && refusal.isNotFound();
    }
}
