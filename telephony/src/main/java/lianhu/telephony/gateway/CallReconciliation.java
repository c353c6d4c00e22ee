package lianhu.telephony.gateway;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lianhu.core.call.CallStep;
import lianhu.telephony.ari.AriChannel;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriException;
import lianhu.telephony.ari.AriSnapshot;
import lianhu.telephony.callflow.CallEvent;
import lianhu.telephony.callflow.CallId;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.PartyLeg;

/**
 * Puts open calls and what lives in Asterisk together after a gap. What a call waits for comes again from its timers; here only
 * what no timer can know: which caller is gone, what ended unseen, which leg answered, which channel or bridge belongs to no
 * call.
 */
final class CallReconciliation {
    private final AriClient ari;
    private final CallTransitions calls;
    private final CommandRunner commands;
    private final Consumer<AriChannel> entered;

    /** @param entered takes a channel as if it had just come */
    CallReconciliation(AriClient ari, CallTransitions calls, CommandRunner commands, Consumer<AriChannel> entered) {
        this.ari = ari;
        this.calls = calls;
        this.commands = commands;
        this.entered = entered;
    }

    /** @param known calls that were open when the snapshot was asked for; one that began later may be missing in it */
    void run(AriSnapshot snapshot, Set<CallId> known) {
        Set<String> live = snapshot.channels().stream().map(AriChannel::id).collect(Collectors.toSet());
        calls.open().stream().filter(call -> known.contains(call.id())).forEach(call -> compare(call, live));
        for (AriChannel channel : snapshot.channels()) {
            Optional<PartyLeg> leg = PartyLeg.parse(channel.id());
            if (leg.isPresent() && !calls.isOpen(leg.get().call())) {
                CommandRunner.drop(ari.hangUp(channel.id()));
            } else if (leg.isEmpty() || channel.isUp()) {
                entered.accept(channel);
            }
        }
        snapshot.bridges().stream()
                .filter(bridge -> CommandRunner.callOfBridge(bridge)
                        .filter(call -> !calls.isOpen(call))
                        .isPresent())
                .forEach(bridge -> CommandRunner.drop(ari.destroyBridge(bridge)));
    }

    private void compare(CallState call, Set<String> live) {
        if (!live.contains(call.id().value())) {
            calls.deliver(call.id(), "hung up", new CallEvent.CallerHungUp());
        } else if (call.step() == CallStep.EMERGENCY_HAND_OVER
                && !live.contains(call.emergencyDesk().channelId())) {
            calls.deliver(
                    call.id(),
                    "gone " + call.emergencyDesk().channelId(),
                    new CallEvent.PartyUnreachable(call.emergencyDesk()));
        }
        if (call.agentJoined() && !live.contains(call.agentCall().channelId())) {
            calls.deliver(
                    call.id(), "gone " + call.agentCall().channelId(), new CallEvent.PartyLeft(call.agentCall(), true));
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
                calls.deliver(id, "playback " + playback, new CallEvent.PromptFinished(playback));
            }
        });
    }
}
