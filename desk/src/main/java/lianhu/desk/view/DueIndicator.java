package lianhu.desk.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.QueueFilter;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.desk.format.Labels;
import lianhu.desk.format.StatusLabel;

/**
 * One clock of a ticket: it runs ({@code due} is set) or has stopped ({@code words} is set).
 *
 * @param from start, ISO 8601; empty for a stopped clock
 * @param due end, ISO 8601; empty for a stopped clock
 * @param isLate whether the clock stopped after its due date
 */
public record DueIndicator(String name, String from, String due, String words, String note, boolean isLate) {
    /** As the text of the result promises: 7 天不回自动办结. */
    private static final Duration OBJECTION = Duration.ofDays(7);

    public static List<DueIndicator> of(Ticket ticket, List<TicketEvent> history, Instant now) {
        List<DueIndicator> dueIndicators = new ArrayList<>();
        dueIndicators.add(resolution(ticket, history, now));
        dueIndicators.add(acceptance(ticket, history, now));
        ticket.supervision()
                .filter(supervision ->
                        !supervision.isAnswered() && ticket.state().stage().compareTo(Stage.HANDLING) <= 0)
                .flatMap(supervision -> last(history, Change.Supervised.class)
                        .map(event -> running("回复督办", event.at(), supervision.replyDue(), "到时间不回复，报给责任人", now)))
                .ifPresent(dueIndicators::add);
        last(history, Change.ResultSubmitted.class)
                .filter(result -> ticket.state() == State.RESULT_SUBMITTED)
                .map(result -> stopped("核结果", "等您核", "一个工作日不核，或者到了期限，自动通过", false))
                .ifPresent(dueIndicators::add);
        last(history, Change.ResultSubmitted.class)
                .filter(result -> ticket.state() == State.FEEDBACK_DUE)
                .map(result -> running("等本人回话", result.at(), result.at().plus(OBJECTION), "7 天没有人说不行，自动归档", now))
                .ifPresent(dueIndicators::add);
        return List.copyOf(dueIndicators);
    }

    private static DueIndicator resolution(Ticket ticket, List<TicketEvent> history, Instant now) {
        if (QueueFilter.isClockRunning(ticket)) {
            boolean isTriage = ticket.dispatches() == 0 && ticket.owner().isDesk();
            return running(
                    isTriage ? "找到该管的单位" : "答复",
                    ticket.receivedAt(),
                    ticket.due(),
                    isTriage ? "到点前要告诉本人交给了谁" : "改派不顺延",
                    now);
        }
        if (ticket.reporterWait().current().isPresent()) {
            return stopped(
                    "答复",
                    "停着",
                    "等报事的人回话，等到 "
                            + ChineseTime.formatDue(
                                    ticket.reporterWait().current().get().until(), now),
                    false);
        }
        return last(history, Change.ResultSubmitted.class)
                .map(result -> stopped(
                        "答复",
                        result.at().isAfter(ticket.due())
                                ? "超 " + ChineseTime.formatDuration(Duration.between(ticket.due(), result.at()))
                                : "按时",
                        ChineseTime.formatPast(result.at(), now) + " 给了结果，限 "
                                + ChineseTime.formatDue(ticket.due(), now),
                        result.at().isAfter(ticket.due())))
                .orElseGet(() -> stopped("答复", "不用了", StatusLabel.of(ticket).word(), false));
    }

    private static DueIndicator acceptance(Ticket ticket, List<TicketEvent> history, Instant now) {
        Optional<TicketEvent> given = last(history, Change.Dispatched.class);
        Optional<TicketEvent> taken = last(history, Change.Accepted.class)
                .filter(event -> given.isEmpty() || event.seq() > given.get().seq());
        if (given.isEmpty()) {
            return stopped("签收", "还没派", "派出以后开始记", false);
        }
        Instant from = given.get().at();
        return taken.map(event -> stopped(
                        "签收",
                        ChineseTime.formatDuration(Duration.between(from, event.at())),
                        ChineseTime.formatPast(event.at(), now) + " " + Labels.actor(event.by()) + "签收",
                        false))
                .orElseGet(() -> ticket.state() == State.DISPATCHED
                        ? stopped(
                                "签收",
                                "等了 " + ChineseTime.formatDuration(Duration.between(from, now)),
                                ChineseTime.formatPast(from, now) + " 派出；不签收，钟照走"
                                        + (ticket.isBoundByAcceptance() && !ticket.isSealed() ? "，一个工作日不退算签收" : ""),
                                false)
                        : stopped("签收", "没有签收", ChineseTime.formatPast(from, now) + " 派出", false));
    }

    private static DueIndicator running(String name, Instant from, Instant due, String note, Instant now) {
        return new DueIndicator(
                name,
                ChineseTime.formatIso(from),
                ChineseTime.formatIso(due),
                "",
                ChineseTime.formatDue(due, now) + " · " + note,
                false);
    }

    private static DueIndicator stopped(String name, String words, String note, boolean isLate) {
        return new DueIndicator(name, "", "", words, note, isLate);
    }

    private static Optional<TicketEvent> last(List<TicketEvent> history, Class<? extends Change> type) {
        return history.reversed().stream()
                .filter(event -> type.isInstance(event.change()))
                .findFirst();
    }
}
