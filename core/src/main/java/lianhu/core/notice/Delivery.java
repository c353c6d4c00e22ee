package lianhu.core.notice;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/**
 * A telling as stored.
 *
 * @param ticket empty for what belongs to no ticket, for instance the welcome of a group
 * @param version of the ticket when it was made; a card for an older version answers what the ticket is now
 * @param broadcast the notice to many it belongs to; 0 for none
 */
public record Delivery(
        long id,
        Optional<TicketNo> ticket,
        int version,
        Optional<ReceiptNo> receipt,
        NoticeType type,
        Recipient recipient,
        Channel channel,
        DeliveryState state,
        String why,
        int attempts,
        Instant at,
        long broadcast) {
    public Delivery(
            long id,
            Optional<TicketNo> ticket,
            int version,
            Optional<ReceiptNo> receipt,
            NoticeType type,
            Recipient recipient,
            Channel channel,
            DeliveryState state,
            String why,
            int attempts,
            Instant at) {
        this(id, ticket, version, receipt, type, recipient, channel, state, why, attempts, at, 0);
    }
}
