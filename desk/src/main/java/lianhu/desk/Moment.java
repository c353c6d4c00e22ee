package lianhu.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.TicketEvent;

/**
 * One line of 经过.
 *
 * @param detail who, and what else there is to know
 */
record Moment(
        String sentence,
        String detail,
        String time,
        String full,
        List<String> photos,
        List<Sound> voices,
        boolean isBad) {

    /** The newest first. */
    static List<Moment> line(List<TicketEvent> history, boolean isSealed, Names names, Instant now) {
        List<Moment> line = new ArrayList<>();
        String holder = "";
        for (TicketEvent event : history) {
            line.add(new Moment(
                    sentence(event, holder, names),
                    detail(event, isSealed, now),
                    Times.past(event.at(), now),
                    Times.full(event.at()),
                    isSealed ? List.of() : Sound.shown(event.photos()),
                    isSealed ? List.of() : Sound.heard(event.photos()),
                    isBad(event.change())));
            holder = holderAfter(event.change(), holder);
        }
        return List.copyOf(line.reversed());
    }

    private static String sentence(TicketEvent event, String holder, Names names) {
        return switch (event.change()) {
            case Change.Received received -> "收到，回了受理号 " + received.receipt().spoken();
            case Change.Triaged triaged -> "认作" + triaged.kind().word() + "，地点 " + names.place(triaged.area());
            case Change.Dispatched d when d.isByHead() -> "联户长报给网格：" + d.lead().name();
            case Change.Dispatched d when holder.isEmpty() -> "派给" + d.lead().name();
            case Change.Dispatched d
            when holder.equals(d.lead().name()) -> "还是派给" + d.lead().name();
            case Change.Dispatched d -> "改派：" + holder + " → " + d.lead().name();
            case Change.Accepted accepted -> "签收";
            case Change.Returned returned -> "退回受理台";
            case Change.ResultSubmitted result -> (result.isSolved() ? "办结：" : "办不成：") + event.words();
            case Change.Closed closed ->
                switch (closed.reason()) {
                    case REPORTER_CONTENT -> "归档：本人说好了";
                    case NO_OBJECTION -> "归档：7 天没有人说不行";
                    case DESK -> "归档：受理台";
                };
            case Change.Reopened reopened -> "重办：说没好";
            case Change.Merged merged -> "并到 " + merged.into();
            case Change.Absorbed absorbed -> absorbed.other() + " 并进来，两边都会收到进度";
            case Change.Withdrawn withdrawn -> "本人撤回";
            case Change.Supplemented supplemented -> "补充";
            case Change.WrittenDown written -> "听了语音，写下来";
            case Change.Acknowledged acknowledged -> "接手紧急呼叫，停铃";
            case Change.UnsealAsked asked -> "想看是谁报的，等第二个人批准";
            case Change.Unsealed unsealed -> "第二个人批准看是谁报的";
            case Change.UnsealSeen seen -> "看了是谁报的";
        };
    }

    private static String detail(TicketEvent event, boolean isSealed, Instant now) {
        List<String> parts = new ArrayList<>();
        parts.add(Names.actor(event.by()));
        switch (event.change()) {
            case Change.Received received -> parts.add(Names.channel(received.channel()));
            case Change.Triaged triaged -> parts.add("规则“" + triaged.route().rule() + "”");
            case Change.Dispatched d -> parts.add("最迟 " + Times.due(d.due(), now));
            default -> {}
        }
        boolean areWordsSaid = event.change() instanceof Change.ResultSubmitted;
        boolean areReporters = event.by().type() == lianhu.core.ticket.Actor.Type.REPORTER;
        if (!event.words().isBlank() && !areWordsSaid) {
            parts.add(isSealed && areReporters ? "原话封存" : "“" + event.words() + "”");
        }
        return String.join(" · ", parts);
    }

    private static boolean isBad(Change change) {
        return change instanceof Change.Returned
                || change instanceof Change.Reopened
                || (change instanceof Change.ResultSubmitted result && !result.isSolved());
    }

    private static String holderAfter(Change change, String before) {
        return switch (change) {
            case Change.Dispatched dispatched -> dispatched.lead().name();
            case Change.Returned returned -> "";
            default -> before;
        };
    }
}
