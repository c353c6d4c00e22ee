package lianhu.adapters.store.ticket;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer;
import org.jspecify.annotations.Nullable;

/** A timer that has not fired yet, or whose effects are not committed yet. */
@Entity
@Table(name = "ticket_timer")
public class TimerRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "ticket_no", columnDefinition = "text")
    String ticketNo = "";

    @Column(columnDefinition = "text")
    String kind = "";

    @Column(name = "fires_at")
    Instant at = Instant.EPOCH;

    int round;

    static TimerRow of(TicketNo no, TicketTimer ticketTimer) {
        TimerRow row = new TimerRow();
        row.ticketNo = no.value();
        row.kind = ticketTimer.kind().name();
        row.at = PgTimestamps.truncate(ticketTimer.at());
        row.round = ticketTimer.round();
        return row;
    }
}
