package lianhu.adapters.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the outbox. */
@ConfigMapping(prefix = "lianhu.store")
public interface StoreSettings {
    OutboxSettings outbox();

    BroadcastSettings broadcast();

    /** Settings of the outbox that differ for broadcasts. */
    interface BroadcastSettings {
        /** Also the most deliveries of one broadcast that can become UNKNOWN when this instance dies. */
        @WithDefault("256")
        int inFlight();
    }

    /** Settings of the outbox. */
    interface OutboxSettings {
        /** Also the most deliveries that can become UNKNOWN when this instance dies. */
        @WithDefault("128")
        int inFlight();

        /** How soon this instance sees deliveries that other instances wrote. */
        @WithDefault("500ms")
        Duration pollInterval();

        /** How long a partition stays leased to an instance that died. */
        @WithDefault("10s")
        Duration partitionLease();

        /** A call without an answer after this time has the outcome UNKNOWN. */
        @WithDefault("30s")
        Duration sendTimeout();

        /** The longest delay between two attempts. */
        @WithDefault("10m")
        Duration maxBackoff();

        /** With delays that double up to ten minutes, the attempts last about two hours. */
        @WithDefault("20")
        int maxAttempts();

        /** How long a stopping instance waits for its calls in flight. */
        @WithDefault("5s")
        Duration shutdownTimeout();
    }
}
