package lianhu.adapters.store.outbound;

/** Whether a call waits for its next attempt, is with an instance, or is over. */
public enum OutboundCallState {
    WAITING,
    DIALLING,
    ENDED
}
