package lianhu.core.notice;

/** What became of one telling. Only {@link #SENT} counts as told. */
public enum DeliveryState {
    PENDING,
    /** The intent is committed, the call is under way or was when its copy died. */
    SENDING,
    SENT,
    /** A unit head pastes it into a plain group, or the owner of a customer group taps. */
    WAITS_FOR_PERSON,
    /** 等本人来查: there is no way to the reporter; she sees it when she asks. */
    WAITS_FOR_QUERY,
    CANNOT,
    /** The call may or may not have arrived; a person looks. It is never sent again by itself. */
    UNKNOWN,
    /** Overtaken by a newer one. */
    DROPPED
}
