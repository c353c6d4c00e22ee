package lianhu.telephony.outbound;

/**
 * An outbound call in progress. A restart of the gateway needs none of it: a call that goes on is asked from the beginning.
 *
 * <pre>
 * DIALLING → ASKING (each question, again without a key) ⇄ STORING (an answer) → CLOSING → ENDED
 * ASKING → CONNECTING (an owner wants to talk with the reporter) → RINGING → CONNECTED → ENDED
 *   busy, no answer, refused, no key, hang-up → ENDED
 * </pre>
 *
 * @param channel id of the channel
 * @param keys the answers so far
 * @param isAnswered one of them is stored
 * @param plays how often the question was played
 * @param playback id of the running prompt, empty when none
 * @param timer number of the newest timer
 * @param attempts how often the answer was given to the store
 * @param isGone the called person hung up
 */
public record OutboundState(
        String channel,
        OutboundStep step,
        String keys,
        boolean isAnswered,
        int plays,
        String playback,
        int timer,
        int attempts,
        boolean isGone) {

    /** Before the call is placed. */
    public static OutboundState of(String channel) {
        return new OutboundState(channel, OutboundStep.DIALLING, "", false, 0, "", 0, 0, false);
    }

    public boolean isEnded() {
        return step == OutboundStep.ENDED;
    }

    OutboundState at(OutboundStep next) {
        return new OutboundState(channel, next, keys, isAnswered, plays, playback, timer, attempts, isGone);
    }

    /** The question is answered; the next one was not played yet. */
    OutboundState withKey(char key) {
        return new OutboundState(channel, step, keys + key, isAnswered, 0, playback, timer, 0, isGone);
    }

    OutboundState answered() {
        return new OutboundState(channel, step, keys, true, plays, playback, timer, attempts, isGone);
    }

    OutboundState withPlayback(String id) {
        return new OutboundState(channel, step, keys, isAnswered, plays, id, timer, attempts, isGone);
    }

    OutboundState playedAgain() {
        return new OutboundState(channel, step, keys, isAnswered, plays + 1, playback, timer, attempts, isGone);
    }

    OutboundState nextTimer() {
        return new OutboundState(channel, step, keys, isAnswered, plays, playback, timer + 1, attempts, isGone);
    }

    OutboundState nextAttempt() {
        return new OutboundState(channel, step, keys, isAnswered, plays, playback, timer, attempts + 1, isGone);
    }

    OutboundState gone() {
        return new OutboundState(channel, step, keys, isAnswered, plays, "", timer, attempts, true);
    }
}
