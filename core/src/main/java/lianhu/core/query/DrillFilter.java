package lianhu.core.query;

/** Which tickets a list shows. A search for one number finds what has the number. */
public enum DrillFilter {
    ALL,
    /** What is counted and compared. */
    WITHOUT_DRILLS,
    ONLY_DRILLS
}
