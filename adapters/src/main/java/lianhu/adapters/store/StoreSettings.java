package lianhu.adapters.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the store. */
@ConfigMapping(prefix = "lianhu.store")
public interface StoreSettings {
    /** Each has at most one statement in flight. Two halve the batches, and each statement costs as much as five filings. */
    @WithDefault("1")
    int batchers();

    /** Most filings in one statement. More saves nothing and lengthens the wait of the first. */
    @WithDefault("200")
    int batchSize();

    OutboxSettings outbox();

    BroadcastSettings broadcast();

    /** What is other for notices to many. */
    interface BroadcastSettings {
        /** Also the most of one notice that can become UNKNOWN when this copy dies. */
        @WithDefault("256")
        int inFlight();
    }

    /** Settings of the outbox. */
    interface OutboxSettings {
        /** Also the most that can become UNKNOWN when this copy dies. */
        @WithDefault("128")
        int inFlight();

        /** How soon what other copies wrote is seen. */
        @WithDefault("500ms")
        Duration pollInterval();

        /** How long a partition stays with a copy that died. */
        @WithDefault("10s")
        Duration partitionLease();

        /** After it a call counts as unanswered. */
        @WithDefault("30s")
        Duration sendTimeout();

        /** Longest pause between two attempts. */
        @WithDefault("10m")
        Duration maxBackoff();

        /** With the pauses doubling up to ten minutes, about two hours. */
        @WithDefault("20")
        int maxAttempts();

        /** How long a stopping copy waits for calls under way. */
        @WithDefault("5s")
        Duration shutdownTimeout();
    }
}
