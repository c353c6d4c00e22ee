package lianhu.adapters.store.outbox;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import lianhu.core.notice.ChannelSender;

/** For metrics: what this copy did since its start, and how the whole outbox stood when it looked last. */
public final class OutboxMetrics {
    private final LongAdder sent = new LongAdder();
    private final LongAdder waiting = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder obsolete = new LongAdder();
    private final LongAdder paused = new LongAdder();
    private final LongAdder retryLater = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private volatile Backlog backlog = new Backlog(0, Duration.ZERO, 0);

    /** Of the lane, over all copies. */
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

    void backlog(Backlog now) {
        backlog = now;
    }

    public long sent() {
        return sent.sum();
    }

    /** Handed to a person who has to do her part, or left for one who asks. */
    public long waiting() {
        return waiting.sum();
    }

    public long rejected() {
        return rejected.sum();
    }

    public long obsolete() {
        return obsolete.sum();
    }

    /** Those whose turn had not come. */
    public long paused() {
        return paused.sum();
    }

    /** Attempts that will be made again. */
    public long retryLater() {
        return retryLater.sum();
    }

    /** Became UNKNOWN by this copy's finding, those of dead copies included. */
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
