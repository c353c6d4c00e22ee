package lianhu.core.query;

import java.util.List;
import java.util.Optional;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.TicketEvent;

/** The last result that a reporter may read: one that the desk does not check, or has passed. */
public final class ReportedResult {
    public static Optional<TicketEvent> in(List<TicketEvent> history) {
        boolean isPassed = false;
        for (TicketEvent event : history.reversed()) {
            if (event.change() instanceof Change.ResultPassed) {
                isPassed = true;
            }
            if (event.change() instanceof Change.ResultSubmitted result) {
                if (isPassed || !result.isToBeChecked()) {
                    return Optional.of(event);
                }
                isPassed = false;
            }
        }
        return Optional.empty();
    }

    private ReportedResult() {}
}
