package lianhu.telephony.callflow.event;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How a matter stands, as a caller hears it: nothing of what it is about.
 *
 * @param due the day by which an answer was promised; empty when there is nothing to wait for
 * @param isLate that day is over
 * @param isDrill the caller hears so first
 */
public record ReportProgress(Stage stage, Optional<LocalDate> due, boolean isLate, boolean isDrill) {
    /** Of a matter in earnest. */
    public ReportProgress(Stage stage, Optional<LocalDate> due, boolean isLate) {
        this(stage, due, isLate, false);
    }

    public enum Stage {
        /** The office that is responsible is being found. */
        ASSIGNING,
        HANDLING,
        /** There is a result, good or bad. */
        ANSWERED,
        OVER
    }
}
