package lianhu.core.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/**
 * A result with which the reporter is not content is redone by the same owner (重办): in half of the time while it waits for the
 * reporter, as a round of its own once it is closed. From the second time on it is supervised, and leaders are told; not with a unit
 * head. Pure.
 */
final class RedoRules {
    private final DeadlinePolicy deadlinePolicy;
    private final AnswerDueDates dueDates;

    RedoRules(DeadlinePolicy deadlinePolicy, AnswerDueDates dueDates) {
        this.deadlinePolicy = deadlinePolicy;
        this.dueDates = dueDates;
    }

    List<Change> changes(Ticket ticket, List<Owner> collaborators, Instant now) {
        Instant due = ticket.state() == State.FEEDBACK_DUE
                ? dueDates.halfAgain(ticket, now)
                : dueDates.answerDue(ticket, now).at();
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Reopened(due));
        changes.add(new Change.Dispatched(ticket.owner(), collaborators, due, false));
        boolean mayBeSupervised = !ticket.isSealed() && ticket.owner().type() != OwnerType.UNIT;
        if (ticket.reopenings() > 0 && mayBeSupervised) {
            changes.add(new Change.Supervised(deadlinePolicy.supervisionReplyDue(now)));
        }
        return changes;
    }
}
