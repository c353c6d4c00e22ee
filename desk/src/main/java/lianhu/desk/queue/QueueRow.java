package lianhu.desk.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Ticket;
import lianhu.desk.format.Labels;
import lianhu.desk.format.StatusLabel;

/**
 * One row of the list.
 *
 * @param mark 急, 快 or empty
 * @param note the line under the owner's name
 * @param due ISO 8601, for the clock on the page; empty when the clock has stopped
 */
public record QueueRow(
        String no,
        int version,
        AreaCode area,
        String title,
        String mark,
        String meta,
        String receipt,
        String place,
        String owner,
        String note,
        StatusLabel standing,
        String from,
        String due,
        String dueWords,
        boolean isSealed) {

    /** A receipt number is never broken between its two halves. */
    private static final char NO_BREAK = '\u00a0';

    static QueueRow of(TicketQueries.Row row, Labels labels, Instant now) {
        Ticket ticket = row.ticket();
        boolean isRunning = QueueFilter.isClockRunning(ticket);
        return new QueueRow(
                ticket.no().value(),
                ticket.version(),
                ticket.area(),
                row.title(),
                mark(ticket.urgency()),
                meta(row, labels),
                row.receipts().isEmpty()
                        ? ""
                        : row.receipts().getFirst().receipt().spoken(),
                ticket.isSealed() ? "不显示地方" : labels.place(ticket.area()),
                ticket.owner().isDesk() ? "还没派" : ticket.owner().name(),
                note(ticket, now),
                StatusLabel.of(ticket),
                ChineseTime.formatIso(ticket.receivedAt()),
                isRunning ? ChineseTime.formatIso(ticket.due()) : "",
                isRunning ? ChineseTime.formatDue(ticket.due(), now) : "",
                ticket.isSealed());
    }

    private static String mark(Urgency urgency) {
        return switch (urgency) {
            case EMERGENCY -> "急";
            case URGENT -> "快";
            case NORMAL -> "";
        };
    }

    private static String meta(TicketQueries.Row row, Labels labels) {
        Ticket ticket = row.ticket();
        List<String> parts = new ArrayList<>();
        if (ticket.supervision().isPresent() && !ticket.state().isOver()) {
            parts.add("督办");
        }
        if (ticket.isSealed()) {
            parts.add("封存件");
        } else if (ticket.confidentiality() == Confidentiality.PRIVATE) {
            parts.add(labels.place(ticket.area()) + " · 不进群");
        } else {
            parts.add(labels.place(ticket.area()));
        }
        if (!row.receipts().isEmpty()) {
            TicketQueries.ReceiptInfo first = row.receipts().getFirst();
            if (!ticket.isSealed()) {
                parts.add(Labels.channel(first.channel()));
            }
            parts.add(first.receipt().spoken().replace(' ', NO_BREAK));
            if (row.receipts().size() > 1) {
                parts.add(row.receipts().size() + " 人报");
            }
        }
        return String.join(" · ", parts);
    }

    private static String note(Ticket ticket, Instant now) {
        if (ticket.owner().isDesk()) {
            return ticket.route().alternatives().stream()
                    .findFirst()
                    .map(owner -> "可派 " + owner.name())
                    .orElse("");
        }
        return ticket.collaborators().isEmpty()
                ? ChineseTime.formatPast(ticket.changedAt(), now)
                : "协办 "
                        + String.join(
                                "、",
                                ticket.collaborators().stream().map(Owner::name).toList());
    }
}
