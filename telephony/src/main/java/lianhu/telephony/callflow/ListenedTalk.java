package lianhu.telephony.callflow;

import java.time.Duration;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.ListenerWanted;
import lianhu.telephony.callflow.event.CallEvent.PartyAnswered;
import lianhu.telephony.callflow.event.CallEvent.PartyLeft;
import lianhu.telephony.callflow.event.CallEvent.PartyUnreachable;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.callflow.event.TimerKind;

/**
 * A team lead (班长) listens to the talk of an agent, hears all and is heard by nobody. Nothing is heard before it is stored who
 * listens. Listening ends with the agent's part in the talk, with an emergency, and with the gateway.
 */
final class ListenedTalk {
    private static final Duration DIAL_LIMIT = Duration.ofSeconds(30);

    static boolean concerns(CallState call, CallEvent event) {
        return switch (event) {
            case ListenerWanted wanted -> true;
            case PartyAnswered(PartyLeg leg) -> isListener(call, leg);
            case PartyLeft(PartyLeg leg, boolean isLost) -> isListener(call, leg);
            case PartyUnreachable(PartyLeg leg) -> isListener(call, leg);
            case TimerFired(TimerKind kind) -> kind == TimerKind.LISTENER_DIAL;
            default -> false;
        };
    }

    static Decision on(CallState call, CallEvent event) {
        return switch (event) {
            case ListenerWanted(long id, String extension)
            when call.agentJoined() && !call.talk().hasListener() -> dial(call.callingListener(id), extension);
            case PartyAnswered answered when !call.talk().listener().isJoined() -> join(call);
            case PartyLeft left -> gone(call);
            case PartyUnreachable unreachable -> gone(call);
            case TimerFired late
            when call.talk().hasListener() && !call.talk().listener().isJoined() -> end(without(call), call);
            default -> Decision.stay(call);
        };
    }

    /** Listening ends together with what this decision does; nothing happens when nobody listens. */
    static Decision end(Decision decision, CallState call) {
        return call.talk().hasListener()
                        && (decision.next().closed() || !decision.next().talk().hasListener())
                ? decision.after(new Command.EndListening(call.talk().listener().id()))
                        .after(new Command.ReleaseParty(call.listener()))
                : decision;
    }

    private static boolean isListener(CallState call, PartyLeg leg) {
        return call.talk().hasListener() && leg.equals(call.listener());
    }

    private static Decision dial(CallState call, String extension) {
        return Decision.stay(
                call,
                new Command.DialAgent(call.listener(), extension, DIAL_LIMIT),
                new Command.SetTimer(TimerKind.LISTENER_DIAL, DIAL_LIMIT.plusSeconds(2)));
    }

    private static Decision join(CallState call) {
        var joined = call.talking(talk -> talk.heardBy(talk.listener().joined()));
        return Decision.stay(
                joined,
                new Command.BridgeListener(
                        joined.listener(), joined.talk().listener().id()),
                new Command.CancelTimer(TimerKind.LISTENER_DIAL));
    }

    private static Decision gone(CallState call) {
        return without(call)
                .then(new Command.EndListening(call.talk().listener().id()));
    }

    private static Decision without(CallState call) {
        return Decision.stay(
                call.talking(talk -> talk.heardBy(TalkState.Listener.NONE)),
                new Command.CancelTimer(TimerKind.LISTENER_DIAL));
    }

    private ListenedTalk() {}
}
