package lianhu.adapters.web.track;

import java.util.Optional;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ReporterWait;
import lianhu.core.ticket.TicketEvent;

/** What the reporter of a ticket is asked now. */
final class ReporterQuestion {
    /**
     * 网格员小王想问您：…; empty for nothing. Only who reported first is asked, and only a page with a proof says what.
     */
    static String of(TicketTimeline timeline) {
        boolean isFirst = timeline.file().receipts().stream()
                .findFirst()
                .filter(first -> first.receipt().equals(timeline.no()))
                .isPresent();
        return timeline.isOpened() && isFirst && current(timeline).isPresent()
                ? timeline.file().history().reversed().stream()
                        .filter(event -> event.change() instanceof Change.ReporterAsked)
                        .findFirst()
                        .map(ReporterQuestion::words)
                        .orElse("")
                : "";
    }

    private static String words(TicketEvent asked) {
        return asked.by().name() + "想问您：" + asked.words();
    }

    /** Until when the work waits; empty when it does not. */
    static String note(TicketTimeline timeline) {
        return current(timeline)
                .map(wait -> "等到" + ChineseTime.formatDue(wait.until(), timeline.now()) + "；没有等到回话，就按现有的情况接着办。")
                .orElse("");
    }

    private static Optional<ReporterWait.Current> current(TicketTimeline timeline) {
        return timeline.file().ticket().reporterWait().current();
    }

    private ReporterQuestion() {}
}
