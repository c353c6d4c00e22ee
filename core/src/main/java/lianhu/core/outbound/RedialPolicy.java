package lianhu.core.outbound;

import java.time.Duration;
import java.util.Optional;

/**
 * When a call is tried again, by what came of the last attempt. It goes on until somebody answers or the matter ends; a number that
 * was called as often as the limit of 24 hours allows waits until an attempt is a day old.
 */
public final class RedialPolicy {
    private static final Duration LINE_PAUSE = Duration.ofSeconds(30);
    private static final Duration BUSY_PAUSE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMinutes(3);
    private static final Duration OFF_PAUSE = Duration.ofMinutes(5);
    private static final Duration LATE_PAUSE = Duration.ofMinutes(10);
    private static final int LATE_FROM_ATTEMPT = 5;

    private RedialPolicy() {}

    /**
     * Empty when no further attempt makes sense.
     *
     * @param attempt counts the attempts on the person from 1, see {@link OutboundCall#attemptsOnPerson}
     */
    public static Optional<Duration> pauseAfter(OutboundResult result, int attempt) {
        if (result.isFinal()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (result) {
                    case CONGESTION, LOST, NOT_STORED -> LINE_PAUSE;
                    case BUSY -> late(attempt, BUSY_PAUSE);
                    case UNREACHABLE -> late(attempt, OFF_PAUSE);
                    default -> late(attempt, PAUSE);
                });
    }

    private static Duration late(int attempt, Duration pause) {
        return attempt < LATE_FROM_ATTEMPT ? pause : LATE_PAUSE;
    }
}
