package lianhu.core.call.figure;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import lianhu.core.call.LoggedCall;

/** Counts and lists the calls of a time; {@code to} is not included. */
public interface CallFigureQueries {
    Uni<CallFigures> count(Instant from, Instant to, Instant now);

    /**
     * The calls behind a figure, the newest first. Of a call-back the call that waited longest.
     *
     * @param limit at most so many
     */
    Uni<List<LoggedCall>> list(CallFigure figure, Instant from, Instant to, Instant now, int limit);
}
