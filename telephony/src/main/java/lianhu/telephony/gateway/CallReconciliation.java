package lianhu.telephony.gateway;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lianhu.core.call.CallStep;
import lianhu.telephony.ari.AriChannel;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriException;
import lianhu.telephony.ari.AriRequests;
import lianhu.telephony.ari.AriSnapshot;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.Party;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.outbound.OutboundLeg;

/**
 * Puts open calls and what lives in Asterisk together after a gap. What a call waits for comes again from its timers; here only
 * what no timer can know: which caller is gone, what ended unseen, which leg answered or is not joined yet, which channel or
 * bridge belongs to no call.
 */
final class CallReconciliation {
    private static final System.Logger LOG = System.getLogger(CallReconciliation.class.getName());

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

    /**
     * @param known the calls to look for: they were open when the snapshot was asked for, and one that began later may be missing
     *     in it
     * @param abandoned applications of instances that do not run any more
     */
    void run(AriSnapshot snapshot, Set<CallId> known, Set<String> abandoned) {
        calls.open().stream().filter(call -> known.contains(call.id())).forEach(call -> compare(call, snapshot));
        for (AriChannel channel : snapshot.channels()) {
            Optional<PartyLeg> leg = PartyLeg.parse(channel.id());
            if (leg.filter(CallReconciliation::isListener).isPresent()) {
                AriRequests.drop(ari.hangUp(channel.id()));
            } else if (leg.isPresent() && !calls.isOpen(leg.get().call())) {
                hangUpWhenClosed(leg.get());
            } else if (leg.isEmpty() || channel.isUp()) {
                entered.accept(channel);
            }
        }
        for (AriChannel channel : snapshot.others()) {
            PartyLeg.parse(channel.id())
                    .filter(leg -> known.contains(leg.call()) && calls.isOpen(leg.call()))
                    .ifPresent(leg -> {
                        if (isListener(leg)) {
                            AriRequests.drop(ari.hangUp(channel.id()));
                        } else {
                            take(channel, () -> left(leg));
                        }
                    });
        }
        for (String application : abandoned) {
            snapshot.others().stream()
                    .filter(channel -> snapshot.applications()
                            .getOrDefault(application, Set.of())
                            .contains(channel.id()))
                    .forEach(this::takeAbandoned);
        }
        for (String bridge : snapshot.bridges().keySet()) {
            CommandRunner.callOfBridge(bridge)
                    .ifPresent(call -> calls.whenClosed(call, () -> AriRequests.drop(ari.destroyBridge(bridge))));
        }
    }

    /** The gateway ends, and nobody is there to end what a team lead hears. */
    void hangUpListeners() {
        calls.open().stream()
                .filter(call -> call.talk().hasListener())
                .forEach(call -> AriRequests.drop(ari.hangUp(call.listener().channelId())));
    }

    /** A caller's channel is in our application now: what ended while it was in no living one was reported to nobody. */
    void findEnded(CallState call) {
        if (!call.recording().isEmpty()) {
            commands.findRecording(call.id(), call.recording());
        }
        if (!call.playback().isEmpty()) {
            findPlayback(call.id(), call.playback());
        }
    }

    private void compare(CallState call, AriSnapshot snapshot) {
        String caller = call.id().value();
        if (!snapshot.hasChannel(caller)) {
            calls.deliver(call.id(), "hung up", new CallEvent.CallerHungUp());
        } else if (call.step() == CallStep.EMERGENCY_HAND_OVER
                && !snapshot.hasChannel(call.emergencyDesk().channelId())) {
            left(call.emergencyDesk());
        }
        if (call.agentJoined() && !snapshot.hasChannel(call.agentCall().channelId())) {
            calls.deliver(
                    call.id(), "gone " + call.agentCall().channelId(), new CallEvent.PartyLeft(call.agentCall(), true));
        }
        if (call.talk().thirdJoined() && !snapshot.hasChannel(call.thirdParty().channelId())) {
            calls.deliver(
                    call.id(),
                    "gone " + call.thirdParty().channelId(),
                    new CallEvent.PartyLeft(call.thirdParty(), true));
        }
        if (call.talk().hasListener()) {
            calls.deliver(
                    call.id(), "gone " + call.listener().channelId(), new CallEvent.PartyLeft(call.listener(), true));
        }
        snapshot.others().stream()
                .filter(channel -> channel.id().equals(caller))
                .forEach(channel ->
                        take(channel, () -> calls.deliver(call.id(), "hung up", new CallEvent.CallerHungUp())));
        joinAnswered(call, snapshot);
        if (call.agentJoined()) {
            // The gateway ended between storing it and doing it.
            commands.run(call, new Command.PauseRecording(call.talk().isUnrecorded()));
            placeCaller(call, snapshot);
            commands.run(call, new Command.TransferCall());
        }
    }

    /** After a gap nobody knows for how long a listener heard what: listening ends. */
    private static boolean isListener(PartyLeg leg) {
        return leg.party() == Party.LISTENER;
    }

    /** The caller is on hold, or is not any more. */
    private void placeCaller(CallState call, AriSnapshot snapshot) {
        Set<String> ours = snapshot.channels().stream().map(AriChannel::id).collect(Collectors.toUnmodifiableSet());
        boolean isInBridge = snapshot.bridges()
                .getOrDefault(CommandRunner.bridgeId(call.id()), Set.of())
                .contains(call.id().value());
        if (call.talk().callerOnHold() == isInBridge
                && ours.contains(call.id().value())
                && ours.contains(call.agentCall().channelId())) {
            commands.run(call, isInBridge ? new Command.HoldCaller() : new Command.RetrieveCaller());
        }
    }

    /** The gateway ended between storing that a leg has answered and joining it with the caller. */
    private void joinAnswered(CallState call, AriSnapshot snapshot) {
        Set<String> joined = snapshot.bridges().getOrDefault(CommandRunner.bridgeId(call.id()), Set.of());
        snapshot.channels().stream()
                .filter(channel -> channel.isUp() && !joined.contains(channel.id()))
                .map(channel -> PartyLeg.parse(channel.id()))
                .flatMap(Optional::stream)
                .filter(leg -> call.joins(leg))
                .forEach(leg -> commands.run(call, new Command.BridgeParty(leg)));
    }

    /** Also a call of another instance, or one whose row this version cannot read, may need its leg. */
    private void hangUpWhenClosed(PartyLeg leg) {
        calls.whenClosed(leg.call(), () -> AriRequests.drop(ari.hangUp(leg.channelId())));
    }

    /** @param whenRefused runs when the channel is in no application: in the dialplan, or a leg that still rings */
    private void take(AriChannel channel, Runnable whenRefused) {
        ari.move(channel.id()).subscribe().with(moved -> {}, failure -> {
            if (failure instanceof AriException refusal && refusal.isRefused()) {
                whenRefused.run();
            } else {
                LOG.log(Level.WARNING, "a channel is not taken over: {0}", failure.getMessage());
            }
        });
    }

    /** A leg that rings for an application that is gone would be hung up as soon as somebody answers. */
    private void left(PartyLeg leg) {
        AriRequests.drop(ari.hangUp(leg.channelId()));
        calls.deliver(leg.call(), "gone " + leg.channelId(), new CallEvent.PartyUnreachable(leg));
    }

    /** The instance ended between claiming a call and storing it, or before it could hang up a leg. */
    private void takeAbandoned(AriChannel channel) {
        if (OutboundLeg.parse(channel.id()).isPresent()) {
            // Its instance may be started again and carry it on; after its lease another one ends it.
            return;
        }
        Optional<PartyLeg> leg = PartyLeg.parse(channel.id());
        if (leg.isEmpty() && !calls.isOpen(new CallId(channel.id()))) {
            take(channel, () -> {});
        } else {
            leg.ifPresent(this::hangUpWhenClosed);
        }
    }

    /** Without this a caller whose prompt ended in the gap would wait for the guard of the prompt. */
    private void findPlayback(CallId id, String playback) {
        ari.findPlayback(playback).subscribe().with(playing -> {}, failure -> {
            if (failure instanceof AriException refusal && refusal.isNotFound()) {
                calls.deliver(id, "playback " + playback, new CallEvent.PromptMissing(playback));
            }
        });
    }
}
