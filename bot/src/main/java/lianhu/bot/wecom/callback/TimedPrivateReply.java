package lianhu.bot.wecom.callback;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import lianhu.bot.BotMetrics;
import lianhu.bot.conversation.PrivateMessenger;

/** Tells the speaker alone, within what is left of WeCom's five seconds; an answer that is late is counted, not waited for. */
final class TimedPrivateReply {
    private static final Duration TIMEOUT = Duration.ofMillis(1_500);

    private final String door;
    private final PrivateMessenger privateMessenger;
    private final BotMetrics botMetrics;

    TimedPrivateReply(String door, PrivateMessenger privateMessenger, BotMetrics botMetrics) {
        this.door = door;
        this.privateMessenger = privateMessenger;
        this.botMetrics = botMetrics;
    }

    /** Never fails: what had to be kept is kept by now. */
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
                            botMetrics.replyLost(door);
                            return null;
                        });
    }
}
