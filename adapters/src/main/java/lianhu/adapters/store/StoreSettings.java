package lianhu.adapters.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the store. */
@ConfigMapping(prefix = "lianhu.store")
public interface StoreSettings {
    /** Each has at most one statement in flight. Two halve the batches, and each statement costs as much as five filings. */
    @WithDefault("1")
    int lanes();

    /** Most filings in one statement. More saves nothing and lengthens the wait of the first. */
    @WithDefault("200")
    int batch();

    Outgoing outbox();

    Broadcast broadcast();

    /** What is other for notices to many. */
    interface Broadcast {
        /** Also the most of one notice that can become UNKNOWN when this copy dies. */
        @WithDefault("256")
        int inFlight();
    }

    /** Settings of the outbox. */
    interface Outgoing {
        /** Also the most that can become UNKNOWN when this copy dies. */
        @WithDefault("128")
        int inFlight();

        /** How soon what other copies wrote is seen. */
        @WithDefault("500ms")
        Duration poll();

        /** How long a partition stays with a copy that died. */
        @WithDefault("10s")
        Duration slotLease();

        /** After it a call counts as unanswered. */
        @WithDefault("30s")
        Duration callLimit();

        /** Longest pause between two attempts. */
        @WithDefault("10m")
        Duration longestPause();

        /** With the pauses doubling up to ten minutes, about two hours. */
        @WithDefault("20")
        int attempts();

        /** How long a stopping copy waits for calls under way. */
        @WithDefault("5s")
        Duration drain();
    }
}
