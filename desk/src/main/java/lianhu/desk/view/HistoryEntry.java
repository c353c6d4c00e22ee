package lianhu.desk.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.report.VoiceAttachment;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.TicketEvent;
import lianhu.desk.format.Labels;

/**
 * One line of 经过.
 *
 * @param detail the actor, and the channel, the rule, the due date or the words
 */
public record HistoryEntry(
        String sentence,
        String detail,
        String time,
        String full,
        List<String> photos,
        List<VoiceAttachment> voices,
        boolean isBad) {
    static final String ADDITION = "补充";

    /** The newest first. */
    public static List<HistoryEntry> history(List<TicketEvent> history, boolean isSealed, Labels labels, Instant now) {
        List<HistoryEntry> entries = new ArrayList<>();
        String owner = "";
        for (TicketEvent event : history) {
            entries.add(new HistoryEntry(
                    sentence(event, owner, labels),
                    detail(event, isSealed, now),
                    ChineseTime.formatPast(event.at(), now),
                    ChineseTime.formatFull(event.at()),
                    isSealed ? List.of() : VoiceAttachment.photosIn(event.attachments()),
                    isSealed ? List.of() : VoiceAttachment.voicesIn(event.attachments()),
                    isBad(event.change())));
            owner = ownerAfter(event.change(), owner);
        }
        return List.copyOf(entries.reversed());
    }

    private static String sentence(TicketEvent event, String owner, Labels labels) {
        return switch (event.change()) {
            case Change.Received received -> "收到，回了受理号 " + received.receipt().spoken();
            case Change.Triaged triaged -> "认作" + triaged.kind().label() + "，地点 " + labels.place(triaged.area());
            case Change.Dispatched d
            when d.isByHead() && event.by().type() == Actor.Type.GATEWAY ->
                "联户长一天没回话，转给网格：" + d.owner().name();
            case Change.Dispatched d when d.isByHead() -> "联户长报给网格：" + d.owner().name();
            case Change.Dispatched d when owner.isEmpty() -> "派给" + d.owner().name();
            case Change.Dispatched d
            when owner.equals(d.owner().name()) -> "还是派给" + d.owner().name();
            case Change.Dispatched d -> "改派：" + owner + " → " + d.owner().name();
            case Change.Accepted accepted ->
                accepted.isDeemed() ? event.by().type() == Actor.Type.GATEWAY ? "没签也没退，视为签收" : "指定承办，不能再退" : "签收";
            case Change.AcceptanceOverdue overdue -> "到时间没签收，催了一次";
            case Change.ExtensionRequested asked -> "申请延期";
            case Change.ExtensionGranted granted -> "同意延期，告诉了报的人";
            case Change.ExtensionRefused refused -> "不同意延期";
            case Change.ReporterAsked asked -> "问报事的人，钟停了";
            case Change.ReporterReminded reminded -> "报事的人没有回话，又提醒了一次";
            case Change.Resumed resumed ->
                switch (resumed.reason()) {
                    case ANSWERED -> "报事的人回了话，钟接着走";
                    case NO_ANSWER -> "没有等到回话，按现有的情况接着办";
                    case STAFF -> "不等回话，接着办";
                };
            case Change.Returned returned -> "退回受理台";
            case Change.ResultSubmitted result ->
                (result.isSolved() ? "办结：" : "办不成：") + (event.words().isBlank() ? "（已删除）" : event.words());
            case Change.ResultPassed passed ->
                event.by().type() == Actor.Type.GATEWAY ? "一个工作日没有核，结果自动通过" : "核了结果，告诉了报的人";
            case Change.ResultRejected rejected -> "结果退回再办";
            case Change.Supervised supervised -> event.words().isBlank() ? "报的人两次说没好，自动督办" : "督办";
            case Change.SupervisionAnswered answered -> "回复督办";
            case Change.SupervisionOverdue overdue -> "督办到时间没有回复";
            case Change.Closed closed ->
                switch (closed.reason()) {
                    case REPORTER_CONTENT -> "归档：本人说好了";
                    case NO_OBJECTION -> "归档：7 天没有人说不行";
                    case DESK -> "归档：受理台";
                };
            case Change.Reopened reopened -> "重办：说没好";
            case Change.Merged merged -> "并到 " + merged.into();
            case Change.MergedFrom mergedFrom -> mergedFrom.other() + " 并进来，两边都会收到进度";
            case Change.Withdrawn withdrawn -> "本人撤回";
            case Change.Supplemented supplemented -> ADDITION;
            case Change.Transcribed written -> "听了语音，写下来";
            case Change.Acknowledged acknowledged -> "接手紧急呼叫，停铃";
            case Change.DueDateRecounted recounted -> "放假安排公布了，重算期限";
            case Change.DeadlineReached reached ->
                switch (reached.step()) {
                    case HALFWAY -> "时间过半，还没办结";
                    case NEARLY_DUE -> "快到期，还没办结";
                    case OVERDUE -> "到期没办结";
                    case ONE_DAY_OVERDUE -> "过期 1 个工作日，还没办结";
                    case THREE_DAYS_OVERDUE -> "过期 3 个工作日，还没办结";
                    case FIVE_DAYS_OVERDUE -> "过期 5 个工作日，还没办结";
                };
            case Change.Consulted consulted -> consulted(consulted);
            case Change.DisclosureRequested asked -> "想看是谁报的，等第二个人批准";
            case Change.DisclosureApproved disclosureApproved -> "第二个人批准看是谁报的";
            case Change.DisclosureViewed seen -> "看了是谁报的";
            case Change.Erased erased ->
                erased.held().isEmpty()
                        ? erased.basis().label() + "检查过，没有要删除的" + ContentKind.labels(erased.kinds())
                        : erased.basis().label() + "删除了" + ContentKind.labels(erased.held());
        };
    }

    private static String consulted(Change.Consulted consulted) {
        String kind = consulted.kind().label();
        return switch (consulted.step()) {
            case OPENED -> kind + "开始了";
            case ANSWERED ->
                switch (consulted.kind()) {
                    case WHISTLE -> "报到";
                    case MEETING -> "说了会商意见";
                    case MEDIATION -> "说了怎么调";
                };
            case OVERDUE -> kind + "到时间了";
            case ENDED -> kind + "结束了";
        };
    }

    private static String detail(TicketEvent event, boolean isSealed, Instant now) {
        List<String> parts = new ArrayList<>();
        parts.add(Labels.actor(event.by()));
        switch (event.change()) {
            case Change.Received received -> parts.add(Labels.channel(received.channel()));
            case Change.Triaged triaged -> parts.add("规则“" + triaged.route().rule() + "”");
            case Change.Dispatched d -> parts.add("最迟 " + ChineseTime.formatDue(d.due(), now));
            case Change.ExtensionRequested e -> parts.add("想延到 " + ChineseTime.formatDue(e.until(), now));
            case Change.ExtensionGranted e -> parts.add("最迟 " + ChineseTime.formatDue(e.due(), now));
            case Change.ReporterAsked a -> parts.add("等到 " + ChineseTime.formatDue(a.until(), now));
            case Change.Resumed r ->
                parts.add("等了 " + ChineseTime.formatDuration(r.waited()) + "工作时间，最迟 "
                        + ChineseTime.formatDue(r.due(), now));
            case Change.ResultRejected r -> parts.add("最迟 " + ChineseTime.formatDue(r.due(), now));
            case Change.Supervised s -> parts.add("请在 " + ChineseTime.formatDue(s.replyDue(), now) + " 前回复");
            case Change.DueDateRecounted d -> parts.add("最迟 " + ChineseTime.formatDue(d.due(), now));
            default -> {}
        }
        boolean isInSentence = event.change() instanceof Change.ResultSubmitted;
        boolean isByReporter = event.by().type() == Actor.Type.REPORTER;
        if (!event.words().isBlank() && !isInSentence) {
            parts.add(isSealed && isByReporter ? "原话封存" : "“" + event.words() + "”");
        }
        return String.join(" · ", parts);
    }

    private static boolean isBad(Change change) {
        return change instanceof Change.Returned
                || change instanceof Change.AcceptanceOverdue
                || change instanceof Change.ResultRejected
                || change instanceof Change.SupervisionOverdue
                || (change instanceof Change.DeadlineReached reached
                        && reached.step().isOverdue())
                || (change instanceof Change.Consulted consulted && consulted.step() == Change.Consulted.Step.OVERDUE)
                || change instanceof Change.Reopened
                || (change instanceof Change.ResultSubmitted result && !result.isSolved());
    }

    private static String ownerAfter(Change change, String before) {
        return switch (change) {
            case Change.Dispatched dispatched -> dispatched.owner().name();
            case Change.Returned returned -> "";
            default -> before;
        };
    }
}
