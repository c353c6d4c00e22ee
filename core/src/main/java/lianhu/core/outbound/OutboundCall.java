package lianhu.core.outbound;

import lianhu.core.notice.Recipient;

/**
 * A call that an instance has claimed.
 *
 * @param number as it is dialled
 * @param attempt counts from 1
 */
public record OutboundCall(long id, CallMatter matter, Recipient recipient, String number, int attempt) {
    /** Without the number: a call may be printed. */
    @Override
    public String toString() {
        return "outbound call " + id + ", attempt " + attempt;
    }
}
