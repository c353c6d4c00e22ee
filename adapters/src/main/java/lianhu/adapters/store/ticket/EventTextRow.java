package lianhu.adapters.store.ticket;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/** The encrypted text and photos of an event. */
@Entity
@Table(name = "event_text")
@IdClass(EventKey.class)
public class EventTextRow {
    @Id
    @Column(name = "ticket_no", columnDefinition = "text")
    String ticketNo = "";

    @Id
    int seq;

    byte[] ciphertext = {};

    static EventTextRow of(TicketNo no, TicketEvent event, ColumnEncryption columnEncryption) {
        EventTextRow row = new EventTextRow();
        row.ticketNo = no.value();
        row.seq = event.seq();
        row.ciphertext = columnEncryption.text(event.words(), event.attachments());
        return row;
    }
}
