package lianhu.core.call.figure;

/** A group of calls that is counted and can be listed. */
public enum CallFigure {
    /** All that came in. */
    OFFERED,
    /** All but {@link #SHORT}: the calls by which the service is measured. */
    MEASURED,
    /** An agent answered. */
    ANSWERED,
    /** An agent answered within {@link lianhu.core.call.CallLog#PICK_UP} of arriving. */
    ANSWERED_IN_TIME,
    /** Hung up without an agent, a word or a wish to be called back, later than {@link #SHORT}. */
    ABANDONED,
    /** The same within {@link CallFigures#SHORT_ABANDON} of arriving: a wrong number, or a change of mind. */
    SHORT,
    /** Callers who were called back, and those whose time is over. */
    CALLBACK_DUE,
    /** Of them those who were called back within the time limit. */
    CALLBACK_IN_TIME
}
