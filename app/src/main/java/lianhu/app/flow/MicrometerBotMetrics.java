package lianhu.app.flow;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import lianhu.bot.BotMetrics;

/** Counts messages by kind, rejected callbacks by reason, and private replies that did not arrive. */
@Singleton
final class MicrometerBotMetrics implements BotMetrics {
    private final MeterRegistry meters;

    MicrometerBotMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void messageReceived(String channel, String kind) {
        meters.counter("lianhu.messages", "channel", channel, "kind", kind).increment();
    }

    @Override
    public void callbackRejected(String channel, String reason) {
        meters.counter("lianhu.callbacks.rejected", "channel", channel, "reason", reason.toLowerCase(Locale.ROOT))
                .increment();
    }

    @Override
    public void replyLost(String channel) {
        meters.counter("lianhu.replies.lost", "channel", channel).increment();
    }
}
