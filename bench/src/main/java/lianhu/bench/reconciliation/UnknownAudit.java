package lianhu.bench.reconciliation;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks whether kills explain the deliveries with an unknown outcome. A kill explains a delivery that was SENDING at that
 * moment, unless the gateway had enough time before the kill to record an outcome.
 *
 * @param unknown deliveries that are UNKNOWN at the end
 * @param bound deliveries that were SENDING at a kill and may therefore be UNKNOWN
 * @param unexplained those of {@code unknown} that are outside the bound
 * @param mostAtOnce most deliveries that were SENDING at one kill
 * @param aboveLimit how many of these exceeded what may be in flight, summed over all kills
 * @param longestMs longest attempt that ended as SENT and that no kill disturbed
 */
public record UnknownAudit(int unknown, int bound, int unexplained, int mostAtOnce, int aboveLimit, long longestMs) {
    /** An attempt takes milliseconds; on a busy machine with a gateway that has just started it takes up to this time. */
    static final Duration AMPLE = Duration.ofSeconds(2);

    /**
     * @param unknown numbers of the deliveries that are UNKNOWN at the end
     * @param limit most deliveries that all copies of the gateway together may have in flight
     */
    public static UnknownAudit of(
            Set<Long> unknown, List<SendingInterval> attempts, List<KillWindow> kills, int limit) {
        Set<Long> bound = attempts.stream()
                .filter(attempt -> isInterrupted(attempt, kills))
                .map(SendingInterval::delivery)
                .collect(Collectors.toSet());
        Set<Long> unexplained = new HashSet<>(unknown);
        unexplained.removeAll(bound);
        int mostAtOnce = 0;
        int aboveLimit = 0;
        for (KillWindow kill : kills) {
            int sending = (int) attempts.stream()
                    .filter(attempt -> kill.interruptsSends() && attempt.overlaps(kill))
                    .count();
            mostAtOnce = Math.max(mostAtOnce, sending);
            aboveLimit += Math.max(0, sending - limit);
        }
        long longest = attempts.stream()
                .filter(attempt -> attempt.isSent() && kills.stream().noneMatch(attempt::overlaps))
                .mapToLong(attempt ->
                        Duration.between(attempt.from(), attempt.until()).toMillis())
                .max()
                .orElse(0);
        return new UnknownAudit(unknown.size(), bound.size(), unexplained.size(), mostAtOnce, aboveLimit, longest);
    }

    /** A kill of Redis interrupts no attempt, but it can delay one. */
    private static boolean isInterrupted(SendingInterval attempt, List<KillWindow> kills) {
        SendingInterval start = attempt.first(AMPLE);
        return kills.stream().anyMatch(kill -> kill.interruptsSends() && attempt.overlaps(kill))
                && kills.stream().anyMatch(start::overlaps);
    }

    public long failures() {
        return (long) unexplained + aboveLimit;
    }
}
