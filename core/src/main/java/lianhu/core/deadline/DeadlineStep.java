package lianhu.core.deadline;

import java.util.Optional;

/** The steps of a due date that comes and passes without an answer. Each step reaches higher than the one before. */
public enum DeadlineStep {
    /** Half of the time has passed. */
    HALFWAY(0),
    /** Four fifths of the time have passed. */
    NEARLY_DUE(0),
    /** The due date has passed: from here on the matter is supervised (督办). */
    OVERDUE(0),
    ONE_DAY_OVERDUE(1),
    THREE_DAYS_OVERDUE(3),
    FIVE_DAYS_OVERDUE(5);

    private final int workingDaysOver;

    DeadlineStep(int workingDaysOver) {
        this.workingDaysOver = workingDaysOver;
    }

    /** Working days between the due date and this step. */
    int workingDaysOver() {
        return workingDaysOver;
    }

    public boolean isOverdue() {
        return compareTo(OVERDUE) >= 0;
    }

    /** Empty after the last one. */
    public Optional<DeadlineStep> next() {
        return this == FIVE_DAYS_OVERDUE ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
    }
}
