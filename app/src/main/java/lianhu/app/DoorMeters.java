package lianhu.app;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import lianhu.bot.Tally;

/** What happens at WeCom's doors in numbers: messages by kind, refusals by reason, answers aside that did not arrive. */
@Singleton
final class DoorMeters implements Tally {
    private final MeterRegistry meters;

    DoorMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void heard(String door, String kind) {
        meters.counter("lianhu.messages", "door", door, "kind", kind).increment();
    }

    @Override
    public void refused(String door, String why) {
        meters.counter("lianhu.refusals", "door", door, "why", why.toLowerCase(Locale.ROOT))
                .increment();
    }

    @Override
    public void unsaid(String door) {
        meters.counter("lianhu.unsaid", "door", door).increment();
    }
}
