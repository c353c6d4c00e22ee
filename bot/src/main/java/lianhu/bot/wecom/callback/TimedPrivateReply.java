package lianhu.bot.wecom.callback;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import lianhu.bot.BotMetrics;
import lianhu.bot.conversation.PrivateMessenger;

/** Sends a private reply within the rest of WeCom's five seconds; a late reply is counted, not waited for. */
final class TimedPrivateReply {
    private static final Duration TIMEOUT = Duration.ofMillis(1_500);

    private final String channel;
    private final PrivateMessenger privateMessenger;
    private final BotMetrics botMetrics;

    TimedPrivateReply(String channel, PrivateMessenger privateMessenger, BotMetrics botMetrics) {
        this.channel = channel;
        this.privateMessenger = privateMessenger;
        this.botMetrics = botMetrics;
    }

    /** Never fails: the report is committed by then. */
    Uni<Void> send(String user, String words) {
        return words.isEmpty()
                ? Uni.createFrom().voidItem()
                : privateMessenger
                        .send(user, words)
                        .ifNoItem()
                        .after(TIMEOUT)
                        .fail()
                        .onFailure()
                        .recoverWithItem(() -> {
                            botMetrics.replyLost(channel);
                            return null;
                        });
    }
}
