package lianhu.core.notice;

import java.time.Instant;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.Urgency;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.TicketNo;

/**
 * What was committed for one report: all a door needs to answer with. A report that comes again gets an equal one.
 *
 * @param title the matter in the resident's own short words
 * @param due when she is answered at the latest, or by when she hears the owner while the desk still looks for one
 * @param advice the name of the emergency or statutory topic whose sentence is said at once; empty for none
 * @param said the notice that answers the reporter at once: RECEIPT, SEALED_RECEIPT, EMERGENCY_ADVICE or DANGER_ADVICE
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
        NoticeType said) {

    /** True while the desk still looks for the owner. */
    public boolean isWithDesk() {
        return owner.isDesk();
    }

    /** False for what must not name itself in a group; a group reads {@link NoticeType#QUIET} instead. */
    public boolean isPublic() {
        return said != NoticeType.DANGER_ADVICE
                && (confidentiality == Confidentiality.OPEN || urgency == Urgency.EMERGENCY);
    }
}
