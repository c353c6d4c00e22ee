package lianhu.core.ticket;

import java.time.Instant;

/**
 * A later check of a ticket. It fires once; the handler checks whether it still matters.
 *
 * @param round how often it fired before
 */
public record TicketTimer(Kind kind, Instant at, int round) {
    public enum Kind {
        /** No acknowledgement of the emergency yet: call again. */
        RECALL,
        /** The unit head did not answer within a day: pass it to the grid. */
        UNIT_HEAD_TIMEOUT,
        /** Seven days without objection to the result: close. */
        AUTO_CLOSE,
        /** The due date is provisional: count it again once the holidays of its year are known. */
        DUE_DATE_RECOUNT,
        /** The owner has not accepted yet: remind. */
        ACCEPTANCE,
        /** The time to give it back is over: it counts as accepted. */
        RETURN_WINDOW,
        /** The reporter was asked and has not answered: remind, and at the second round go on. */
        REPORTER_ANSWER,
        /** The desk has not checked the result: it passes. */
        RESULT_CHECK,
        /** The owner has not said how far a supervised matter is: leaders are told. */
        SUPERVISION_REPLY,
        /** Nobody has answered yet: the next {@link lianhu.core.deadline.DeadlineStep}, whose number is the round. */
        DEADLINE,
        /** The ticket was returned for the third time: those of the county consult. */
        CONSULTATION_OPENING,
        /** A time of a consultation of the ticket has passed. */
        CONSULTATION
    }
}
