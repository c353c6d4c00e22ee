package lianhu.adapters.speech;

import java.util.concurrent.atomic.LongAdder;
import lianhu.core.query.SystemStatus.SpeechStatus;
import lianhu.core.speech.SpeechRecognizer.Result;

/** Counts what the speech server answered since the start. */
public final class SpeechStatistics {
    private final LongAdder recognized = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile String fault = "";

    void count(Result result) {
        fault = "";
        switch (result) {
            case Result.Recognized r -> recognized.increment();
            case Result.Refused r -> refused.increment();
            case Result.Unavailable u -> fault = u.why();
        }
    }

    public SpeechStatus status() {
        return new SpeechStatus(fault, recognized.sum(), refused.sum());
    }
}
