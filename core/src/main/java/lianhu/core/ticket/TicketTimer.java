package lianhu.core.ticket;

import java.time.Instant;

/**
 * Something to look at again at a certain time. It rings once; whoever hears it looks whether it still matters.
 *
 * @param round how often it rang before
 */
public record TicketTimer(Kind kind, Instant at, int round) {
    /** Why it rings. */
    public enum Kind {
        /** Nobody acknowledged the emergency yet: call again. */
        RECALL,
        /** The unit head did not answer within a day: to the grid. */
        UNIT_HEAD_TIMEOUT,
        /** Seven days without objection to the result. */
        AUTO_CLOSE
    }
}
