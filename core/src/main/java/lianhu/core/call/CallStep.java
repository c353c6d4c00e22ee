package lianhu.core.call;

/** The steps of the conversation on the telephone, as they stand in the row of a call. */
public enum CallStep {
    GREET,
    CHOOSE_LANGUAGE,
    ASK_PROGRESS,
    OFFER_AGENT,
    TALK,
    RECORD_MESSAGE,
    CONFIRM_MESSAGE,
    OFFER_CALLBACK,
    COMMIT_REPORT,
    READ_BACK_NUMBER,
    EMERGENCY_HAND_OVER,
    FAREWELL,
    ABANDONED,
    CLOSED
}
