package lianhu.adapters.store.outbox;

import java.time.Duration;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;

/**
 * What is to be written of a delivery.
 *
 * @param pause before it is tried again
 */
record DeliveryUpdate(long id, DeliveryState state, String why, int attempts, Duration delay) {
    private static final int MAX_REASON_LENGTH = 500;

    DeliveryUpdate {
        // What comes from outside must not make the whole batch unwritable.
        why = why.replace("\0", "");
        why = why.length() > MAX_REASON_LENGTH
                ? why.substring(0, why.offsetByCodePoints(0, MAX_REASON_LENGTH / 2))
                : why;
    }

    /** Taken, and then not tried. */
    static DeliveryUpdate unsent(Delivery delivery) {
        return new DeliveryUpdate(
                delivery.id(), DeliveryState.PENDING, delivery.why(), delivery.attempts(), Duration.ZERO);
    }
}
