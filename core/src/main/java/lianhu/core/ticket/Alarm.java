package lianhu.core.ticket;

import java.time.Instant;

/**
 * Something to look at again at a certain time. It rings once; whoever hears it looks whether it still matters.
 *
 * @param round how often it rang before
 */
public record Alarm(Kind kind, Instant at, int round) {
    /** Why it rings. */
    public enum Kind {
        /** Nobody acknowledged the emergency yet: call again. */
        EMERGENCY,
        /** The unit head did not answer within a day: to the grid. */
        HEAD_SILENT,
        /** Seven days without objection to the result. */
        NO_OBJECTION
    }
}
