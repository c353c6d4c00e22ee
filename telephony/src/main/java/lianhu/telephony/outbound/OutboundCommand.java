package lianhu.telephony.outbound;

import java.time.Duration;
import java.util.List;
import lianhu.core.outbound.OutboundResult;

/** What the gateway is to do for an outbound call. Each command may be repeated without harm: its ids are fixed. */
public sealed interface OutboundCommand {
    /** @param timeout until an answer */
    record Dial(Duration timeout) implements OutboundCommand {}

    record PlayPrompts(String playbackId, List<String> prompts) implements OutboundCommand {}

    record StopPrompt(String playbackId) implements OutboundCommand {}

    /**
     * Stores the answer to the last question; answered by an event.
     *
     * @param keys the answers to all questions so far
     * @param isLast no question follows: the call's attempt ends as ANSWERED
     */
    record StoreAnswer(String keys, boolean isLast) implements OutboundCommand {}

    /** Ends the attempt. */
    record Finish(OutboundResult result, int cause) implements OutboundCommand {}

    record HangUpCalled() implements OutboundCommand {}

    /**
     * Calls the reporter; the called person hears the ring tone. Answered by an event.
     *
     * @param timeout until an answer
     */
    record DialReporter(Duration timeout) implements OutboundCommand {}

    /** Lets the called person and the reporter talk. */
    record Connect() implements OutboundCommand {}

    record ReleaseReporter() implements OutboundCommand {}

    /** Replaces the timer of the call; an event with an older number means nothing. */
    record SetTimer(int number, Duration after) implements OutboundCommand {}
}
