package lianhu.core.call;

/** What came of an attempt to call a caller back. */
public enum CallbackOutcome {
    /** The caller was reached and has been served. */
    REACHED,
    /** Nobody answered; the task stays until the last attempt. */
    NO_ANSWER,
    /** The number does not exist, or its owner did not call us. */
    WRONG_NUMBER
}
