package lianhu.core.outbound;

/** What an outbound call came to. */
public enum OutboundResult {
    /** Key 1 was pressed, and the answer is stored. */
    ANSWERED(true),
    /** Somebody or something picked up, and no key was pressed: a machine, or a person who did not understand. */
    NOT_CONFIRMED(false),
    /** The owner or the agent was ready to talk, and the reporter or the caller was not reached. */
    REPORTER_NOT_REACHED(true),
    /** A reporter pressed the key for not being asked. */
    DECLINED(true),
    /** Key 1 was pressed, and the answer could not be stored. */
    NOT_STORED(false),
    BUSY(false),
    NO_ANSWER(false),
    REJECTED(false),
    /** Switched off, or out of reach. */
    UNREACHABLE(false),
    /** The network says that there is no such number. */
    INVALID_NUMBER(true),
    /** No line was free, or the trunk refused the call: no attempt on the person who was to be reached. */
    CONGESTION(false),
    /**
     * It ended in the middle, and nobody knows what was heard: the gateway or Asterisk ended, or the person who asked for the talk hung
     * up before the other telephone rang.
     */
    LOST(false),
    /** The roster has no number. */
    NO_NUMBER(true),
    /** The number is not one that may be called, see {@link DialableNumbers}. */
    NOT_ALLOWED(true),
    /** Somebody answered, or the matter ended, before the call was placed or while it rang. */
    NOT_NEEDED(true);

    private final boolean isFinal;

    OutboundResult(boolean isFinal) {
        this.isFinal = isFinal;
    }

    /** No further call follows. */
    public boolean isFinal() {
        return isFinal;
    }
}
