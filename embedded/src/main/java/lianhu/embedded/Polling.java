package lianhu.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits by polling: the servers do not announce when they are ready or gone. */
final class Polling {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    /** True as soon as the condition holds; false when the limit has passed or the thread is interrupted. */
    static boolean until(Duration limit, BooleanSupplier condition) {
        var end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            try {
                Thread.sleep(POLL_INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private Polling() {}
}
