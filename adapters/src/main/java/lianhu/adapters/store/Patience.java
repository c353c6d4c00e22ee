package lianhu.adapters.store;

import java.time.Duration;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;

/** What is written of an attempt: sent, never, not known, or again after a pause that doubles. */
record Patience(int attempts, Duration longestPause) {
    private static final int DOUBLINGS = 20;

    Mark mark(Delivery delivery, ChannelSender.Outcome outcome) {
        int made = delivery.attempts() + 1;
        return switch (outcome) {
            case ChannelSender.Outcome.Delivered delivered ->
                new Mark(delivery.id(), DeliveryState.SENT, delivered.note(), made, Duration.ZERO);
            case ChannelSender.Outcome.WaitingForPerson waitingForPerson ->
                new Mark(delivery.id(), DeliveryState.WAITS_FOR_PERSON, waitingForPerson.why(), made, Duration.ZERO);
            case ChannelSender.Outcome.WaitingForPull awaits ->
                new Mark(delivery.id(), DeliveryState.WAITS_FOR_QUERY, awaits.why(), made, Duration.ZERO);
            case ChannelSender.Outcome.Rejected rejected ->
                new Mark(delivery.id(), DeliveryState.CANNOT, rejected.why(), made, Duration.ZERO);
            case ChannelSender.Outcome.Unknown unknown ->
                new Mark(delivery.id(), DeliveryState.UNKNOWN, unknown.why(), made, Duration.ZERO);
            case ChannelSender.Outcome.Obsolete obsolete ->
                new Mark(delivery.id(), DeliveryState.DROPPED, obsolete.why(), made, Duration.ZERO);
            case ChannelSender.Outcome.Paused paused ->
                new Mark(delivery.id(), DeliveryState.PENDING, paused.why(), delivery.attempts(), paused.delay());
            case ChannelSender.Outcome.RetryLater retryLater ->
                made >= attempts
                        ? new Mark(delivery.id(), DeliveryState.CANNOT, retryLater.why(), made, Duration.ZERO)
                        : new Mark(
                                delivery.id(),
                                DeliveryState.PENDING,
                                retryLater.why(),
                                made,
                                pause(made, retryLater.delay()));
        };
    }

    private Duration pause(int made, Duration asked) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(made - 1, DOUBLINGS));
        Duration own = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
        return asked.compareTo(own) > 0 ? asked : own;
    }
}
