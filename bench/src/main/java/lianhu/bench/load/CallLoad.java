package lianhu.bench.load;

import java.util.Arrays;
import java.util.Map;

/**
 * What callers saw.
 *
 * @param calls that were begun
 * @param latencies nanoseconds from INVITE to 200 OK of the answered calls, sorted
 * @param mostAtOnce calls that were up at the same time
 * @param faults calls that failed, by reason
 * @param speaking calls of callers who spoke
 * @param withheld calls of callers who said nothing and withheld their number
 * @param repeated requests that were sent again because no answer came
 * @param sent packets of RTP
 * @param heard packets of RTP that came back
 * @param silent answered calls that heard nothing at all
 */
public record CallLoad(
        int calls,
        long[] latencies,
        int mostAtOnce,
        Map<String, Integer> faults,
        int speaking,
        int withheld,
        int repeated,
        long sent,
        long heard,
        int silent) {
    /** Milliseconds that this share of the answered calls did not exceed (nearest rank). */
    public double millis(double share) {
        return latencies.length == 0
                ? Double.NaN
                : latencies[Math.max(0, (int) Math.ceil(share * latencies.length) - 1)] / 1e6;
    }

    /** Calls that failed or heard nothing. */
    public int failures() {
        return silent + faults.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return calls + " calls, " + latencies.length + " answered, " + mostAtOnce + " at once, faults " + faults + ", "
                + repeated + " requests repeated, " + sent + " packets sent, " + heard + " heard, " + silent
                + " calls heard nothing, slowest "
                + (latencies.length == 0 ? 0 : Arrays.stream(latencies).max().orElse(0) / 1_000_000)
                + " ms";
    }
}
