package lianhu.app.flow;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import lianhu.adapters.store.outbox.OutboxMetrics;

/** Publishes the metrics of the outbox. The age of its oldest delivery is the one to watch. */
final class OutboxMeterBinder {
    static void bind(MeterRegistry meters, OutboxMetrics figures) {
        Gauge.builder(
                        "lianhu.outbox.oldest.seconds",
                        figures,
                        f -> f.oldestPending().toMillis() / 1000.0)
                .description("age of the oldest delivery that waits to be sent")
                .register(meters);
        Gauge.builder("lianhu.outbox.pending", figures, OutboxMetrics::pending).register(meters);
        Gauge.builder("lianhu.deliveries.unknown", figures, OutboxMetrics::unknownTotal)
                .description("deliveries that a person should look at")
                .register(meters);
        FunctionCounter.builder("lianhu.deliveries", figures, OutboxMetrics::sent)
                .tag("outcome", "sent")
                .register(meters);
        FunctionCounter.builder("lianhu.deliveries", figures, OutboxMetrics::waiting)
                .tag("outcome", "waiting")
                .register(meters);
        FunctionCounter.builder("lianhu.deliveries", figures, OutboxMetrics::rejected)
                .tag("outcome", "cannot")
                .register(meters);
        FunctionCounter.builder("lianhu.deliveries", figures, OutboxMetrics::retryLater)
                .tag("outcome", "later")
                .register(meters);
        FunctionCounter.builder("lianhu.deliveries", figures, OutboxMetrics::unknown)
                .tag("outcome", "unknown")
                .register(meters);
    }

    private OutboxMeterBinder() {}
}
