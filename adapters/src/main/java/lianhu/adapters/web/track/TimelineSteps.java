package lianhu.adapters.web.track;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.web.track.TrackView.TimelineStep;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.query.ReportedResult;
import lianhu.core.query.TicketQueries.ReceiptInfo;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.TicketEvent;

/** What happened to a ticket, step by step, in words for its reporter. */
final class TimelineSteps {
    static List<TimelineStep> of(TicketTimeline timeline) {
        List<TimelineStep> timelineSteps = new ArrayList<>();
        TicketDetails file = timeline.file();
        Instant received = file.receipts().stream()
                .filter(receiptInfo -> receiptInfo.receipt().equals(timeline.no()))
                .map(ReceiptInfo::at)
                .findFirst()
                .orElse(file.ticket().receivedAt());
        timelineSteps.add(new TimelineStep("on", "收到了", ChineseTime.formatMoment(received, timeline.now())));
        file.history().stream()
                .map(event -> step(timeline, event))
                .flatMap(Optional::stream)
                .forEach(timelineSteps::add);
        if (!file.ticket().state().isOver()) {
            TimelineStep last = timelineSteps.removeLast();
            timelineSteps.add(new TimelineStep("cur", last.what(), last.text()));
            timelineSteps.add(
                    timeline.hasResult()
                            ? new TimelineStep("next", "等您回话", "七天不回就算办结")
                            : new TimelineStep("next", "办好告诉您", "结果放在这里，随时来看"));
        }
        return List.copyOf(timelineSteps);
    }

    private static Optional<TimelineStep> step(TicketTimeline timeline, TicketEvent event) {
        Instant now = timeline.now();
        String at = ChineseTime.formatMoment(event.at(), now);
        return switch (event.change()) {
            case Change.Received r -> Optional.empty();
            case Change.Triaged t -> Optional.empty();
            case Change.MergedFrom a -> Optional.empty();
            case Change.Acknowledged a -> doneStep(event.by().name() + "应了", at);
            case Change.Dispatched d -> doneStep("交给了" + d.owner().name(), at);
            case Change.Accepted a -> doneStep(a.isDeemed() ? "定下了由他们办" : "开始办了", at);
            case Change.AcceptanceOverdue a -> Optional.empty();
            case Change.ExtensionRequested e -> Optional.empty();
            case Change.ExtensionGranted e -> doneStep("要到" + ChineseTime.formatDue(e.due(), now) + "才办得好", at);
            case Change.ExtensionRefused e -> Optional.empty();
            case Change.ReporterAsked a -> doneStep("问了您一句话", at);
            case Change.ReporterReminded a -> doneStep("又提醒了您一次", at);
            case Change.Resumed r ->
                doneStep(
                        switch (r.reason()) {
                            case ANSWERED -> "有了回话，接着办";
                            case NO_ANSWER -> "没有等到回话，按现有的情况接着办";
                            case STAFF -> "不等回话，接着办";
                        },
                        at + " 最迟" + ChineseTime.formatDue(r.due(), now));
            case Change.Returned r -> doneStep("重新找该管的单位", at);
            case Change.ResultSubmitted r when r.isToBeChecked() -> doneStep("办了，受理台在核", at);
            case Change.ResultPassed r ->
                ReportedResult.in(timeline.file().history().stream()
                                .filter(earlier -> earlier.seq() <= event.seq())
                                .toList())
                        .flatMap(result -> doneStep(
                                ((Change.ResultSubmitted) result.change()).isSolved() ? "办好了" : "有了答复",
                                timeline.isPublic() && !result.words().isBlank() ? at + " " + result.words() : at));
            case Change.ResultRejected r -> doneStep("受理台核了，再办", at + " 最迟" + ChineseTime.formatDue(r.due(), now));
            case Change.Supervised s -> doneStep("督办了", at);
            case Change.SupervisionAnswered s -> Optional.empty();
            case Change.SupervisionOverdue s -> Optional.empty();
            case Change.ResultSubmitted r ->
                doneStep(
                        r.isSolved() ? "办好了" : "有了答复",
                        timeline.isPublic() && !event.words().isBlank() ? at + " " + event.words() : at);
            case Change.Closed c -> doneStep("办结", at);
            case Change.Reopened r -> doneStep(timeline.own().objector(event) + "说没好，重新办", at);
            case Change.Merged m -> doneStep("和另一件并到一起", at);
            case Change.Withdrawn w -> doneStep("您撤回了", at);
            case Change.Transcribed w -> doneStep("听了您的语音", at);
            case Change.Supplemented s -> doneStep(supplement(event.by()), at);
            case Change.DueDateRecounted d -> doneStep("放假安排公布了，期限改到" + ChineseTime.formatDue(d.due(), now), at);
            case Change.DeadlineReached d ->
                d.step() == DeadlineStep.OVERDUE ? doneStep("过了说好的日子，还没办好", at) : Optional.empty();
            case Change.Consulted c -> Optional.empty();
            case Change.DisclosureRequested u -> Optional.empty();
            case Change.DisclosureApproved u -> Optional.empty();
            case Change.DisclosureViewed u -> Optional.empty();
            case Change.Erased e ->
                e.held().isEmpty() ? Optional.empty() : doneStep(TicketTimeline.erasure(e.basis(), e.held()), at);
        };
    }

    /** The gateway adds a photo or a voice that came late, and the recording of an emergency call. */
    private static String supplement(Actor by) {
        if (by.type() == Actor.Type.GATEWAY) {
            return "补上了照片或录音";
        }
        return (by.isHandler() ? by.name() : "报事人") + "补了一句";
    }

    private static Optional<TimelineStep> doneStep(String what, String text) {
        return Optional.of(new TimelineStep("on", what, text));
    }

    private TimelineSteps() {}
}
