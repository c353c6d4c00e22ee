package lianhu.core.call;

/** Why a talk led to no report. */
public enum TalkResult {
    /** A question that was answered in the talk. */
    ANSWERED_AT_ONCE,
    WRONG_NUMBER,
    NUISANCE
}
