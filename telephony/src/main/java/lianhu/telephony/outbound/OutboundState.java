package lianhu.telephony.outbound;

/**
 * An outbound call in progress. A restart of the gateway needs none of it: a call that goes on is asked from the beginning.
 *
 * <pre>
 * DIALLING → ASKING (prompt, twice more without a key) → STORING (key 1) → CLOSING → ENDED
 *   busy, no answer, refused, no key, hang-up → ENDED
 * </pre>
 *
 * @param channel id of the channel
 * @param plays how often the prompt was played
 * @param playback id of the running prompt, empty when none
 * @param timer number of the newest timer
 * @param attempts how often the answer was given to the store
 * @param isGone the called person hung up
 */
public record OutboundState(
        String channel, OutboundStep step, int plays, String playback, int timer, int attempts, boolean isGone) {

    /** Before the call is placed. */
    public static OutboundState of(String channel) {
        return new OutboundState(channel, OutboundStep.DIALLING, 0, "", 0, 0, false);
    }

    public boolean isEnded() {
        return step == OutboundStep.ENDED;
    }

    OutboundState at(OutboundStep next) {
        return new OutboundState(channel, next, plays, playback, timer, attempts, isGone);
    }

    OutboundState withPlayback(String id) {
        return new OutboundState(channel, step, plays, id, timer, attempts, isGone);
    }

    OutboundState playedAgain() {
        return new OutboundState(channel, step, plays + 1, playback, timer, attempts, isGone);
    }

    OutboundState nextTimer() {
        return new OutboundState(channel, step, plays, playback, timer + 1, attempts, isGone);
    }

    OutboundState nextAttempt() {
        return new OutboundState(channel, step, plays, playback, timer, attempts + 1, isGone);
    }

    OutboundState gone() {
        return new OutboundState(channel, step, plays, "", timer, attempts, true);
    }
}
