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
    public void messageReceived(String door, String kind) {
        meters.counter("lianhu.messages", "door", door, "kind", kind).increment();
    }

    @Override
    public void callbackRejected(String door, String why) {
        meters.counter("lianhu.refusals", "door", door, "why", why.toLowerCase(Locale.ROOT))
                .increment();
    }

    @Override
    public void replyLost(String door) {
        meters.counter("lianhu.unsaid", "door", door).increment();
    }
}
