package lianhu.core.notify;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketWithReceipts;

/** Who is told when a result is sent back, and when a matter is supervised (督办). */
final class SupervisionDeliveries {
    private final StaffRecipients staffRecipients;

    SupervisionDeliveries(StaffRecipients staffRecipients) {
        this.staffRecipients = staffRecipients;
    }

    /** The owner, and the reporters where the promised date moves. */
    List<NewDelivery> afterRejection(TicketWithReceipts before, Ticket now, TicketEvent event) {
        Stream<NewDelivery> reporters = now.due().equals(before.ticket().due())
                ? Stream.empty()
                : before.receipts().stream().map(contact -> ReporterDeliveries.inPrivate(NoticeType.EXTENDED, contact));
        return Stream.concat(staffRecipients.toOwner(NoticeType.RESULT_REJECTED, now, event.at()).stream(), reporters)
                .toList();
    }

    /** The owner; the leaders, too, when the reporter has objected twice. */
    List<NewDelivery> afterOrder(TicketWithReceipts before, Ticket now, TicketEvent event) {
        boolean isReopening = now.reopenings() > before.ticket().reopenings();
        return Stream.concat(order(now, event), isReopening ? leaders(before, event.at()) : Stream.empty())
                .toList();
    }

    /** The owner once more, and the leaders. */
    List<NewDelivery> afterSilence(TicketWithReceipts before, Ticket now, TicketEvent event) {
        return Stream.concat(order(now, event), leaders(before, event.at())).toList();
    }

    private Stream<NewDelivery> order(Ticket now, TicketEvent event) {
        return staffRecipients.toOwner(NoticeType.SUPERVISION_ORDER, now, event.at()).stream();
    }

    /** The nearest above the owner. */
    private Stream<NewDelivery> leaders(TicketWithReceipts before, Instant at) {
        return staffRecipients.supervisors(DeadlineStep.OVERDUE, before, at).stream()
                .map(post -> StaffRecipients.toPost(NoticeType.SUPERVISION_REPORT, post));
    }
}
