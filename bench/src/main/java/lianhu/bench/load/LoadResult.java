package lianhu.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The responses of one round. */
public final class LoadResult {
    /** Prime, so that the sample covers every kind of text in every group. */
    private static final int SAMPLE_EVERY = 47;

    /** A response of the sample. */
    public record SampledResponse(String msgid, String body) {}

    private final List<String> accepted = new ArrayList<>();
    private final List<SampledResponse> sample = new ArrayList<>();
    private final Map<String, Integer> troubles = new TreeMap<>();
    private long[] nanos = new long[1024];
    private long elapsed;

    void record(String msgid, int status, String body, long took) {
        if (status != 200) {
            addFailure("status " + status);
            return;
        }
        if (accepted.size() == nanos.length) {
            nanos = Arrays.copyOf(nanos, nanos.length * 2);
        }
        nanos[accepted.size()] = took;
        accepted.add(msgid);
        if (accepted.size() % SAMPLE_EVERY == 1) {
            sample.add(new SampledResponse(msgid, body));
        }
    }

    void addFailure(String what) {
        troubles.merge(what, 1, Integer::sum);
    }

    void setElapsed(long time) {
        elapsed = time;
    }

    /** Message ids in the order of their responses, redeliveries included. */
    public List<String> accepted() {
        return accepted;
    }

    public List<SampledResponse> sample() {
        return sample;
    }

    public int failures() {
        return troubles.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The number of failures of each kind. */
    public Map<String, Integer> failureCounts() {
        return troubles;
    }

    public double seconds() {
        return elapsed / 1e9;
    }

    public double perSecond() {
        return accepted.size() / seconds();
    }

    /** Latencies of accepted requests, in nanoseconds. */
    public long[] latencies() {
        return Arrays.copyOf(nanos, accepted.size());
    }
}
