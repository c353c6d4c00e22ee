package lianhu.core.notice;

/** What is told. One text for each, in {@code templates/notice}. */
public enum NoticeType {
    /** Received, given to whom, by when; in the group, through the head, on the page or in private. */
    RECEIPT,
    /** The constant sentence for whatever does not belong in public. */
    QUIET,
    SEALED_RECEIPT,
    EMERGENCY_ADVICE,
    /** Domestic violence, suicide, a child harmed: only in private. */
    DANGER_ADVICE,
    /** Three minutes and nobody answered. */
    NOBODY_YET,
    /** The owner was found, or is another one now; only in private. */
    DISPATCHED,
    /** The result. */
    RESULT,
    /** The matter joined another one. */
    MERGED,
    /** To an owner: a card with 签收 · 退回 · 办结, or 解决了 · 报网格 for a unit head. */
    ASSIGNED,
    /** To head, deputies, keeper and duty room until one acknowledges. */
    EMERGENCY_CALL,
    /** To the owner: the reporter says it is not solved. */
    REOPENED,
    /** To the owner: taken back by the reporter, or merged away. */
    DROPPED,
    /** A notice to many. */
    BROADCAST,
    /** An emergency to many: to a group, or to a post that is called. */
    BROADCAST_EMERGENCY;

    public boolean isBroadcast() {
        return this == BROADCAST || this == BROADCAST_EMERGENCY;
    }
}
