package lianhu.adapters.store.outbox;

import java.time.Duration;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;

/**
 * Turns the outcome of an attempt into an update of the delivery. Delays between attempts double. What is put off to the morning
 * begins there as if it were new.
 */
record RetryPolicy(int maxAttempts, Duration maxBackoff) {
    private static final int MAX_DOUBLINGS = 20;
    /** Longer than a rate limit lasts: for the night, or until the next day. */
    private static final Duration PUT_OFF = Duration.ofMinutes(10);

    DeliveryUpdate toUpdate(Delivery delivery, ChannelSender.Outcome outcome) {
        int made = delivery.attempts() + 1;
        return switch (outcome) {
            case ChannelSender.Outcome.Delivered delivered ->
                new DeliveryUpdate(delivery.id(), DeliveryState.SENT, delivered.note(), made, Duration.ZERO);
            case ChannelSender.Outcome.WaitingForPerson waitingForPerson ->
                new DeliveryUpdate(
                        delivery.id(), DeliveryState.WAITS_FOR_PERSON, waitingForPerson.why(), made, Duration.ZERO);
            case ChannelSender.Outcome.WaitingForPull waiting ->
                new DeliveryUpdate(delivery.id(), DeliveryState.WAITS_FOR_QUERY, waiting.why(), made, Duration.ZERO);
            case ChannelSender.Outcome.Rejected rejected ->
                new DeliveryUpdate(delivery.id(), DeliveryState.CANNOT, rejected.why(), made, Duration.ZERO);
            case ChannelSender.Outcome.Unknown unknown ->
                new DeliveryUpdate(delivery.id(), DeliveryState.UNKNOWN, unknown.why(), made, Duration.ZERO);
            case ChannelSender.Outcome.Obsolete obsolete ->
                new DeliveryUpdate(delivery.id(), DeliveryState.DROPPED, obsolete.why(), made, Duration.ZERO);
            case ChannelSender.Outcome.Paused paused ->
                new DeliveryUpdate(
                        delivery.id(),
                        DeliveryState.PENDING,
                        paused.why(),
                        paused.delay().compareTo(PUT_OFF) > 0 ? 0 : delivery.attempts(),
                        paused.delay());
            case ChannelSender.Outcome.RetryLater retryLater ->
                made >= maxAttempts
                        ? new DeliveryUpdate(delivery.id(), DeliveryState.CANNOT, retryLater.why(), made, Duration.ZERO)
                        : new DeliveryUpdate(
                                delivery.id(),
                                DeliveryState.PENDING,
                                retryLater.why(),
                                made,
                                delay(made, retryLater.delay()));
        };
    }

    private Duration delay(int made, Duration requested) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(made - 1, MAX_DOUBLINGS));
        Duration backoff = doubled.compareTo(maxBackoff) > 0 ? maxBackoff : doubled;
        return requested.compareTo(backoff) > 0 ? requested : backoff;
    }
}
