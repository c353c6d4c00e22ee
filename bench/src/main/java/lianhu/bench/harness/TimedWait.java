package lianhu.bench.harness;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits by polling every few milliseconds. */
public final class TimedWait {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    public static boolean until(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(POLL_INTERVAL);
        }
        return true;
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private TimedWait() {}
}
