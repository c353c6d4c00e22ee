package lianhu.adapters.sms;

import java.util.concurrent.atomic.LongAdder;
import lianhu.core.query.SystemStatus.SmsStatus;
import lianhu.core.sms.SmsSender;

/** Counts what the service answered since the start. */
public final class SmsStatistics {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private volatile boolean isWorking = true;

    void count(SmsSender.Result result) {
        switch (result) {
            case SmsSender.Result.Accepted a -> accepted.increment();
            case SmsSender.Result.Refused r -> refused.increment();
            case SmsSender.Result.Busy b -> {}
            case SmsSender.Result.Unanswered u -> unanswered.increment();
        }
        // A refusal is about one number or one text; the service itself answers.
        isWorking = result instanceof SmsSender.Result.Accepted || result instanceof SmsSender.Result.Refused;
    }

    public SmsStatus status() {
        return new SmsStatus(isWorking, accepted.sum(), refused.sum(), unanswered.sum());
    }
}
