package lianhu.telephony.outbound;

import lianhu.core.outbound.OutboundResult;

/** Causes of Q.850, as Asterisk reports them for a call that nobody answered. */
final class HangupCause {
    private HangupCause() {}

    static OutboundResult result(int cause) {
        return switch (cause) {
            case 1, 28 -> OutboundResult.INVALID_NUMBER;
            case 17 -> OutboundResult.BUSY;
            case 20, 27 -> OutboundResult.UNREACHABLE;
            case 21 -> OutboundResult.REJECTED;
            // No route, no channel, network out of order, temporary failure, congestion, no such channel, no resource.
            case 3, 34, 38, 41, 42, 44, 47 -> OutboundResult.CONGESTION;
            // 18 and 19, and what says nothing: 16 after the time to ring is over, 127, 0.
            default -> OutboundResult.NO_ANSWER;
        };
    }
}
