package lianhu.bench;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lianhu.bench.harness.NoticeApiClient;

/**
 * The totals of several broadcasts to all groups.
 *
 * @param lost messages that a group did not receive
 * @param duplicated messages beyond one for each group and broadcast, and messages to a robot of no group
 */
record BroadcastTotals(long lost, long duplicated) {
    /** @param messages the number of messages to each robot, by its key */
    static BroadcastTotals of(int groups, int notices, Map<String, Long> messages) {
        long lost = perGroup(groups, messages)
                .map(times -> Math.max(0, notices - times))
                .sum();
        long expected = perGroup(groups, messages)
                .map(times -> Math.min(notices, times))
                .sum();
        long all = messages.values().stream().mapToLong(Long::longValue).sum();
        return new BroadcastTotals(lost, all - expected);
    }

    private static LongStream perGroup(int groups, Map<String, Long> messages) {
        return IntStream.range(0, groups).mapToLong(group -> messages.getOrDefault(NoticeApiClient.key(group), 0L));
    }
}
