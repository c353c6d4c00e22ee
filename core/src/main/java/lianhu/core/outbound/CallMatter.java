package lianhu.core.outbound;

import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/** What somebody is called about. */
public sealed interface CallMatter {
    /** An emergency that was sent to many places. */
    record OfBroadcast(long broadcast) implements CallMatter {}

    /** A ticket whose urgency is EMERGENCY. */
    record OfTicket(TicketNo ticket) implements CallMatter {}

    /** An owner wants to talk with the reporter of a ticket. */
    record OfReporterCall(TicketNo ticket, ReceiptNo receipt) implements CallMatter {}

    /**
     * An agent calls back the caller of a missed call.
     *
     * @param call id of the missed call
     * @param agent login of the agent, whose telephone rings first
     * @param extension of that telephone
     */
    record OfCallback(String call, String agent, String extension) implements CallMatter {}

    /** A ticket that is said to be solved: its reporter is asked. */
    record OfFollowUp(TicketNo ticket) implements CallMatter {}
}
