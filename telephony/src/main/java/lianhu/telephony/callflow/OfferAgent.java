package lianhu.telephony.callflow;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lianhu.core.call.AgentRelease;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.AgentFound;
import lianhu.telephony.callflow.event.CallEvent.AgentUnavailable;
import lianhu.telephony.callflow.event.CallEvent.AgentsBusy;
import lianhu.telephony.callflow.event.CallEvent.DigitPressed;
import lianhu.telephony.callflow.event.CallEvent.PartyAnswered;
import lianhu.telephony.callflow.event.CallEvent.PartyUnreachable;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.callflow.event.TimerKind;

/**
 * A human first: the machine listens only when no agent takes calls, or none answers in time, or when the caller presses 1 or asks
 * for progress. The caller hears music until an agent has answered, and ringing where the music cannot be played; a telephone that rings when the time
 * is over rings to its end, and is the last one.
 */
final class OfferAgent implements Step {
    /** Pick-up time of GB/T 33358-2016. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    /** For a caller who chose to wait longer. */
    static final Duration WAIT_LIMIT = Duration.ofSeconds(60);

    static final Duration DIAL_LIMIT = Duration.ofSeconds(15);
    private static final Duration SEARCH_AGAIN = Duration.ofSeconds(1);
    /** Longer than {@link #WAIT_LIMIT} and a telephone that rings to its end. */
    private static final List<String> WAITING = Stream.concat(Stream.of("please-wait"), HoldMusic.rounds(6).stream())
            .toList();

    private static final Duration PROMPT_LIMIT = Duration.ofMinutes(2);
    /** The first attempt is the prompt that asks to wait. */
    private static final int MAX_ATTEMPTS = 4;

    @Override
    public Decision enter(CallState call) {
        return search(call)
                .then(new Command.SetTimer(TimerKind.AGENT_OFFER, call.waits() == 0 ? ANSWER_LIMIT : WAIT_LIMIT));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        if (Step.promptEnded(call, event)) {
            return Decision.stay(
                    call.endPrompt(), new Command.StartRinging(), new Command.CancelTimer(TimerKind.PROMPT));
        }
        return switch (event) {
            case AgentFound(int search, String agent, String extension)
            when search == call.agentLeg() && !call.hasAgent() -> dial(call.callingAgent(agent), extension);
            case AgentsBusy(int search) when search == call.agentLeg() -> askToWait(call);
            case AgentUnavailable(int search) when search == call.agentLeg() -> giveUp(call.withAgentsOnDuty(false));
            case TimerFired(TimerKind kind) when kind == TimerKind.AGENT_SEARCH && !call.hasAgent() -> search(call);
            case PartyAnswered(PartyLeg leg)
            when leg.equals(call.agentCall()) && call.hasAgent() ->
                Decision.go(CallStep.TALK, call.withAgentJoined(true));
            case PartyAnswered(PartyLeg late) -> Decision.stay(call, new Command.ReleaseParty(late));
            case PartyUnreachable(PartyLeg leg) when leg.equals(call.agentCall()) && call.hasAgent() -> missed(call);
            case TimerFired(TimerKind kind) when kind == TimerKind.PARTY_DIAL && call.hasAgent() -> missed(call);
            case TimerFired(TimerKind kind)
            when kind == TimerKind.AGENT_OFFER ->
                call.hasAgent() ? Decision.stay(call.withAttempt(MAX_ATTEMPTS)) : giveUp(call);
            case DigitPressed(char digit) when digit == '1' -> giveUp(call);
            case DigitPressed(char digit) when digit == CallFlow.PROGRESS_KEY -> leaveFor(CallStep.ASK_PROGRESS, call);
            default -> Decision.stay(call);
        };
    }

    @Override
    public Decision onHangUp(CallState call) {
        return call.hasAgent()
                ? withdraw(Decision.go(CallStep.ABANDONED, call.withoutAgent()), call)
                : Decision.go(CallStep.ABANDONED, call);
    }

    /** The agent is called no longer, and nothing is held against the agent. */
    static Decision withdraw(Decision decision, CallState call) {
        return decision.after(new Command.ReleaseAgent(AgentRelease.FREE))
                .after(new Command.ReleaseParty(call.agentCall()));
    }

    private static Decision search(CallState call) {
        var searching = call.seekingAgent();
        return Decision.stay(
                searching,
                new Command.FindAgent(searching.agentLeg()),
                new Command.SetTimer(TimerKind.AGENT_SEARCH, SEARCH_AGAIN));
    }

    private static Decision dial(CallState call, String extension) {
        return askToWait(call)
                .then(new Command.DialAgent(call.agentCall(), extension, DIAL_LIMIT))
                .then(new Command.CancelTimer(TimerKind.AGENT_SEARCH))
                .then(new Command.SetTimer(TimerKind.PARTY_DIAL, DIAL_LIMIT.plusSeconds(2)));
    }

    /** Once: until then the caller has heard nothing since the greeting. */
    private static Decision askToWait(CallState call) {
        if (call.attempt() > 0) {
            return Decision.stay(call);
        }
        var asking = call.withAgentsOnDuty(true).nextAttempt().startPrompt();
        return Decision.stay(
                asking,
                new Command.Play(asking.playback(), WAITING),
                new Command.SetTimer(TimerKind.PROMPT, PROMPT_LIMIT));
    }

    private static Decision missed(CallState call) {
        var next = call.withoutAgent().nextAttempt();
        return (next.attempt() < MAX_ATTEMPTS
                        ? search(next).then(new Command.CancelTimer(TimerKind.PARTY_DIAL))
                        : giveUp(next))
                .after(new Command.ReleaseAgent(AgentRelease.MISSED))
                .after(new Command.ReleaseParty(call.agentCall()));
    }

    private static Decision giveUp(CallState call) {
        return leaveFor(CallStep.RECORD_MESSAGE, call);
    }

    /** The agent whose telephone rings is called no longer. */
    private static Decision leaveFor(CallStep step, CallState call) {
        var leaving = Decision.go(step, call.withoutAgent());
        var decision = call.attempt() > 0 ? leaving.after(new Command.StopRinging()) : leaving;
        return call.hasAgent() ? withdraw(decision, call) : decision;
    }
}
