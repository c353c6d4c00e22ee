package lianhu.adapters.sms;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import lianhu.core.query.SystemStatus.SmsStatus;
import lianhu.core.sms.SmsSender;

/** Counts what the service answered since the start. */
public final class SmsStatistics {
    /** One lost call happens to every service, and a busy one is asked again. */
    private static final int FAULT = 3;

    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    /** In a row. */
    private final AtomicInteger failures = new AtomicInteger();

    private volatile boolean isTokenKnown = true;

    void count(SmsSender.Result result) {
        switch (result) {
            case SmsSender.Result.Accepted a -> accepted.increment();
            case SmsSender.Result.Refused r -> refused.increment();
            case SmsSender.Result.Busy b -> {}
            case SmsSender.Result.Unauthorized u -> {}
            case SmsSender.Result.Unanswered u -> unanswered.increment();
        }
        // A refusal is about one number or one text; the service itself answers.
        if (result instanceof SmsSender.Result.Accepted || result instanceof SmsSender.Result.Refused) {
            failures.set(0);
            isTokenKnown = true;
            return;
        }
        failures.incrementAndGet();
        if (result instanceof SmsSender.Result.Unauthorized) {
            isTokenKnown = false;
        }
    }

    public SmsStatus status() {
        return new SmsStatus(
                isTokenKnown && failures.get() < FAULT, isTokenKnown, accepted.sum(), refused.sum(), unanswered.sum());
    }
}
