package lianhu.adapters.events;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Figures of the ticket event feed. */
public final class TicketEventMetrics {
    private final InstantSource clock;
    private final AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    public TicketEventMetrics(InstantSource clock) {
        this.clock = clock;
    }

    /** How long the oldest event waits that this instance has to publish; zero on an instance without the lease. */
    public Duration lag() {
        Instant since = oldest.get();
        return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    }

    public long sent() {
        return sent.get();
    }

    /** Events that cannot be replayed. */
    public long skipped() {
        return skipped.get();
    }

    public long failures() {
        return failures.get();
    }

    public void failed() {
        failures.incrementAndGet();
    }

    void skippedOne() {
        skipped.incrementAndGet();
    }

    void sentOne() {
        sent.incrementAndGet();
    }

    void waitingSince(Instant at) {
        oldest.set(at);
    }

    void caughtUp() {
        oldest.set(null);
    }
}
