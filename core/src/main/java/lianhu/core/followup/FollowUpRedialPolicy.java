package lianhu.core.followup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.outbound.OutboundResult;

/**
 * When a resident is called again: three attempts at most, hours apart. Who hangs up twice is left alone, and so is a number at
 * which nobody presses a key: that may be a machine.
 */
public record FollowUpRedialPolicy(FollowUpTimes times) {
    private static final int ATTEMPTS = 3;
    private static final int ATTEMPTS_AFTER_REJECTION = 2;
    private static final Duration LINE_PAUSE = Duration.ofMinutes(5);
    private static final Duration BUSY_PAUSE = Duration.ofMinutes(20);
    private static final Duration PAUSE = Duration.ofHours(4);
    private static final Duration OFF_PAUSE = Duration.ofHours(20);

    /**
     * Empty when no further attempt follows.
     *
     * @param attempt counts the attempts on the person from 1
     */
    public Optional<Instant> next(OutboundResult result, int attempt, Instant now) {
        Optional<Duration> pause = switch (result) {
            case CONGESTION, LOST, NOT_STORED -> Optional.of(LINE_PAUSE);
            case BUSY -> pause(BUSY_PAUSE, attempt, ATTEMPTS);
            case NO_ANSWER -> pause(PAUSE, attempt, ATTEMPTS);
            case UNREACHABLE -> pause(OFF_PAUSE, attempt, ATTEMPTS);
            case REJECTED -> pause(PAUSE, attempt, ATTEMPTS_AFTER_REJECTION);
            case ANSWERED,
                    DECLINED,
                    REPORTER_NOT_REACHED,
                    NOT_CONFIRMED,
                    INVALID_NUMBER,
                    NO_NUMBER,
                    NOT_ALLOWED,
                    NOT_NEEDED -> Optional.empty();
        };
        return pause.map(now::plus).map(times::from);
    }

    private static Optional<Duration> pause(Duration pause, int attempt, int attempts) {
        return attempt < attempts ? Optional.of(pause) : Optional.empty();
    }
}
