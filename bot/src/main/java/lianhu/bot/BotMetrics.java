package lianhu.bot;

/**
 * Counts messages, rejections and lost replies by channel; the application binds it to its metrics. It never receives
 * texts or persons.
 */
public interface BotMetrics {
    /** @param kind of the intent in lower case, or pressed, entered, attachment-unreadable */
    void messageReceived(String channel, String kind);

    /** @param reason for the metrics only: the caller does not learn it */
    void callbackRejected(String channel, String reason);

    /** A private reply that did not arrive. */
    void replyLost(String channel);
}
