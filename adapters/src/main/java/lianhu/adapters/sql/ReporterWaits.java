package lianhu.adapters.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.ticket.ReporterWait;
import lianhu.core.ticket.State;
import org.jspecify.annotations.Nullable;

/** The columns of a ticket's waits for its reporter. */
public final class ReporterWaits {
    /** The columns, as a part of a select list over {@code ticket t}. */
    public static final String COLUMNS = "t.questions, t.waited_seconds, t.wait_from, t.wait_since, t.wait_until";

    /** @param from with {@code since} and {@code until} of the wait that runs; {@code null} for none */
    public static ReporterWait of(
            int questions,
            long waitedSeconds,
            @Nullable String from,
            @Nullable Instant since,
            @Nullable Instant until) {
        return new ReporterWait(
                questions,
                Duration.ofSeconds(waitedSeconds),
                from == null || since == null || until == null
                        ? Optional.empty()
                        : Optional.of(new ReporterWait.Current(State.valueOf(from), since, until)));
    }

    private ReporterWaits() {}
}
