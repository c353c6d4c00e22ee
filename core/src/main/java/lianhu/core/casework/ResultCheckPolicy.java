package lianhu.core.casework;

import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;

/**
 * Which results the desk checks before the reporter hears them (质检): those of complaints, tip-offs and supervised matters. Not
 * those of a unit head or of the desk itself, of an emergency, whose reporter waits, and of what is sealed, which the desk does not
 * see.
 *
 * @param isForAll the county has every other result checked, too
 */
public record ResultCheckPolicy(boolean isForAll) {
    boolean applies(Ticket ticket, Actor by) {
        boolean isOfOffice = by.isHandler() || by.type() == Actor.Type.API;
        boolean isChecked = isForAll
                || ticket.kind() == RequestKind.COMPLAINT
                || ticket.kind() == RequestKind.TIP_OFF
                || ticket.supervision().isPresent();
        return isChecked
                && isOfOffice
                && ticket.owner().type() != OwnerType.UNIT
                && !ticket.owner().isDesk()
                && ticket.urgency() != Urgency.EMERGENCY
                && !ticket.isSealed();
    }
}
