package lianhu.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.Worklist;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Urgency;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Ticket;

/**
 * One row of the list.
 *
 * @param mark 急, 快 or empty
 * @param note under the owner's name
 * @param due for the page's clock; empty when it has stopped
 */
record QueueRow(
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
        Standing standing,
        String from,
        String due,
        String dueWords,
        boolean isSealed) {

    static QueueRow of(Worklist.Row row, Names names, Instant now) {
        Ticket ticket = row.ticket();
        boolean isRunning = Filter.isClockRunning(ticket);
        return new QueueRow(
                ticket.no().value(),
                ticket.version(),
                ticket.area(),
                row.title(),
                mark(ticket.urgency()),
                meta(row, names),
                row.receipts().isEmpty()
                        ? ""
                        : row.receipts().getFirst().receipt().spoken(),
                ticket.isSealed() ? "不显示地方" : names.place(ticket.area()),
                ticket.lead().isDesk() ? "还没派" : ticket.lead().name(),
                note(ticket, now),
                Standing.of(ticket),
                Times.iso(ticket.receivedAt()),
                isRunning ? Times.iso(ticket.due()) : "",
                isRunning ? Times.due(ticket.due(), now) : "",
                ticket.isSealed());
    }

    private static String mark(Urgency urgency) {
        return switch (urgency) {
            case EMERGENCY -> "急";
            case URGENT -> "快";
            case NORMAL -> "";
        };
    }

    private static String meta(Worklist.Row row, Names names) {
        Ticket ticket = row.ticket();
        List<String> parts = new ArrayList<>();
        if (ticket.isSealed()) {
            parts.add("封存件");
        } else if (ticket.discretion() == Discretion.PRIVATE) {
            parts.add(names.place(ticket.area()) + " · 不进群");
        } else {
            parts.add(names.place(ticket.area()));
        }
        if (!row.receipts().isEmpty()) {
            Worklist.Told first = row.receipts().getFirst();
            if (!ticket.isSealed()) {
                parts.add(Names.channel(first.channel()));
            }
            parts.add(first.receipt().spoken());
            if (row.receipts().size() > 1) {
                parts.add(row.receipts().size() + " 人报");
            }
        }
        return String.join(" · ", parts);
    }

    private static String note(Ticket ticket, Instant now) {
        if (ticket.lead().isDesk()) {
            return ticket.route().next().stream()
                    .findFirst()
                    .map(owner -> "可派 " + owner.name())
                    .orElse("");
        }
        return ticket.helpers().isEmpty()
                ? Times.past(ticket.changedAt(), now)
                : "协办 "
                        + String.join(
                                "、", ticket.helpers().stream().map(Owner::name).toList());
    }
}
