package lianhu.telephony.callflow;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.HoldKeyPressed;
import lianhu.telephony.callflow.event.CallEvent.TelephoneHeld;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.callflow.event.TimerKind;

/**
 * The agent puts the caller on hold (请稍候): the caller hears a sentence and music, agent and third party talk without the
 * caller, and what they say is not recorded. The key of the agent brings the caller back, and so does whatever ends the agent's
 * part: nobody is left on hold.
 */
final class HeldTalk {
    private static final List<String> WAITING = Stream.concat(Stream.of("please-hold"), HoldMusic.rounds(4).stream())
            .toList();

    private static final Duration PROMPT_LIMIT = Duration.ofSeconds(90);
    /** A prompt that cannot be played must not be played again at once. */
    private static final Duration PROMPT_PAUSE = Duration.ofSeconds(2);

    static boolean concerns(CallState call, CallEvent event) {
        return switch (event) {
            case HoldKeyPressed pressed -> true;
            case TelephoneHeld held -> true;
            case TimerFired(TimerKind kind) when kind == TimerKind.HOLD_PROMPT -> true;
            default -> call.talk().callerOnHold() && Step.promptEnded(call, event);
        };
    }

    static Decision on(CallState call, CallEvent event) {
        return switch (event) {
            case HoldKeyPressed(PartyLeg leg)
            when Talk.isAgent(call, leg) -> call.talk().callerOnHold() ? retrieve(call) : hold(call);
            case TelephoneHeld(PartyLeg leg, boolean isHeld)
            when Talk.isAgent(call, leg) && isHeld != call.talk().callerOnHold() ->
                isHeld ? hold(call) : retrieve(call);
            case TimerFired(TimerKind kind)
            when kind == TimerKind.HOLD_PROMPT
                    && call.talk().callerOnHold()
                    && call.playback().isEmpty() -> play(call);
            default -> Step.promptEnded(call, event) ? pause(call) : Decision.stay(call);
        };
    }

    /** The call as it is without the hold; {@link #end} adds what has to be done for it. */
    static CallState released(CallState call) {
        return call.talk().callerOnHold()
                ? call.talking(talk -> talk.withCallerOnHold(false)).endPrompt()
                : call;
    }

    /** The hold ends together with what this decision does. The caller hears what this decision lets the caller hear. */
    static Decision end(Decision decision, CallState held) {
        if (!held.talk().callerOnHold()) {
            return decision;
        }
        var ended = decision.then(new Command.CancelTimer(TimerKind.PROMPT))
                .then(new Command.CancelTimer(TimerKind.HOLD_PROMPT));
        return held.playback().isEmpty() ? ended : ended.after(new Command.StopPlayback(held.playback()));
    }

    private static Decision hold(CallState call) {
        return play(call.talking(talk -> talk.withCallerOnHold(true)))
                .after(new Command.HoldCaller())
                .after(new Command.PauseRecording(true));
    }

    private static Decision play(CallState call) {
        var playing = call.startPrompt();
        return Decision.stay(
                playing,
                new Command.Play(playing.playback(), WAITING),
                new Command.SetTimer(TimerKind.PROMPT, PROMPT_LIMIT));
    }

    private static Decision pause(CallState call) {
        return Decision.stay(
                call.endPrompt(),
                new Command.CancelTimer(TimerKind.PROMPT),
                new Command.SetTimer(TimerKind.HOLD_PROMPT, PROMPT_PAUSE));
    }

    private static Decision retrieve(CallState call) {
        var back = released(call);
        return end(
                Decision.stay(
                        back,
                        new Command.RetrieveCaller(),
                        new Command.PauseRecording(back.talk().recordingPaused())),
                call);
    }

    private HeldTalk() {}
}
