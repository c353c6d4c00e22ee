package lianhu.app.flow;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import lianhu.adapters.store.outbox.OutboxMetrics;

/** Publishes the metrics of the outbox. The age of its oldest delivery is the one to watch. */
final class OutboxMeterBinder {
    /** @param priority becomes the tag of that name */
    static void bind(MeterRegistry meters, String priority, OutboxMetrics figures) {
        Tags tags = Tags.of("priority", priority);
        Gauge.builder("lianhu.outbox.running", figures, f -> f.isRunning() ? 1 : 0)
                .description("1 while this instance sends")
                .tags(tags)
                .register(meters);
        Gauge.builder(
                        "lianhu.outbox.oldest.seconds",
                        figures,
                        f -> f.oldestPending().toMillis() / 1000.0)
                .description("age of the oldest delivery that waits to be sent")
                .tags(tags)
                .register(meters);
        Gauge.builder("lianhu.outbox.pending", figures, OutboxMetrics::pending)
                .tags(tags)
                .register(meters);
        Gauge.builder("lianhu.deliveries.unknown", figures, OutboxMetrics::unknownTotal)
                .description("deliveries that a person should look at")
                .tags(tags)
                .register(meters);
        Map.<String, ToDoubleFunction<OutboxMetrics>>of(
                        "sent", OutboxMetrics::sent,
                        "waiting", OutboxMetrics::waiting,
                        "cannot", OutboxMetrics::rejected,
                        "later", OutboxMetrics::retryLater,
                        "unknown", OutboxMetrics::unknown)
                .forEach((outcome, count) -> FunctionCounter.builder("lianhu.deliveries", figures, count)
                        .tags(tags.and("outcome", outcome))
                        .register(meters));
    }

    private OutboxMeterBinder() {}
}
