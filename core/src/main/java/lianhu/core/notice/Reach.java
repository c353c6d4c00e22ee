package lianhu.core.notice;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Brings words to people. One for each platform; it asks nobody whether it may, the outbox did. */
public interface Reach {
    /** Whether this one serves that way of going out. */
    boolean serves(Delivery delivery);

    /** Never fails: what went wrong is an outcome. */
    Uni<Outcome> deliver(Delivery delivery, Spoken spoken);

    /** What became of one attempt. */
    sealed interface Outcome {
        record Shown(String note) implements Outcome {}

        /** Handed to a person, who has yet to do her part; the why says who and what. Not told before she has. */
        record Waits(String why) implements Outcome {}

        /** She cannot be told now; it waits where she asks for it. Not told. */
        record AwaitsQuery(String why) implements Outcome {}

        /** It will never arrive this way. */
        record Refused(String why) implements Outcome {}

        /** Surely not arrived; try again later. */
        record Later(String why, Duration pause) implements Outcome {}

        /** Its turn has not come: no attempt was made and none is counted. */
        record Held(String why, Duration pause) implements Outcome {}

        /** Its time is over; nothing was sent. */
        record Overtaken(String why) implements Outcome {}

        /** No answer came: it may have arrived. Not sent again. */
        record Unknown(String why) implements Outcome {}
    }
}
