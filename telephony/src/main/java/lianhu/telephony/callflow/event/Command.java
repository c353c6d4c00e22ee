package lianhu.telephony.callflow.event;

import java.time.Duration;
import java.util.List;
import lianhu.core.call.AgentRelease;

/**
 * What the gateway is to do after the transition is durable. Each command may be repeated without harm: its ids are
 * fixed.
 */
public sealed interface Command {
    /** Picks up. */
    record Answer() implements Command {}

    /** Plays these prompts one after another as a single playback. */
    record Play(String playbackId, List<String> prompts) implements Command {}

    /** What still plays is cut short; its end is reported as usual. */
    record StopPlayback(String playbackId) implements Command {}

    /**
     * Begins to record the caller; the end comes as an event.
     *
     * @param maxSilence ends the recording after this pause; counted in packets that arrive, so {@code maxDuration}
     *     is a must
     */
    record StartRecording(String name, Duration maxDuration, Duration maxSilence, char terminateOn)
            implements Command {}

    /** Ends the recording early; what was said so far is kept. */
    record StopRecording(String name) implements Command {}

    /**
     * Asks what became of a recording; answered by {@code RecordingFinished}, {@code RecordingMissing} or nothing
     * (still live).
     */
    record FindRecording(String name) implements Command {}

    /** Looks which language the caller chose in an earlier call; answered by {@code LanguageKnown}, or not at all. */
    record FindLanguage() implements Command {}

    /**
     * Looks how the matter of this receipt stands; answered by {@code ProgressFound} or {@code ProgressUnknown}.
     *
     * @param lookup unique within the call
     */
    record FindProgress(int lookup, String receipt) implements Command {}

    /**
     * Looks for a free agent who speaks the language of the caller; answered by {@code AgentFound}, {@code AgentsBusy} or {@code
     * AgentUnavailable}.
     */
    record FindAgent(int search) implements Command {}

    /** Calls the telephone of an agent, which shows the masked number of the caller. */
    record DialAgent(PartyLeg leg, String extension, Duration timeout) implements Command {}

    /** What was recorded is not kept: the caller said it again, or said nothing. */
    record DiscardRecording(String name) implements Command {}

    /** The agent of the call, reserved or talking, belongs to it no longer. */
    record ReleaseAgent(AgentRelease why) implements Command {}

    /**
     * Reserves another agent for the talk; answered by {@code ColleagueFound} or {@code ColleagueUnavailable}.
     *
     * @param leg number of the leg that calls the colleague afterwards
     */
    record FindColleague(int leg, String login) implements Command {}

    /** The colleague who is reserved, or talks as the third party, belongs to the call no longer. */
    record ReleaseColleague(AgentRelease why) implements Command {}

    /** The colleague in the talk is the agent of the call from now on; may be repeated at any time. */
    record TransferCall() implements Command {}

    /** The caller hears that a telephone rings. */
    record StartRinging() implements Command {}

    /** What rings for the caller ends. */
    record StopRinging() implements Command {}

    /**
     * Makes the report durable; idempotent by call, so it may be sent again whenever the answer is unknown.
     *
     * @param recordings names of the recordings in their order, empty when nobody spoke
     */
    record SubmitReport(ReportKind kind, List<String> recordings) implements Command {}

    /** Calls a party with the number of the caller. */
    record DialParty(PartyLeg leg, Duration timeout) implements Command {}

    /**
     * Calls a third party through the trunk, without the number of the caller. Not counted with the calls that the gateway makes by
     * itself: an agent asks for one at a time, the same office may be needed for many callers in a day, and a caller is on the line.
     */
    record DialThirdParty(PartyLeg leg, String number, Duration timeout) implements Command {
        /** Without the number. */
        @Override
        public String toString() {
            return "DialThirdParty[" + leg + "]";
        }
    }

    /** Puts caller and leg into the call's mixing bridge, which is created and recorded on first use. */
    record BridgeParty(PartyLeg leg) implements Command {}

    /**
     * Puts a listener into the call's bridge, muted, once it is stored that the listening begins.
     *
     * @param listening id of the entry
     */
    record BridgeListener(PartyLeg leg, long listening) implements Command {}

    /** Stores that a listening has ended, or is not begun any more; may be repeated. */
    record EndListening(long listening) implements Command {}

    /** Takes the caller out of the call's bridge, in which the others go on. */
    record HoldCaller() implements Command {}

    /** Brings the caller back into the call's bridge, in which at least one other is. */
    record RetrieveCaller() implements Command {}

    /** The recording of the call's bridge leaves out what is said, or goes on. */
    record PauseRecording(boolean paused) implements Command {}

    /** Hangs up this leg. */
    record ReleaseParty(PartyLeg leg) implements Command {}

    /** Ends the call's bridge, which leaves nobody behind. */
    record CloseBridge() implements Command {}

    /** Hangs up the caller. */
    record HangUp() implements Command {}

    /** The emergency desk was not reached: counted for a person to look at. The duty room has its own message already. */
    record RaiseAlarm(String reason) implements Command {}

    /** Sets or replaces this timer; stored with the transition. A change of step drops the timers of the old step. */
    record SetTimer(TimerKind kind, Duration after) implements Command {}

    /** Nothing happens when there is no such timer. */
    record CancelTimer(TimerKind kind) implements Command {}
}
