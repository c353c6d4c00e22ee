package lianhu.adapters.store;

import java.time.Duration;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;

/**
 * What is to be written of a delivery.
 *
 * @param pause before it is tried again
 */
record Mark(long id, DeliveryState state, String why, int attempts, Duration pause) {
    private static final int LONGEST = 500;

    Mark {
        // What comes from outside must not make the whole batch unwritable.
        why = why.replace("\0", "");
        why = why.length() > LONGEST ? why.substring(0, why.offsetByCodePoints(0, LONGEST / 2)) : why;
    }

    /** Taken, and then not tried. */
    static Mark unsent(Delivery delivery) {
        return new Mark(delivery.id(), DeliveryState.PENDING, delivery.why(), delivery.attempts(), Duration.ZERO);
    }
}
