package lianhu.core.notice;

/** State of a delivery. Only {@link #SENT} counts as delivered. */
public enum DeliveryState {
    PENDING,
    /** Committed before the call: the call is under way, or was when its copy died. */
    SENDING,
    SENT,
    /** A unit head passes it on to a plain group, or the owner of a customer group confirms it. */
    WAITS_FOR_PERSON,
    /** 等本人来查: the reporter cannot be reached and sees it on the next query. */
    WAITS_FOR_QUERY,
    CANNOT,
    /** Unknown outcome; a person checks. It is never sent again automatically. */
    UNKNOWN,
    /** Replaced by a newer one. */
    DROPPED
}
