package lianhu.telephony.callflow.event;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How a matter stands, as a caller hears it: nothing of what it is about.
 *
 * @param due the day by which an answer was promised; empty when there is nothing to wait for
 * @param isLate that day is over
 */
public record ReportProgress(Stage stage, Optional<LocalDate> due, boolean isLate) {
    public enum Stage {
        /** The office that is responsible is being found. */
        ASSIGNING,
        HANDLING,
        /** There is a result, good or bad. */
        ANSWERED,
        OVER
    }
}
