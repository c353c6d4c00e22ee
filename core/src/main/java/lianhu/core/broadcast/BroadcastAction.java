package lianhu.core.broadcast;

import java.util.EnumSet;
import java.util.Set;

/** An action on a stored broadcast. */
public enum BroadcastAction {
    APPROVE("同意"),
    PAUSE("暂停"),
    RESUME("接着发"),
    CANCEL("撤下"),
    /** Only the undeliverable ones. */
    RESEND("重发没送到的"),
    /** Also those in state UNKNOWN: some groups may get the message twice. */
    RESEND_UNKNOWN("不知道到没到的再发一遍");

    private final String word;

    BroadcastAction(String word) {
        this.word = word;
    }

    public String label() {
        return word;
    }

    /** Whether this person may do it now. */
    public boolean isAllowed(Broadcast broadcast, Broadcast.Person by) {
        return allowed(broadcast, by).contains(this);
    }

    /** The author cannot approve. */
    public static Set<BroadcastAction> allowed(Broadcast broadcast, Broadcast.Person by) {
        return switch (broadcast.state()) {
            case WAITS_FOR_SECOND_PERSON ->
                broadcast.author().id().equals(by.id()) ? EnumSet.of(CANCEL) : EnumSet.of(APPROVE, CANCEL);
            case SENDING -> EnumSet.of(PAUSE, CANCEL, RESEND, RESEND_UNKNOWN);
            case PAUSED -> EnumSet.of(RESUME, CANCEL);
            case CANCELLED -> EnumSet.noneOf(BroadcastAction.class);
        };
    }
}
