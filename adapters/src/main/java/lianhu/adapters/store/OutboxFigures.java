package lianhu.adapters.store;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import lianhu.core.notice.ChannelSender;

/** For metrics: what this copy did since its start, and how the whole outbox stood when it looked last. */
public final class OutboxFigures {
    private final LongAdder sent = new LongAdder();
    private final LongAdder waiting = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder overtaken = new LongAdder();
    private final LongAdder held = new LongAdder();
    private final LongAdder later = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private volatile Backlog backlog = new Backlog(0, Duration.ZERO, 0);

    /** Of the lane, over all copies. */
    record Backlog(long pending, Duration oldest, long unknown) {}

    void count(ChannelSender.Outcome outcome) {
        switch (outcome) {
            case ChannelSender.Outcome.Delivered s -> sent.increment();
            case ChannelSender.Outcome.WaitingForPerson w -> waiting.increment();
            case ChannelSender.Outcome.WaitingForPull a -> waiting.increment();
            case ChannelSender.Outcome.Rejected r -> refused.increment();
            case ChannelSender.Outcome.Paused h -> held.increment();
            case ChannelSender.Outcome.RetryLater l -> later.increment();
            case ChannelSender.Outcome.Obsolete o -> overtaken.increment();
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

    public long refused() {
        return refused.sum();
    }

    public long overtaken() {
        return overtaken.sum();
    }

    /** Those whose turn had not come. */
    public long held() {
        return held.sum();
    }

    /** Attempts that will be made again. */
    public long later() {
        return later.sum();
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

    public long unknownInAll() {
        return backlog.unknown();
    }
}
