package lianhu.bench;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lianhu.bench.harness.NoticeApiClient;

/**
 * What the groups heard of several notices that went to each of them.
 *
 * @param lost messages that a group did not hear
 * @param doubled messages that a group heard beyond one for each notice, and messages to a robot of no group
 */
record BroadcastTotals(long lost, long doubled) {
    /** @param heard how often each robot was told something, by its key */
    static BroadcastTotals of(int groups, int notices, Map<String, Long> heard) {
        long lost = perGroup(groups, heard)
                .map(times -> Math.max(0, notices - times))
                .sum();
        long rightly =
                perGroup(groups, heard).map(times -> Math.min(notices, times)).sum();
        long all = heard.values().stream().mapToLong(Long::longValue).sum();
        return new BroadcastTotals(lost, all - rightly);
    }

    private static LongStream perGroup(int groups, Map<String, Long> heard) {
        return IntStream.range(0, groups).mapToLong(group -> heard.getOrDefault(NoticeApiClient.key(group), 0L));
    }
}
