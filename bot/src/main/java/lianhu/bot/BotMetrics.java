package lianhu.bot;

/** Counts what happens at the doors; the application binds it to its metrics. It never sees words or persons. */
public interface BotMetrics {
    /** @param kind told, added, asked, commanded, chatter, pressed, entered, unreadable */
    void messageReceived(String door, String kind);

    /** @param why only for us: whoever knocked learns nothing of it */
    void callbackRejected(String door, String why);

    /** An answer aside that did not arrive. */
    void replyLost(String door);
}
