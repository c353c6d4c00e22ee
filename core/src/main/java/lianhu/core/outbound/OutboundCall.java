package lianhu.core.outbound;

import lianhu.core.notice.Recipient;

/**
 * A call that an instance has claimed.
 *
 * @param number as it is dialled
 * @param attempt counts from 1
 * @param congestions earlier attempts that found no line, so that the person heard nothing of them
 * @param isDrill about a drill: the person hears so first
 */
public record OutboundCall(
        long id, CallMatter matter, Recipient recipient, String number, int attempt, int congestions, boolean isDrill) {
    /** A call in earnest. */
    public OutboundCall(long id, CallMatter matter, Recipient recipient, String number, int attempt, int congestions) {
        this(id, matter, recipient, number, attempt, congestions, false);
    }

    /** This attempt included. */
    public int attemptsOnPerson() {
        return attempt - congestions;
    }

    /** Without the number: a call may be printed. */
    @Override
    public String toString() {
        return "outbound call " + id + ", attempt " + attempt;
    }
}
