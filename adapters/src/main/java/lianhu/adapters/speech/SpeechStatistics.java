package lianhu.adapters.speech;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import lianhu.core.query.SystemStatus.SpeechStatus;
import lianhu.core.speech.SpeechRecognizer.Result;

/** Counts what the speech server answered since the start. */
public final class SpeechStatistics {
    /** One lost call happens to every server, and the recording is sent again. */
    private static final int FAULT = 3;

    private final LongAdder recognized = new LongAdder();
    private final LongAdder refused = new LongAdder();
    /** In a row. */
    private final AtomicInteger failures = new AtomicInteger();

    private volatile String why = "";

    void count(Result result) {
        switch (result) {
            case Result.Recognized r -> recognized.increment();
            case Result.Refused r -> refused.increment();
            case Result.Unavailable u -> {
                why = u.why();
                failures.incrementAndGet();
                return;
            }
        }
        // A refusal is about one file; the server itself answers.
        failures.set(0);
    }

    public SpeechStatus status() {
        return new SpeechStatus(failures.get() < FAULT ? "" : why, recognized.sum(), refused.sum());
    }
}
