package lianhu.adapters.store.outbox;

import java.time.Duration;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;

/**
 * The outcome of an attempt, to be written to a delivery.
 *
 * @param delay before the next attempt
 */
record DeliveryUpdate(long id, DeliveryState state, String why, int attempts, Duration delay) {
    private static final int MAX_REASON_LENGTH = 500;

    DeliveryUpdate {
        // A reason from an external system must not make PostgreSQL reject the whole batch.
        why = why.replace("\0", "");
        why = why.length() > MAX_REASON_LENGTH
                ? why.substring(0, why.offsetByCodePoints(0, MAX_REASON_LENGTH / 2))
                : why;
    }

    /** The delivery was claimed but not attempted. */
    static DeliveryUpdate unsent(Delivery delivery) {
        return new DeliveryUpdate(
                delivery.id(), DeliveryState.PENDING, delivery.why(), delivery.attempts(), Duration.ZERO);
    }
}
