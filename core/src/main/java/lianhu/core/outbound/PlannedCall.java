package lianhu.core.outbound;

import java.util.Optional;
import lianhu.core.notice.Recipient;

/**
 * A call to be stored.
 *
 * @param area of the post: the call is needed while a place in it has not answered; empty for an office, which is called about
 *     tickets alone
 * @param number as it is dialled; empty with a refusal
 * @param refusal why nobody is called: {@link OutboundResult#NO_NUMBER} or {@link OutboundResult#NOT_ALLOWED}
 */
public record PlannedCall(
        CallMatter matter, Recipient recipient, String area, String number, Optional<OutboundResult> refusal) {
    /** Without the number. */
    @Override
    public String toString() {
        return "planned call to " + recipient.encode();
    }
}
