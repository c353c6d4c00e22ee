package lianhu.telephony.outbound;

import java.time.Duration;
import java.util.List;
import lianhu.core.outbound.OutboundResult;
import lianhu.telephony.outbound.OutboundCommand.Connect;
import lianhu.telephony.outbound.OutboundCommand.Dial;
import lianhu.telephony.outbound.OutboundCommand.DialReporter;
import lianhu.telephony.outbound.OutboundCommand.Finish;
import lianhu.telephony.outbound.OutboundCommand.HangUpCalled;
import lianhu.telephony.outbound.OutboundCommand.PlayPrompts;
import lianhu.telephony.outbound.OutboundCommand.ReleaseReporter;
import lianhu.telephony.outbound.OutboundCommand.SetTimer;
import lianhu.telephony.outbound.OutboundCommand.StopPrompt;
import lianhu.telephony.outbound.OutboundCommand.StoreAnswer;
import lianhu.telephony.outbound.OutboundEvent.AnswerNotStored;
import lianhu.telephony.outbound.OutboundEvent.AnswerStored;
import lianhu.telephony.outbound.OutboundEvent.Answered;
import lianhu.telephony.outbound.OutboundEvent.HungUp;
import lianhu.telephony.outbound.OutboundEvent.KeyPressed;
import lianhu.telephony.outbound.OutboundEvent.NotConnected;
import lianhu.telephony.outbound.OutboundEvent.NotNeeded;
import lianhu.telephony.outbound.OutboundEvent.PromptEnded;
import lianhu.telephony.outbound.OutboundEvent.Refused;
import lianhu.telephony.outbound.OutboundEvent.ReporterAnswered;
import lianhu.telephony.outbound.OutboundEvent.ReporterLeft;
import lianhu.telephony.outbound.OutboundEvent.TimeOver;
import lianhu.telephony.outbound.OutboundEvent.Vanished;
import lianhu.telephony.outbound.OutboundScript.Connection;
import lianhu.telephony.outbound.OutboundScript.LastWords;
import lianhu.telephony.outbound.OutboundScript.Question;

/**
 * Places a call and asks the questions of a script; each is answered by a key. Nothing is said to be kept before it is stored.
 *
 * @param script of this call
 */
public record OutboundFlow(OutboundScript script) {
    /** Shorter than mobile networks let a telephone ring, so that the gateway ends the call and no announcement begins. */
    private static final Duration RING_LIMIT = Duration.ofSeconds(35);

    private static final Duration RING_GUARD = RING_LIMIT.plusSeconds(5);
    /** Until a telephone behind a trunk rings. */
    private static final Duration RING_DELAY = Duration.ofSeconds(5);

    private static final Duration PROMPT_GUARD = Duration.ofSeconds(25);
    private static final Duration LONGEST_TALK = Duration.ofHours(1);
    private static final int STORE_ATTEMPTS = 4;
    /** The first two pauses are hardly noticed by a person who waits for the thanks. */
    private static final Duration STORE_PAUSE = Duration.ofSeconds(2);

    private static final Duration STORE_GUARD = Duration.ofSeconds(10);

    /** Places the call. */
    public static OutboundDecision begin(OutboundState call) {
        OutboundState next = call.nextTimer();
        return OutboundDecision.stay(next, new Dial(RING_LIMIT), new SetTimer(next.timer(), RING_GUARD));
    }

    /** A call that an earlier process placed: who picks up, or has picked up, is asked from the beginning. */
    public static OutboundDecision carryOn(OutboundState call) {
        OutboundState next = call.nextTimer();
        return OutboundDecision.stay(next, new SetTimer(next.timer(), RING_GUARD));
    }

    /** The same while the reporter rings or talks. */
    public static OutboundDecision carryOnTalk(OutboundState call, boolean isReporterUp) {
        return isReporterUp ? talk(call) : carryOn(call.withKey('1').at(OutboundStep.RINGING));
    }

    public OutboundDecision decide(OutboundState call, OutboundEvent event) {
        return switch (call.step()) {
            case DIALLING -> dialling(call, event);
            case ASKING -> asking(call, event);
            case STORING -> storing(call, event);
            case CONNECTING, RINGING -> connecting(call, event);
            case CONNECTED -> connected(call, event);
            case CLOSING -> closing(call, event);
            case ENDED -> OutboundDecision.stay(call);
        };
    }

    private OutboundDecision dialling(OutboundState call, OutboundEvent event) {
        return switch (event) {
            case Answered() -> advance(call);
            case HungUp(int cause) -> finish(call.gone(), HangupCause.result(cause), cause);
            case Vanished() -> finish(call, OutboundResult.LOST, 0);
            case NotNeeded() -> finish(call, OutboundResult.NOT_NEEDED, 0);
            case Refused() -> finish(call.gone(), OutboundResult.CONGESTION, 0);
            case TimeOver(int number) when number == call.timer() -> finish(call, OutboundResult.NO_ANSWER, 0);
            default -> OutboundDecision.stay(call);
        };
    }

    private OutboundDecision asking(OutboundState call, OutboundEvent event) {
        return script.next(call.keys()) instanceof Question question
                ? asking(call, question, event)
                : OutboundDecision.stay(call);
    }

    private OutboundDecision asking(OutboundState call, Question question, OutboundEvent event) {
        return switch (event) {
            case PromptEnded(String id) when id.equals(call.playback()) -> awaitKey(call, question);
            case TimeOver(int number)
            when number == call.timer() ->
                !call.playback().isEmpty()
                        ? awaitKey(call, question)
                        : call.plays() < question.plays() ? ask(call, question) : giveUp(call);
            case KeyPressed(char key) when question.keys().indexOf(key) >= 0 -> answer(call, question, key);
            case HungUp(int cause) ->
                finish(call.gone(), call.isAnswered() ? OutboundResult.ANSWERED : OutboundResult.NOT_CONFIRMED, cause);
            case Vanished() -> finish(call, call.isAnswered() ? OutboundResult.ANSWERED : OutboundResult.LOST, 0);
            default -> OutboundDecision.stay(call);
        };
    }

    /** The next question, or the last words. The attempt has its result when the last answer was stored. */
    private OutboundDecision advance(OutboundState call) {
        return switch (script.next(call.keys())) {
            case Question question -> ask(call.at(OutboundStep.ASKING), question);
            case Connection() -> connect(call);
            case LastWords(List<String> prompts, OutboundResult result) ->
                result == OutboundResult.ANSWERED
                        ? say(call, prompts)
                        : say(call, prompts).after(new Finish(result, 0));
        };
    }

    private static OutboundDecision connect(OutboundState call) {
        OutboundState next = call.at(OutboundStep.CONNECTING).nextTimer();
        return OutboundDecision.stay(next, new DialReporter(RING_LIMIT), new SetTimer(next.timer(), RING_DELAY));
    }

    /** Who gives up before the other telephone rings has called nobody. */
    private OutboundDecision connecting(OutboundState call, OutboundEvent event) {
        boolean isRinging = call.step() == OutboundStep.RINGING;
        OutboundResult givenUp = isRinging ? OutboundResult.REPORTER_NOT_REACHED : OutboundResult.LOST;
        return switch (event) {
            case ReporterAnswered() -> talk(call);
            case ReporterLeft(int cause) -> notReached(call, cause);
            case NotConnected() -> notReached(call, OutboundResult.LOST, 0);
            case TimeOver(int number)
            when number == call.timer() -> isRinging ? notReached(call, 0) : carryOn(call.at(OutboundStep.RINGING));
            case HungUp(int cause) -> finish(call.gone(), givenUp, cause).after(new ReleaseReporter());
            case Vanished() -> finish(call.gone(), givenUp, 0).after(new ReleaseReporter());
            default -> OutboundDecision.stay(call);
        };
    }

    private static OutboundDecision talk(OutboundState call) {
        OutboundState next = call.at(OutboundStep.CONNECTED).nextTimer();
        return OutboundDecision.stay(next, new Connect(), new SetTimer(next.timer(), LONGEST_TALK));
    }

    /** Where no line was free, no telephone rang. */
    private OutboundDecision notReached(OutboundState call, int cause) {
        OutboundResult result = HangupCause.result(cause) == OutboundResult.CONGESTION
                ? OutboundResult.CONGESTION
                : OutboundResult.REPORTER_NOT_REACHED;
        return notReached(call, result, cause);
    }

    private OutboundDecision notReached(OutboundState call, OutboundResult result, int cause) {
        return say(call, script.end(call.keys()).prompts())
                .after(new Finish(result, cause))
                .after(new ReleaseReporter());
    }

    private static OutboundDecision connected(OutboundState call, OutboundEvent event) {
        return switch (event) {
            case NotConnected() -> finish(call, OutboundResult.LOST, 0).after(new ReleaseReporter());
            case ReporterLeft(int cause) ->
                finish(call, OutboundResult.ANSWERED, 0).after(new ReleaseReporter());
            case TimeOver(int number)
            when number == call.timer() ->
                finish(call, OutboundResult.ANSWERED, 0).after(new ReleaseReporter());
            case HungUp(int cause) ->
                finish(call.gone(), OutboundResult.ANSWERED, cause).after(new ReleaseReporter());
            case Vanished() -> finish(call.gone(), OutboundResult.ANSWERED, 0).after(new ReleaseReporter());
            default -> OutboundDecision.stay(call);
        };
    }

    private static OutboundDecision ask(OutboundState call, Question question) {
        OutboundState next = call.playedAgain().nextTimer();
        OutboundState playing =
                next.withPlayback(call.channel() + "-q" + call.keys().length() + "-" + next.plays());
        return OutboundDecision.stay(
                playing,
                new PlayPrompts(playing.playback(), question.prompts()),
                new SetTimer(playing.timer(), PROMPT_GUARD));
    }

    private static OutboundDecision awaitKey(OutboundState call, Question question) {
        OutboundState next = stopped(call).nextTimer();
        return OutboundDecision.stay(next, new SetTimer(next.timer(), question.keyLimit()));
    }

    private OutboundDecision giveUp(OutboundState call) {
        return call.isAnswered()
                ? say(call, script.end(call.keys()).prompts()).after(new Finish(OutboundResult.ANSWERED, 0))
                : finish(call, OutboundResult.NOT_CONFIRMED, 0);
    }

    private OutboundDecision answer(OutboundState call, Question question, char key) {
        OutboundState answered = stopped(call.withKey(key));
        OutboundDecision next = question.isStored() ? store(answered.at(OutboundStep.STORING)) : advance(answered);
        return call.playback().isEmpty() ? next : next.after(new StopPrompt(call.playback()));
    }

    private OutboundDecision store(OutboundState call) {
        OutboundState next = call.nextAttempt().nextTimer();
        return OutboundDecision.stay(
                next, new StoreAnswer(next.keys(), isLast(next)), new SetTimer(next.timer(), STORE_GUARD));
    }

    private boolean isLast(OutboundState call) {
        return !(script.next(call.keys()) instanceof Question);
    }

    private OutboundDecision storing(OutboundState call, OutboundEvent event) {
        return switch (event) {
            case AnswerStored() -> stored(call.answered());
            case AnswerNotStored() -> {
                OutboundState next = call.nextTimer();
                yield OutboundDecision.stay(next, new SetTimer(next.timer(), STORE_PAUSE));
            }
            case TimeOver(int number)
            when number == call.timer() ->
                call.attempts() < STORE_ATTEMPTS
                        ? store(call)
                        : say(call, List.of(script.notStored()))
                                .after(new Finish(
                                        call.isAnswered() ? OutboundResult.ANSWERED : OutboundResult.NOT_STORED, 0));
            case HungUp(int cause) -> OutboundDecision.stay(call.gone());
            case Vanished() -> OutboundDecision.stay(call.gone());
            default -> OutboundDecision.stay(call);
        };
    }

    private OutboundDecision stored(OutboundState call) {
        return call.isGone() && !isLast(call) ? finish(call, OutboundResult.ANSWERED, 0) : advance(call);
    }

    /** The last words; the attempt has its result. */
    private static OutboundDecision say(OutboundState call, List<String> prompts) {
        if (call.isGone()) {
            return OutboundDecision.stay(call.at(OutboundStep.ENDED));
        }
        OutboundState next = call.at(OutboundStep.CLOSING)
                .withPlayback(call.channel() + "-end")
                .nextTimer();
        return OutboundDecision.stay(
                next, new PlayPrompts(next.playback(), prompts), new SetTimer(next.timer(), PROMPT_GUARD));
    }

    private static OutboundDecision closing(OutboundState call, OutboundEvent event) {
        boolean isOver = switch (event) {
            case PromptEnded(String id) -> id.equals(call.playback());
            case TimeOver(int number) -> number == call.timer();
            default -> false;
        };
        if (event instanceof HungUp || event instanceof Vanished) {
            return OutboundDecision.stay(call.gone().at(OutboundStep.ENDED));
        }
        return isOver
                ? OutboundDecision.stay(call.at(OutboundStep.ENDED), new HangUpCalled())
                : OutboundDecision.stay(call);
    }

    /** Hangs up before the attempt ends, so that the same telephone is called again only when it is free. */
    private static OutboundDecision finish(OutboundState call, OutboundResult result, int cause) {
        OutboundDecision end = OutboundDecision.stay(stopped(call).at(OutboundStep.ENDED), new Finish(result, cause));
        return call.isGone() ? end : end.after(new HangUpCalled());
    }

    private static OutboundState stopped(OutboundState call) {
        return call.withPlayback("");
    }
}
