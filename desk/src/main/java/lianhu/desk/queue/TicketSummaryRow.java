package lianhu.desk.queue;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import lianhu.core.query.TicketQueries;
import lianhu.desk.format.Labels;

/** Summarises a ticket for the page of the demonstration. */
@Singleton
public final class TicketSummaryRow {
    private final Labels labels;
    private final InstantSource clock;

    public TicketSummaryRow(Labels labels, InstantSource clock) {
        this.labels = labels;
        this.clock = clock;
    }

    /**
     * @param tone the CSS class of the tag's colour
     * @param why the reasons of the routing decision
     * @param isByRule whether the ticket is still with the owner of that decision
     */
    public record Summary(
            String no,
            String title,
            String meta,
            String owner,
            String word,
            String tone,
            String due,
            String rule,
            String why,
            boolean isByRule,
            boolean isSealed) {}

    public Summary of(TicketQueries.Row row) {
        QueueRow shown = QueueRow.of(row, labels, clock.instant());
        return new Summary(
                shown.no(),
                shown.title(),
                shown.isSealed() ? shown.meta() : shown.receipt() + " · " + shown.place(),
                shown.owner(),
                shown.standing().word(),
                shown.standing().tone(),
                shown.dueWords(),
                row.ticket().route().rule(),
                String.join("；", row.ticket().route().why()),
                row.ticket().owner().isSameAs(row.ticket().route().owner()),
                shown.isSealed());
    }
}
