package lianhu.core.notice;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Brings words to people. One for each platform; it asks nobody whether it may, the outbox did. */
public interface ChannelSender {
    /** Whether this one serves that way of going out. */
    boolean supports(Delivery delivery);

    /** Never fails: what went wrong is an outcome. */
    Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage);

    /** What became of one attempt. */
    sealed interface Outcome {
        record Delivered(String note) implements Outcome {}

        /** Handed to a person, who has yet to do her part; the why says who and what. Not told before she has. */
        record WaitingForPerson(String why) implements Outcome {}

        /** She cannot be told now; it waits where she asks for it. Not told. */
        record WaitingForPull(String why) implements Outcome {}

        /** It will never arrive this way. */
        record Rejected(String why) implements Outcome {}

        /** Surely not arrived; try again later. */
        record RetryLater(String why, Duration delay) implements Outcome {}

        /** Its turn has not come: no attempt was made and none is counted. */
        record Paused(String why, Duration delay) implements Outcome {}

        /** Its time is over; nothing was sent. */
        record Obsolete(String why) implements Outcome {}

        /** No answer came: it may have arrived. Not sent again. */
        record Unknown(String why) implements Outcome {}
    }
}
