package lianhu.telephony.gateway;

import java.util.Optional;
import java.util.function.Consumer;
import lianhu.telephony.ari.AriChannel;
import lianhu.telephony.callflow.CallFlow;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.Party;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.gateway.outbound.OutboundCalls;
import lianhu.telephony.outbound.OutboundEvent;
import lianhu.telephony.outbound.OutboundLeg;

/**
 * Hands what happens to a channel to its call: the channel of a caller, a leg that was called into the call of a caller, or an
 * outbound call. Used on one event loop only.
 */
final class ChannelEvents {
    /** Cause of Q.850: the other side has hung up. */
    private static final int NORMAL_CLEARING = 16;

    private final CallTransitions calls;
    private final Optional<OutboundCalls> outbound;
    private final Consumer<AriChannel> arrived;

    /** @param arrived takes the channel of a caller that has come into our application */
    ChannelEvents(CallTransitions calls, Optional<OutboundCalls> outbound, Consumer<AriChannel> arrived) {
        this.calls = calls;
        this.outbound = outbound;
        this.arrived = arrived;
    }

    void entered(AriChannel channel) {
        if (isOutbound(channel.id())) {
            outbound.ifPresent(calling -> calling.entered(channel));
            return;
        }
        PartyLeg.parse(channel.id()).ifPresentOrElse(this::answered, () -> arrived.accept(channel));
    }

    private void answered(PartyLeg leg) {
        calls.deliver(leg.call(), "answered " + leg.channelId(), new CallEvent.PartyAnswered(leg));
    }

    /**
     * An agent who talks presses the key of the emergency for the caller, pauses the recording, or puts the caller on hold; other
     * keys of an agent mean nothing.
     */
    void pressed(AriChannel channel, char digit, String timestamp) {
        if (isOutbound(channel.id())) {
            outbound.ifPresent(calling -> calling.deliver(channel.id(), new OutboundEvent.KeyPressed(digit)));
            return;
        }
        Optional<PartyLeg> leg = PartyLeg.parse(channel.id());
        if (leg.isEmpty()) {
            pressed(new CallId(channel.id()), timestamp, new CallEvent.DigitPressed(digit));
        } else if (leg.get().party() == Party.AGENT && digit == CallFlow.EMERGENCY_KEY) {
            pressed(leg.get().call(), timestamp, new CallEvent.DigitPressed(digit));
        } else if (leg.get().party() == Party.AGENT && digit == CallFlow.PAUSE_KEY) {
            pressed(leg.get().call(), timestamp, new CallEvent.PauseKeyPressed(leg.get()));
        } else if (leg.get().party() == Party.AGENT && digit == CallFlow.HOLD_KEY) {
            pressed(leg.get().call(), timestamp, new CallEvent.HoldKeyPressed(leg.get()));
        }
    }

    /** Of an agent alone: a caller who holds hears what the caller's telephone plays. */
    void held(AriChannel channel, boolean isHeld, String timestamp) {
        PartyLeg.parse(channel.id())
                .filter(leg -> leg.party() == Party.AGENT)
                .ifPresent(leg -> calls.deliver(
                        leg.call(), "hold " + isHeld + " " + timestamp, new CallEvent.TelephoneHeld(leg, isHeld)));
    }

    private void pressed(CallId call, String timestamp, CallEvent event) {
        calls.deliver(call, "digit " + timestamp, event);
    }

    void played(String channel, String playback) {
        if (isOutbound(channel)) {
            outbound.ifPresent(calling -> calling.deliver(channel, new OutboundEvent.PromptEnded(playback)));
        } else {
            calls.deliver(new CallId(channel), "playback " + playback, new CallEvent.PromptFinished(playback));
        }
    }

    void recorded(String channel, String recording, CallEvent event) {
        calls.deliver(new CallId(channel), "recording " + recording, event);
    }

    /** The channel has left our application. */
    void left(AriChannel channel) {
        if (PartyLeg.parse(channel.id()).isEmpty() && !isOutbound(channel.id())) {
            calls.deliver(new CallId(channel.id()), "hung up", new CallEvent.CallerHungUp());
        }
    }

    /** @param cause of Q.850 */
    void destroyed(AriChannel channel, int cause) {
        if (isOutbound(channel.id())) {
            outbound.ifPresent(calling -> calling.destroyed(channel.id(), cause));
            return;
        }
        Optional<PartyLeg> leg = PartyLeg.parse(channel.id());
        if (leg.isEmpty()) {
            left(channel);
        } else {
            calls.deliver(
                    leg.get().call(),
                    "gone " + channel.id(),
                    channel.isUp()
                            ? new CallEvent.PartyLeft(leg.get(), cause != NORMAL_CLEARING)
                            : new CallEvent.PartyUnreachable(leg.get()));
        }
    }

    private static boolean isOutbound(String channel) {
        return OutboundLeg.parse(channel).isPresent();
    }
}
