package lianhu.adapters.store.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import lianhu.core.notice.NewDelivery;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Ticket;
import org.jspecify.annotations.Nullable;

/** A delivery as it is inserted. Only the outbox updates it afterwards. */
@Entity
@Table(name = "delivery")
public class NewDeliveryRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "ticket_no", columnDefinition = "text")
    @Nullable
    String ticketNo;

    int version;

    @Column(name = "receipt_no", columnDefinition = "text")
    @Nullable
    String receiptNo;

    @Column(columnDefinition = "text")
    String type = "";

    @Column(name = "recipient_type", columnDefinition = "text")
    String recipientType = "";

    @Column(name = "recipient_id", columnDefinition = "text")
    String recipientId = "";

    @Column(columnDefinition = "text")
    String channel = "";

    @Column(columnDefinition = "text")
    String state = "";

    @Column(columnDefinition = "text")
    String reason = "";

    short priority;
    short partition;

    public static NewDeliveryRow of(Ticket ticket, NewDelivery newDelivery) {
        NewDeliveryRow row = new NewDeliveryRow();
        row.ticketNo = ticket.no().value();
        row.version = ticket.version();
        row.receiptNo = newDelivery.receipt().map(ReceiptNo::digits).orElse(null);
        row.type = newDelivery.type().name();
        row.recipientType = newDelivery.recipient().type().name();
        row.recipientId = newDelivery.recipient().id();
        row.channel = newDelivery.channel().name();
        row.state = newDelivery.state().name();
        row.reason = newDelivery.why();
        row.priority = OutboxPartitions.priority(newDelivery);
        row.partition = OutboxPartitions.partitionOf(newDelivery.recipient().encode());
        return row;
    }
}
