package lianhu.adapters.web.report;

import java.time.Instant;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.TicketNo;

/**
 * The receipt as a phone got it, so that reloading the page shows the same.
 *
 * @param phone masked; empty when none was left
 * @param who the neighbour for whom it was relayed; empty otherwise
 */
public record ReceiptSlip(
        String no,
        String ticket,
        String title,
        String area,
        String leadType,
        String leadId,
        String leadName,
        long due,
        String urgency,
        String discretion,
        String advice,
        String said,
        String phone,
        String who) {

    public static ReceiptSlip of(Receipt receipt, String phone, String who) {
        return new ReceiptSlip(
                receipt.no().digits(),
                receipt.ticket().value(),
                receipt.title(),
                receipt.area().value(),
                receipt.owner().type().name(),
                receipt.owner().id(),
                receipt.owner().name(),
                receipt.due().getEpochSecond(),
                receipt.urgency().name(),
                receipt.confidentiality().name(),
                receipt.advice(),
                receipt.said().name(),
                phone,
                who);
    }

    public Receipt receipt() {
        return new Receipt(
                new ReceiptNo(no),
                new TicketNo(ticket),
                title,
                new AreaCode(area),
                new Owner(OwnerType.valueOf(leadType), leadId, leadName),
                Instant.ofEpochSecond(due),
                Urgency.valueOf(urgency),
                Confidentiality.valueOf(discretion),
                advice,
                NoticeType.valueOf(said));
    }
}
