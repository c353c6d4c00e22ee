package lianhu.core.call.figure;

import java.time.Duration;
import java.util.Map;

/**
 * How many calls of a time are in each group. A call belongs to the time in which it came in, a call-back to the time in which its
 * time limit lies. A group that is missing has none.
 */
public record CallFigures(Map<CallFigure, Integer> counts) {
    /**
     * Who hangs up within it has not waited for anybody. GB/T 33358-2016 gives no such limit; call centres commonly take five
     * seconds.
     */
    public static final Duration SHORT_ABANDON = Duration.ofSeconds(5);

    public CallFigures {
        counts = Map.copyOf(counts);
    }

    public int of(CallFigure figure) {
        return counts.getOrDefault(figure, 0);
    }
}
