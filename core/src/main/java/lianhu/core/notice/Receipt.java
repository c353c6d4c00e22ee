package lianhu.core.notice;

import java.time.Instant;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.Urgency;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.TicketNo;

/**
 * The committed result of one report, with all that a channel answers. A repeated report gets an equal one.
 *
 * @param due of the answer; of the triage while the desk looks for the owner
 * @param advice name of the emergency or statutory topic whose advice is shown; empty for none
 * @param said the immediate answer: RECEIPT, SEALED_RECEIPT, EMERGENCY_ADVICE or DANGER_ADVICE
 * @param isOfOtherReport the source was used before, for a report with other words or of another area: this is its
 *     receipt, and the new report is not stored
 */
public record Receipt(
        ReceiptNo no,
        TicketNo ticket,
        String title,
        AreaCode area,
        Owner owner,
        Instant due,
        Urgency urgency,
        Confidentiality confidentiality,
        String advice,
        NoticeType said,
        boolean isOfOtherReport) {
    public Receipt(
            ReceiptNo no,
            TicketNo ticket,
            String title,
            AreaCode area,
            Owner owner,
            Instant due,
            Urgency urgency,
            Confidentiality confidentiality,
            String advice,
            NoticeType said) {
        this(no, ticket, title, area, owner, due, urgency, confidentiality, advice, said, false);
    }

    public Receipt forOtherReport() {
        return new Receipt(no, ticket, title, area, owner, due, urgency, confidentiality, advice, said, true);
    }

    /** True while the desk still looks for the owner. */
    public boolean isWithDesk() {
        return owner.isDesk();
    }

    /** False for a matter that is not named in a group; the group gets {@link NoticeType#QUIET} instead. */
    public boolean isPublic() {
        return said != NoticeType.DANGER_ADVICE
                && (confidentiality == Confidentiality.OPEN || urgency == Urgency.EMERGENCY);
    }
}
