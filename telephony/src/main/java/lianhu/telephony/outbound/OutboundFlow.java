package lianhu.telephony.outbound;

import java.time.Duration;
import lianhu.core.outbound.OutboundResult;
import lianhu.telephony.outbound.OutboundCommand.Dial;
import lianhu.telephony.outbound.OutboundCommand.Finish;
import lianhu.telephony.outbound.OutboundCommand.HangUpCalled;
import lianhu.telephony.outbound.OutboundCommand.PlayPrompt;
import lianhu.telephony.outbound.OutboundCommand.SetTimer;
import lianhu.telephony.outbound.OutboundCommand.StopPrompt;
import lianhu.telephony.outbound.OutboundCommand.StoreAnswer;
import lianhu.telephony.outbound.OutboundEvent.AnswerNotStored;
import lianhu.telephony.outbound.OutboundEvent.AnswerStored;
import lianhu.telephony.outbound.OutboundEvent.Answered;
import lianhu.telephony.outbound.OutboundEvent.HungUp;
import lianhu.telephony.outbound.OutboundEvent.KeyPressed;
import lianhu.telephony.outbound.OutboundEvent.NotNeeded;
import lianhu.telephony.outbound.OutboundEvent.PromptEnded;
import lianhu.telephony.outbound.OutboundEvent.Refused;
import lianhu.telephony.outbound.OutboundEvent.TimeOver;
import lianhu.telephony.outbound.OutboundEvent.Vanished;

/**
 * Asks for key 1. A voice that picks up is no answer: a machine does that too. Nothing is said to be told before it is stored.
 */
public final class OutboundFlow {
    /** Shorter than mobile networks let a telephone ring, so that the gateway ends the call and no announcement begins. */
    private static final Duration RING_LIMIT = Duration.ofSeconds(35);

    private static final Duration RING_GUARD = RING_LIMIT.plusSeconds(5);
    private static final char ANSWER_KEY = '1';
    private static final int PLAYS = 3;
    private static final Duration KEY_LIMIT = Duration.ofSeconds(5);
    private static final Duration PROMPT_GUARD = Duration.ofSeconds(25);
    private static final int STORE_ATTEMPTS = 4;
    /** The first two pauses are hardly noticed by a person who waits for the thanks. */
    private static final Duration STORE_PAUSE = Duration.ofSeconds(2);

    private static final Duration STORE_GUARD = Duration.ofSeconds(10);

    private OutboundFlow() {}

    /** Places the call. */
    public static OutboundDecision begin(OutboundState call) {
        OutboundState next = call.nextTimer();
        return OutboundDecision.stay(next, new Dial(RING_LIMIT), new SetTimer(next.timer(), RING_GUARD));
    }

    public static OutboundDecision decide(OutboundState call, OutboundEvent event) {
        return switch (call.step()) {
            case DIALLING -> dialling(call, event);
            case ASKING -> asking(call, event);
            case STORING -> storing(call, event);
            case CLOSING -> closing(call, event);
            case ENDED -> OutboundDecision.stay(call);
        };
    }

    private static OutboundDecision dialling(OutboundState call, OutboundEvent event) {
        return switch (event) {
            case Answered() -> ask(call.at(OutboundStep.ASKING));
            case HungUp(int cause) -> finish(call.gone(), HangupCause.result(cause), cause);
            case Vanished() -> finish(call, OutboundResult.LOST, 0);
            case NotNeeded() -> finish(call, OutboundResult.NOT_NEEDED, 0);
            case Refused() -> finish(call.gone(), OutboundResult.CONGESTION, 0);
            case TimeOver(int number) when number == call.timer() -> finish(call, OutboundResult.NO_ANSWER, 0);
            default -> OutboundDecision.stay(call);
        };
    }

    private static OutboundDecision asking(OutboundState call, OutboundEvent event) {
        return switch (event) {
            case PromptEnded(String id) when id.equals(call.playback()) -> awaitKey(call);
            case TimeOver(int number)
            when number == call.timer() ->
                !call.playback().isEmpty()
                        ? awaitKey(call)
                        : call.plays() < PLAYS ? ask(call) : finish(call, OutboundResult.NOT_CONFIRMED, 0);
            case KeyPressed(char key) when key == ANSWER_KEY -> store(stopped(call.at(OutboundStep.STORING)), call);
            case HungUp(int cause) -> finish(call.gone(), OutboundResult.NOT_CONFIRMED, cause);
            case Vanished() -> finish(call, OutboundResult.LOST, 0);
            default -> OutboundDecision.stay(call);
        };
    }

    private static OutboundDecision ask(OutboundState call) {
        OutboundState next = call.playedAgain().nextTimer();
        OutboundState playing = next.withPlayback(call.channel() + "-p" + next.plays());
        return OutboundDecision.stay(
                playing,
                new PlayPrompt(playing.playback(), "urgent-press-one"),
                new SetTimer(playing.timer(), PROMPT_GUARD));
    }

    private static OutboundDecision awaitKey(OutboundState call) {
        OutboundState next = stopped(call).nextTimer();
        return OutboundDecision.stay(next, new SetTimer(next.timer(), KEY_LIMIT));
    }

    private static OutboundDecision store(OutboundState call, OutboundState before) {
        OutboundState next = call.nextAttempt().nextTimer();
        OutboundDecision storing =
                OutboundDecision.stay(next, new StoreAnswer(), new SetTimer(next.timer(), STORE_GUARD));
        return before.playback().isEmpty() ? storing : storing.after(new StopPrompt(before.playback()));
    }

    private static OutboundDecision storing(OutboundState call, OutboundEvent event) {
        return switch (event) {
            case AnswerStored() -> say(call, "duty-room-told");
            case AnswerNotStored() -> {
                OutboundState next = call.nextTimer();
                yield OutboundDecision.stay(next, new SetTimer(next.timer(), STORE_PAUSE));
            }
            case TimeOver(int number)
            when number == call.timer() ->
                call.attempts() < STORE_ATTEMPTS
                        ? store(call, call)
                        : say(call, "answer-not-stored").after(new Finish(OutboundResult.NOT_STORED, 0));
            case HungUp(int cause) -> OutboundDecision.stay(call.gone());
            case Vanished() -> OutboundDecision.stay(call.gone());
            default -> OutboundDecision.stay(call);
        };
    }

    /** The last words; the attempt has its result. */
    private static OutboundDecision say(OutboundState call, String prompt) {
        if (call.isGone()) {
            return OutboundDecision.stay(call.at(OutboundStep.ENDED));
        }
        OutboundState next = call.at(OutboundStep.CLOSING)
                .withPlayback(call.channel() + "-end")
                .nextTimer();
        return OutboundDecision.stay(
                next, new PlayPrompt(next.playback(), prompt), new SetTimer(next.timer(), PROMPT_GUARD));
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
