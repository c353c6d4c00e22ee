package lianhu.core.notice;

/** What a delivery says. Each type has its text in {@code templates/notice}. */
public enum NoticeType {
    /** Receipt with owner and due date; in the group, through the unit head, on the page or in private. */
    RECEIPT,
    /** The constant sentence in a group for what is not public. */
    QUIET,
    SEALED_RECEIPT,
    EMERGENCY_ADVICE,
    /** Domestic violence, suicide, a child harmed: only in private. */
    DANGER_ADVICE,
    /** An emergency without an answer after three minutes. */
    NOBODY_YET,
    /** A first or new owner; only in private. */
    DISPATCHED,
    /** To the reporter; to a post: the chamber contact who reported for the reporter. */
    RESULT,
    /** Merged into another ticket. */
    MERGED,
    /** To an owner: a card with 签收 · 退回 · 办结, or 解决了 · 报网格 for a unit head. */
    ASSIGNED,
    /** To the unit head, deputies, keeper and duty room until one acknowledges. */
    EMERGENCY_CALL,
    /** To the owner: the reporter says that it is not solved. */
    REOPENED,
    /** To the owner: withdrawn by the reporter, or merged. */
    DROPPED,
    /** To collaborators (协办): the matter and its owner, and later its result. */
    COLLABORATION,
    /** To the owner: not accepted yet, half of the time has passed, the matter is nearly due, or overdue. */
    REMINDER,
    /** To those who supervise the owner: the matter is overdue. */
    SUPERVISION,
    /** To the reporter: the due date has passed without an answer. */
    DELAYED,
    /** To the reporter: the owner has been given more time, and until when. */
    EXTENDED,
    /** To the reporter: a question of those who handle the matter; only in private. */
    QUESTION,
    /** To the reporter and the owner: the matter waits for an answer no more, and until when it is answered. */
    RESUMED,
    /** To the owner: whether there is more time. */
    EXTENSION_DECIDED,
    /** To the owner: the desk sends the result back, and why. */
    RESULT_REJECTED,
    /** To the owner, who is to say how far the matter is. */
    SUPERVISION_ORDER,
    /** To leaders: a matter was reopened twice, or its owner did not say in time how far it is. */
    SUPERVISION_REPORT,
    /** To staff, once on a workday: what is open with them, and to leaders how much is overdue below them. */
    MORNING_DIGEST,
    /** To a party of a consultation: where to come, or what to say something about, and until when. */
    CONSULTATION,
    /** To the convenor, and to the leaders of who did not come: the time to answer has passed. */
    CONSULTATION_OVERDUE,
    /** To the parties and the convenor: how it ended. */
    CONSULTATION_ENDED,
    /** A broadcast. */
    BROADCAST,
    /** An emergency broadcast: to a group, or to a post that is called. */
    BROADCAST_EMERGENCY;

    /** Urgent notices overtake all others: they have a priority of their own and their own share of every rate limit. */
    public boolean isUrgent() {
        return switch (this) {
            case EMERGENCY_ADVICE, DANGER_ADVICE, NOBODY_YET, EMERGENCY_CALL, BROADCAST_EMERGENCY -> true;
            case RECEIPT,
                    QUIET,
                    SEALED_RECEIPT,
                    DISPATCHED,
                    RESULT,
                    MERGED,
                    ASSIGNED,
                    REOPENED,
                    DROPPED,
                    COLLABORATION,
                    REMINDER,
                    SUPERVISION,
                    DELAYED,
                    EXTENDED,
                    QUESTION,
                    RESUMED,
                    EXTENSION_DECIDED,
                    RESULT_REJECTED,
                    SUPERVISION_ORDER,
                    SUPERVISION_REPORT,
                    MORNING_DIGEST,
                    CONSULTATION,
                    CONSULTATION_OVERDUE,
                    CONSULTATION_ENDED,
                    BROADCAST -> false;
        };
    }

    /** Whether a reporter may be told by SMS. Domestic violence, suicide, a child harmed: never, others may see the phone. */
    public boolean hasSms() {
        return switch (this) {
            case RECEIPT,
                    SEALED_RECEIPT,
                    EMERGENCY_ADVICE,
                    NOBODY_YET,
                    DISPATCHED,
                    RESULT,
                    MERGED,
                    DELAYED,
                    EXTENDED,
                    QUESTION,
                    RESUMED -> true;
            case QUIET,
                    DANGER_ADVICE,
                    ASSIGNED,
                    EMERGENCY_CALL,
                    REOPENED,
                    DROPPED,
                    COLLABORATION,
                    REMINDER,
                    SUPERVISION,
                    EXTENSION_DECIDED,
                    RESULT_REJECTED,
                    SUPERVISION_ORDER,
                    SUPERVISION_REPORT,
                    MORNING_DIGEST,
                    CONSULTATION,
                    CONSULTATION_OVERDUE,
                    CONSULTATION_ENDED,
                    BROADCAST,
                    BROADCAST_EMERGENCY -> false;
        };
    }

    /** A receipt answers what its reporter just did. */
    public boolean isReceipt() {
        return this == RECEIPT || this == SEALED_RECEIPT;
    }

    public boolean isOfConsultation() {
        return this == CONSULTATION || this == CONSULTATION_OVERDUE || this == CONSULTATION_ENDED;
    }

    public boolean isBroadcast() {
        return this == BROADCAST || this == BROADCAST_EMERGENCY;
    }
}
