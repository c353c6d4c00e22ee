package lianhu.adapters.store.outbox;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import lianhu.core.notice.ChannelSender;

/** Counts of this instance since its start, and the last known backlog of the whole outbox. */
public final class OutboxMetrics {
    private final LongAdder sent = new LongAdder();
    private final LongAdder waiting = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder obsolete = new LongAdder();
    private final LongAdder paused = new LongAdder();
    private final LongAdder retryLater = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private volatile boolean isRunning;
    private volatile Backlog backlog = new Backlog(0, Duration.ZERO, 0);

    /** The backlog of one priority, over all instances. */
    record Backlog(long pending, Duration oldest, long unknown) {}

    void count(ChannelSender.Outcome outcome) {
        switch (outcome) {
            case ChannelSender.Outcome.Delivered s -> sent.increment();
            case ChannelSender.Outcome.WaitingForPerson w -> waiting.increment();
            case ChannelSender.Outcome.WaitingForPull a -> waiting.increment();
            case ChannelSender.Outcome.Rejected r -> rejected.increment();
            case ChannelSender.Outcome.Paused h -> paused.increment();
            case ChannelSender.Outcome.RetryLater l -> retryLater.increment();
            case ChannelSender.Outcome.Obsolete o -> obsolete.increment();
            case ChannelSender.Outcome.Unknown u -> unknown.increment();
        }
    }

    void lost(int count) {
        unknown.add(count);
    }

    /** True while this instance claims and sends; false until the database first answers. */
    public boolean isRunning() {
        return isRunning;
    }

    void running(boolean now) {
        isRunning = now;
    }

    void backlog(Backlog now) {
        backlog = now;
    }

    public long sent() {
        return sent.sum();
    }

    /** Deliveries that wait for a person to act, or for a recipient to ask. */
    public long waiting() {
        return waiting.sum();
    }

    public long rejected() {
        return rejected.sum();
    }

    public long obsolete() {
        return obsolete.sum();
    }

    /** Deliveries that the sender paused; a pause is not an attempt. */
    public long paused() {
        return paused.sum();
    }

    /** Failed attempts that the outbox repeats later. */
    public long retryLater() {
        return retryLater.sum();
    }

    /** Deliveries that this instance marked UNKNOWN, including those of dead instances. */
    public long unknown() {
        return unknown.sum();
    }

    public long pending() {
        return backlog.pending();
    }

    public Duration oldestPending() {
        return backlog.oldest();
    }

    public long unknownTotal() {
        return backlog.unknown();
    }
}
