package lianhu.app;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.bot.Tally;

/** Messages by door and kind, and what was turned away. */
@ApplicationScoped
class DoorMeters implements Tally {
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
        meters.counter("lianhu.messages.refused", "door", door, "why", why).increment();
    }

    @Override
    public void unsaid(String door) {
        meters.counter("lianhu.answers.unsaid", "door", door).increment();
    }
}
