package lianhu.core.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often and how long a ticket waited for an answer of its reporter, since it was opened or reopened.
 *
 * @param questions how often the reporter was asked
 * @param time working time of the waits that are over, in whole seconds
 * @param current the wait that runs
 */
public record ReporterWait(int questions, Duration time, Optional<Current> current) {
    public static final ReporterWait NONE = new ReporterWait(0, Duration.ZERO, Optional.empty());

    /**
     * A wait that runs.
     *
     * @param from the state that the ticket goes back to
     * @param until then the work goes on without an answer
     */
    public record Current(State from, Instant since, Instant until) {}

    ReporterWait begin(Current wait) {
        return new ReporterWait(questions + 1, time, Optional.of(wait));
    }

    ReporterWait end(Duration waited) {
        return new ReporterWait(questions, time.plus(waited), Optional.empty());
    }
}
