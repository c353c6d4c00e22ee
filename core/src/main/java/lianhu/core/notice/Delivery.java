package lianhu.core.notice;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/**
 * A stored delivery.
 *
 * @param ticket empty for deliveries without one, for instance of a broadcast
 * @param version of the ticket when the delivery was made; an action on the card of an older version answers with the
 *     current ticket
 * @param broadcast id of the broadcast it belongs to; 0 for none
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

    /** The same delivery by another channel. */
    public Delivery by(Channel other) {
        return new Delivery(id, ticket, version, receipt, type, recipient, other, state, why, attempts, at, broadcast);
    }
}
