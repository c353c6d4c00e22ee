package lianhu.telephony.callflow;

import java.time.Duration;
import lianhu.core.call.AgentRelease;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.ColleagueFound;
import lianhu.telephony.callflow.event.CallEvent.ColleagueUnavailable;
import lianhu.telephony.callflow.event.CallEvent.ColleagueWanted;
import lianhu.telephony.callflow.event.CallEvent.PartyAnswered;
import lianhu.telephony.callflow.event.CallEvent.PartyLeft;
import lianhu.telephony.callflow.event.CallEvent.PartyUnreachable;
import lianhu.telephony.callflow.event.CallEvent.ThirdPartyWanted;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.callflow.event.TimerKind;

/**
 * The third party of a talk: a number, or another agent (座席), who is reserved before the telephone rings. The agent who hangs up
 * leaves the caller to the third party: when the third party talks it is an attended transfer, while it rings a blind one. A
 * colleague to whom a caller is left is the agent of the call from then on, with the keys and the filing.
 */
final class ThirdPartyTalk {
    private static final Duration DIAL_LIMIT = Duration.ofSeconds(30);
    /** To reserve a colleague is one statement. */
    private static final Duration SEARCH_LIMIT = Duration.ofSeconds(5);

    static Decision on(CallState call, CallEvent event) {
        return switch (event) {
            case ThirdPartyWanted(String number) when mayCall(call) -> dial(call.callingThirdParty(""), number);
            case ColleagueWanted(String login) when mayCall(call) -> find(call.callingThirdParty(login));
            case ColleagueFound(int leg, String extension) when isSought(call, leg) -> dialColleague(call, extension);
            case ColleagueUnavailable(int leg) when isSought(call, leg) -> left(call, true, AgentRelease.FREE);
            case TimerFired(TimerKind kind)
            when kind == TimerKind.AGENT_SEARCH && isRinging(call) -> left(call, true, AgentRelease.FREE);
            case PartyAnswered(PartyLeg leg) when isThird(call, leg) && isRinging(call) -> join(call);
            case PartyLeft(PartyLeg leg, boolean isLost)
            when isThird(call, leg) -> left(call, isLost, isLost ? AgentRelease.MISSED : AgentRelease.TALKED);
            case PartyUnreachable(PartyLeg leg) when isThird(call, leg) -> left(call, true, AgentRelease.MISSED);
            case TimerFired(TimerKind kind)
            when kind == TimerKind.PARTY_DIAL && isRinging(call) ->
                left(call, true, AgentRelease.MISSED).after(new Command.ReleaseParty(call.thirdParty()));
            default -> Decision.stay(call);
        };
    }

    static boolean isThird(CallState call, PartyLeg leg) {
        return call.hasThirdParty() && leg.equals(call.thirdParty());
    }

    /** The caller, also one who is on hold, stays with the third party, or hears that it rings. */
    static Decision agentLeft(CallState held, boolean isLost) {
        return HeldTalk.end(ListenedTalk.end(leave(held, HeldTalk.released(held), isLost), held), held);
    }

    private static Decision leave(CallState held, CallState call, boolean isLost) {
        AgentRelease why = isLost ? AgentRelease.MISSED : AgentRelease.TALKED;
        boolean isTransfer = call.hasColleague() && call.talk().thirdJoined();
        var left = isTransfer
                ? Decision.stay(call.transferred(), new Command.ReleaseAgent(why), new Command.TransferCall())
                : Decision.stay(
                        call.withAgentJoined(false)
                                .talking(talk -> talk.withRecordingPaused(false).heardBy(TalkState.Listener.NONE)),
                        new Command.ReleaseAgent(why),
                        new Command.CancelTimer(TimerKind.LISTENER_DIAL));
        if (held.talk().isUnrecorded()) {
            left = left.then(new Command.PauseRecording(left.next().talk().isUnrecorded()));
        }
        if (!call.talk().thirdJoined()) {
            // The recording of a bridge ends when nobody is left in it: the next one needs a name of its own.
            left = held.talk().callerOnHold() ? left.changed(state -> state.talking(talk -> talk.in(0))) : left;
            return left.then(new Command.StartRinging());
        }
        return held.talk().callerOnHold() ? left.after(new Command.RetrieveCaller()) : left;
    }

    /** The emergency desk takes the place of the third party. */
    static Decision replace(Decision decision, CallState call) {
        if (!call.hasThirdParty()) {
            return decision;
        }
        var replaced = decision.after(new Command.ReleaseParty(call.thirdParty()));
        return call.hasColleague()
                ? replaced.after(new Command.ReleaseColleague(
                        call.talk().thirdJoined() ? AgentRelease.TALKED : AgentRelease.FREE))
                : replaced;
    }

    private static boolean mayCall(CallState call) {
        return call.agentJoined() && !call.hasThirdParty();
    }

    private static boolean isRinging(CallState call) {
        return call.hasThirdParty() && !call.talk().thirdJoined();
    }

    private static boolean isSought(CallState call, int leg) {
        return call.hasColleague() && isRinging(call) && call.talk().thirdLeg() == leg;
    }

    private static Decision dial(CallState call, String number) {
        return Decision.stay(
                call,
                new Command.DialThirdParty(call.thirdParty(), number, DIAL_LIMIT),
                new Command.SetTimer(TimerKind.PARTY_DIAL, DIAL_LIMIT.plusSeconds(2)));
    }

    private static Decision find(CallState call) {
        return Decision.stay(
                call,
                new Command.FindColleague(call.talk().thirdLeg(), call.talk().colleague()),
                new Command.SetTimer(TimerKind.AGENT_SEARCH, SEARCH_LIMIT));
    }

    private static Decision dialColleague(CallState call, String extension) {
        return Decision.stay(
                call,
                new Command.DialAgent(call.thirdParty(), extension, OfferAgent.DIAL_LIMIT),
                new Command.CancelTimer(TimerKind.AGENT_SEARCH),
                new Command.SetTimer(TimerKind.PARTY_DIAL, OfferAgent.DIAL_LIMIT.plusSeconds(2)));
    }

    private static Decision join(CallState call) {
        var joined = call.inBridge().talking(TalkState::withThirdJoined);
        boolean isTransfer = call.hasColleague() && !call.agentJoined();
        var decision = Decision.stay(
                isTransfer ? joined.transferred() : joined,
                new Command.BridgeParty(call.thirdParty()),
                new Command.CancelTimer(TimerKind.PARTY_DIAL));
        decision = isTransfer ? decision.then(new Command.TransferCall()) : decision;
        return call.agentJoined() ? decision : decision.after(new Command.StopRinging());
    }

    /**
     * @param isLost the third party is not reached, or its connection broke
     * @param why what becomes of the third party when it is a colleague
     */
    private static Decision left(CallState call, boolean isLost, AgentRelease why) {
        var left = remain(call, isLost);
        return call.hasColleague() ? left.after(new Command.ReleaseColleague(why)) : left;
    }

    private static Decision remain(CallState call, boolean isLost) {
        if (call.agentJoined()) {
            return Decision.stay(
                    call.talking(TalkState::withoutThirdParty),
                    new Command.CancelTimer(TimerKind.AGENT_SEARCH),
                    new Command.CancelTimer(TimerKind.PARTY_DIAL));
        }
        return isLost ? Talk.askForMessage(call) : Talk.end(call);
    }

    private ThirdPartyTalk() {}
}
