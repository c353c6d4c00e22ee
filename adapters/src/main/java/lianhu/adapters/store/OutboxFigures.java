package lianhu.adapters.store;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import lianhu.core.notice.Reach;

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

    void count(Reach.Outcome outcome) {
        switch (outcome) {
            case Reach.Outcome.Shown s -> sent.increment();
            case Reach.Outcome.Waits w -> waiting.increment();
            case Reach.Outcome.AwaitsQuery a -> waiting.increment();
            case Reach.Outcome.Refused r -> refused.increment();
            case Reach.Outcome.Held h -> held.increment();
            case Reach.Outcome.Later l -> later.increment();
            case Reach.Outcome.Overtaken o -> overtaken.increment();
            case Reach.Outcome.Unknown u -> unknown.increment();
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
