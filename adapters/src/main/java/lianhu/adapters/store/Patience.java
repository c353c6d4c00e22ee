package lianhu.adapters.store;

import java.time.Duration;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Reach;

/** What is written of an attempt: sent, never, not known, or again after a pause that doubles. */
record Patience(int attempts, Duration longestPause) {
    private static final int DOUBLINGS = 20;

    Mark mark(Delivery delivery, Reach.Outcome outcome) {
        int made = delivery.attempts() + 1;
        return switch (outcome) {
            case Reach.Outcome.Shown shown ->
                new Mark(delivery.id(), DeliveryState.SENT, shown.note(), made, Duration.ZERO);
            case Reach.Outcome.Waits waits ->
                new Mark(delivery.id(), DeliveryState.WAITS_FOR_PERSON, waits.why(), made, Duration.ZERO);
            case Reach.Outcome.AwaitsQuery awaits ->
                new Mark(delivery.id(), DeliveryState.WAITS_FOR_QUERY, awaits.why(), made, Duration.ZERO);
            case Reach.Outcome.Refused refused ->
                new Mark(delivery.id(), DeliveryState.CANNOT, refused.why(), made, Duration.ZERO);
            case Reach.Outcome.Unknown unknown ->
                new Mark(delivery.id(), DeliveryState.UNKNOWN, unknown.why(), made, Duration.ZERO);
            case Reach.Outcome.Overtaken overtaken ->
                new Mark(delivery.id(), DeliveryState.DROPPED, overtaken.why(), made, Duration.ZERO);
            case Reach.Outcome.Held held ->
                new Mark(delivery.id(), DeliveryState.PENDING, held.why(), delivery.attempts(), held.pause());
            case Reach.Outcome.Later later ->
                made >= attempts
                        ? new Mark(delivery.id(), DeliveryState.CANNOT, later.why(), made, Duration.ZERO)
                        : new Mark(delivery.id(), DeliveryState.PENDING, later.why(), made, pause(made, later.pause()));
        };
    }

    private Duration pause(int made, Duration asked) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(made - 1, DOUBLINGS));
        Duration own = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
        return asked.compareTo(own) > 0 ? asked : own;
    }
}
