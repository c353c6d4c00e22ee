package lianhu.telephony.outbound;

import java.time.Duration;
import lianhu.core.outbound.OutboundResult;

/** What the gateway is to do for an outbound call. Each command may be repeated without harm: its ids are fixed. */
public sealed interface OutboundCommand {
    /** @param timeout until an answer */
    record Dial(Duration timeout) implements OutboundCommand {}

    record PlayPrompt(String playbackId, String prompt) implements OutboundCommand {}

    record StopPrompt(String playbackId) implements OutboundCommand {}

    /** Stores the answer and ends the call's attempt as ANSWERED; answered by an event. */
    record StoreAnswer() implements OutboundCommand {}

    /** Ends the attempt. */
    record Finish(OutboundResult result, int cause) implements OutboundCommand {}

    record HangUpCalled() implements OutboundCommand {}

    /** Replaces the timer of the call; an event with an older number means nothing. */
    record SetTimer(int number, Duration after) implements OutboundCommand {}
}
