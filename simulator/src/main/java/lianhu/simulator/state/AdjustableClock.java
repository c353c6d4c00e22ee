package lianhu.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock of expiries and quotas. Callbacks carry the real time, because the gateway rejects a timestamp that is
 * minutes off.
 */
public final class AdjustableClock implements InstantSource {

    private final InstantSource real;
    private volatile Duration shift = Duration.ZERO;

    public AdjustableClock(InstantSource real) {
        this.real = real;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(shift);
    }

    public void move(Duration by) {
        shift = shift.plus(by);
    }

    public void reset() {
        shift = Duration.ZERO;
    }

    public Duration shift() {
        return shift;
    }
}
