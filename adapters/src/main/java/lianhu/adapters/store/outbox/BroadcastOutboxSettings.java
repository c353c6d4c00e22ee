package lianhu.adapters.store.outbox;

import java.time.Duration;
import lianhu.adapters.store.StoreSettings;

/** Settings of the outbox that sends broadcasts. */
public record BroadcastOutboxSettings(StoreSettings.OutboxSettings outbox, StoreSettings.BroadcastSettings broadcast)
        implements StoreSettings.OutboxSettings {
    @Override
    public int inFlight() {
        return broadcast.inFlight();
    }

    @Override
    public Duration pollInterval() {
        return outbox.pollInterval();
    }

    @Override
    public Duration partitionLease() {
        return outbox.partitionLease();
    }

    @Override
    public Duration sendTimeout() {
        return outbox.sendTimeout();
    }

    @Override
    public Duration maxBackoff() {
        return outbox.maxBackoff();
    }

    @Override
    public int maxAttempts() {
        return outbox.maxAttempts();
    }

    @Override
    public Duration shutdownTimeout() {
        return outbox.shutdownTimeout();
    }
}
