package lianhu.core.notice;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Sends messages on one platform. The outbox has already decided that the message may be sent. */
public interface ChannelSender {
    /** Whether this sender serves the delivery. */
    boolean supports(Delivery delivery);

    /** Never fails: an error is an outcome. */
    Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage);

    /** The result of one attempt. */
    sealed interface Outcome {
        record Delivered(String note) implements Outcome {}

        /** Handed to a person who has yet to pass it on; the reason says who and what. Not sent before that. */
        record WaitingForPerson(String why) implements Outcome {}

        /** The recipient cannot be reached now; the message waits until the recipient asks. */
        record WaitingForPull(String why) implements Outcome {}

        /** Permanently impossible this way. */
        record Rejected(String why) implements Outcome {}

        /** Not delivered; try again later. */
        record RetryLater(String why, Duration delay) implements Outcome {}

        /** No attempt was made or counted. */
        record Paused(String why, Duration delay) implements Outcome {}

        /** No longer relevant; nothing was sent. */
        record Obsolete(String why) implements Outcome {}

        /** No answer: it may have been delivered. Not sent again. */
        record Unknown(String why) implements Outcome {}
    }
}
