package lianhu.core.board;

import java.util.Set;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/**
 * Which tickets may stand on the public board: those of a category that the county publishes, which asks for something to be
 * put right or added. A complaint or a tip-off is about somebody's conduct, and an emergency may have victims.
 *
 * @param categories codes of {@code board} in the county's file, each of a public facility; empty where the county has no
 *     board
 */
public record BoardPolicy(Set<String> categories) {
    /** What is shown as being worked on. While the desk looks for an owner, the category may still be a mistake: what it holds is left out. */
    public static final Set<State> OPEN_STATES = Set.of(
            State.DISPATCHED, State.ACCEPTED, State.WAITING_REPORTER, State.EXTENSION_REVIEW, State.RESULT_SUBMITTED);

    public static final Set<State> ANSWERED_STATES = Set.of(State.FEEDBACK_DUE, State.CLOSED);

    public static final Set<RequestKind> KINDS = Set.of(RequestKind.HELP, RequestKind.SUGGESTION);

    public boolean isOn() {
        return !categories.isEmpty();
    }

    /** Whether the ticket is on the board in one of its states, unless somebody took it off. */
    public boolean concerns(Ticket ticket) {
        return categories.contains(ticket.category())
                && KINDS.contains(ticket.kind())
                && ticket.confidentiality() == Confidentiality.OPEN
                && ticket.urgency() != Urgency.EMERGENCY
                && ticket.route().recusedArea().isEmpty()
                && ticket.erased().isEmpty()
                && !ticket.isDrill()
                && ticket.state() != State.MERGED
                && ticket.state() != State.WITHDRAWN;
    }
}
