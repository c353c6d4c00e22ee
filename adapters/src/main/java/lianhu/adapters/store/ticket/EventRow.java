package lianhu.adapters.store.ticket;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import lianhu.adapters.sql.ChangeJson;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One event; its text is in {@link EventTextRow}. */
@Entity
@Immutable
@Table(name = "ticket_event")
@IdClass(EventKey.class)
public class EventRow {
    @Id
    @Column(name = "ticket_no", columnDefinition = "text")
    String ticketNo = "";

    @Id
    int seq;

    Instant at = Instant.EPOCH;

    @Column(columnDefinition = "text")
    String type = "";

    @Column(name = "by_type", columnDefinition = "text")
    String byType = "";

    @Column(name = "by_id", columnDefinition = "text")
    String byId = "";

    @Column(name = "by_name", columnDefinition = "text")
    String byName = "";

    @ColumnTransformer(read = "cast(change as text)", write = "cast(cast(? as text) as jsonb)")
    @Column(columnDefinition = "jsonb")
    String change = "";

    @Column(columnDefinition = "text")
    @Nullable
    String source;

    static EventRow of(TicketNo no, TicketEvent event) {
        EventRow row = new EventRow();
        row.ticketNo = no.value();
        row.seq = event.seq();
        row.at = PgTimestamps.truncate(event.at());
        row.type = event.change().type().name();
        row.byType = event.by().type().name();
        row.byId = event.by().id();
        row.byName = event.by().name();
        row.change = ChangeJson.write(event.change());
        row.source = event.source().map(MessageSource::toString).orElse(null);
        return row;
    }
}
