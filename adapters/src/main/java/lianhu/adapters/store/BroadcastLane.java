package lianhu.adapters.store;

import java.time.Duration;

/** The outbox's settings for notices to many. */
public record BroadcastLane(StoreSettings.Outgoing usual, StoreSettings.Broadcast many)
        implements StoreSettings.Outgoing {
    @Override
    public int inFlight() {
        return many.inFlight();
    }

    @Override
    public Duration poll() {
        return usual.poll();
    }

    @Override
    public Duration slotLease() {
        return usual.slotLease();
    }

    @Override
    public Duration callLimit() {
        return usual.callLimit();
    }

    @Override
    public Duration longestPause() {
        return usual.longestPause();
    }

    @Override
    public int attempts() {
        return usual.attempts();
    }

    @Override
    public Duration drain() {
        return usual.drain();
    }
}
