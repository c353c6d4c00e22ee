package lianhu.bench.load;

import java.util.Arrays;
import java.util.List;

/** Percentiles over one or more rounds. */
public final class LatencyPercentiles {
    private final long[] sorted;

    public LatencyPercentiles(List<LoadResult> rounds) {
        sorted = rounds.stream()
                .flatMapToLong(round -> Arrays.stream(round.latencies()))
                .sorted()
                .toArray();
    }

    /** Milliseconds that this share of requests did not exceed (nearest rank). */
    public double millis(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }
}
