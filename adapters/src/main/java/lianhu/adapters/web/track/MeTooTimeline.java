package lianhu.adapters.web.track;

import java.util.List;
import java.util.Set;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.PageMessage;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.QueueFilter;
import lianhu.core.report.MeTooText;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/**
 * A matter as a household sees it that said 我也是 on the public board. The title, the unit and the words of the result are of
 * the first reporter and stay there. Pure.
 */
record MeTooTimeline(TicketTimeline timeline) {
    TrackView view(Areas areas, Set<ActionType> legal, String key, Hotline line, PageMessage message, int triesLeft) {
        Ticket ticket = timeline.file().ticket();
        boolean isDue = QueueFilter.isClockRunning(ticket);
        return new TrackView(
                new TrackView.Heading(
                        timeline.no().digits(),
                        timeline.no().spoken(),
                        timeline.meTooText()
                                .map(MeTooText::category)
                                .orElse(timeline.file().title()),
                        timeline.isPublic() ? areas.displayName(village(ticket.area())) : "",
                        ticket.drillNotice()),
                new TrackView.Progress(
                        tone(),
                        timeline.hasResult()
                                ? timeline.result()
                                        .map(event -> ChineseTime.formatDay(event.at()))
                                        .orElse("现在")
                                : "现在",
                        headline(),
                        ticket.reopenings() > 0 && !timeline.hasResult() ? "有人说没好，正在重办。" : "",
                        isDue ? ChineseTime.formatDue(ticket.due(), timeline.now()) : "",
                        isDue ? ChineseTime.formatRemaining(ticket.due(), timeline.now()) : ""),
                List.of(),
                timeline.isOpened()
                        ? new TrackView.Details(
                                true, "", List.of(), List.of(), List.of(), timeline.reporterActions(legal))
                        : TrackView.Details.HIDDEN,
                message,
                triesLeft,
                key,
                line);
    }

    private String tone() {
        State state = timeline.file().ticket().state();
        if (timeline.hasResult()) {
            return timeline.isSolved() ? "done" : "cannot";
        }
        return state.isOver() ? "over" : TicketTimeline.UNASSIGNED_STATES.contains(state) ? "waiting" : "working";
    }

    private String headline() {
        return switch (timeline.file().ticket().state()) {
            case TRIAGED, RETURN_REVIEW, ADJUDICATING -> "正在找该管的单位";
            case DISPATCHED, ACCEPTED, EXTENSION_REVIEW, WAITING_REPORTER, RESULT_SUBMITTED -> "有单位在办";
            case FEEDBACK_DUE, CLOSED -> timeline.isSolved() ? "办好了" : "现在办不了";
            case WITHDRAWN -> "撤回了，不再办";
            case MERGED -> "和另一件并到一起办";
        };
    }

    private static AreaCode village(AreaCode area) {
        return area.isAtOrBelow(Level.VILLAGE) ? area.ancestorAt(Level.VILLAGE) : area;
    }
}
