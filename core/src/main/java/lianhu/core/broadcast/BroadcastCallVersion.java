package lianhu.core.broadcast;

/** The versions of the deliveries that call a post to an emergency: 0 the call, 1 its automatic repeat, from 2 on reminders. */
public final class BroadcastCallVersion {
    private static final int FIRST_REMINDER = 2;

    private BroadcastCallVersion() {}

    /** @param round from 1 */
    public static int ofReminder(int round) {
        return FIRST_REMINDER + round - 1;
    }

    /** Whether the delivery says that places do not answer after all posts were called. */
    public static boolean isReminder(int version) {
        return version >= FIRST_REMINDER;
    }
}
