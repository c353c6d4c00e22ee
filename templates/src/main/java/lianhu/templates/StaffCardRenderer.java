package lianhu.templates;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.notice.Notice;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/** Renders the cards of those who handle a ticket: a title, a text and buttons. */
final class StaffCardRenderer {
    private static final List<RenderedMessage.Button> FOR_KEEPER = List.of(
            new RenderedMessage.Button("签收", QuteNoticeRenderer.ACCEPT),
            new RenderedMessage.Button("退回", QuteNoticeRenderer.RETURN),
            new RenderedMessage.Button("办结", QuteNoticeRenderer.RESULT));
    private static final List<RenderedMessage.Button> FOR_HEAD = List.of(
            new RenderedMessage.Button("解决了", QuteNoticeRenderer.RESULT),
            new RenderedMessage.Button("报网格", QuteNoticeRenderer.PASS_ON));
    private static final List<RenderedMessage.Button> FOR_HELP =
            List.of(new RenderedMessage.Button("我来处理", QuteNoticeRenderer.ACKNOWLEDGE));

    private final TextRenderer textRenderer;
    private final InstantSource clock;

    StaffCardRenderer(TextRenderer textRenderer, InstantSource clock) {
        this.textRenderer = textRenderer;
        this.clock = clock;
    }

    RenderedMessage render(Notice.Assigned n) {
        return card(
                n.ticket(),
                n.version(),
                (n.addition().isEmpty() ? "" : "又说：") + PlainText.sanitize(n.title()),
                textRenderer.render(new Notices.Assigned(
                        PlainText.sanitize(n.words()),
                        PlainText.sanitize(n.addition()),
                        n.additions(),
                        n.place(),
                        n.receipt().map(ReceiptNo::spoken).orElse(""),
                        promise(n.due()),
                        n.ticket().value())),
                n.isForHead() ? FOR_HEAD : FOR_KEEPER,
                n.link());
    }

    RenderedMessage render(Notice.EmergencyCall n) {
        return card(
                n.ticket(),
                n.version(),
                "紧急：" + PlainText.sanitize(n.title()),
                textRenderer.render(new Notices.EmergencyCall(
                        PlainText.sanitize(n.words()),
                        n.place(),
                        n.receipt().map(ReceiptNo::spoken).orElse(""),
                        n.ticket().value())),
                FOR_HELP,
                n.link());
    }

    RenderedMessage render(Notice.Reopened n) {
        return card(
                n.ticket(),
                n.version(),
                "还没好：" + PlainText.sanitize(n.title()),
                textRenderer.render(new Notices.Reopened(
                        PlainText.sanitize(n.words()),
                        n.place(),
                        promise(n.due()),
                        n.ticket().value())),
                FOR_KEEPER,
                n.link());
    }

    RenderedMessage render(Notice.ResultRejected n) {
        return card(
                n.ticket(),
                n.version(),
                "结果退回：" + PlainText.sanitize(n.title()),
                textRenderer.render(new Notices.ResultRejected(
                        PlainText.sanitize(n.words()),
                        n.place(),
                        promise(n.due()),
                        n.ticket().value())),
                FOR_KEEPER,
                n.link());
    }

    RenderedMessage render(Notice.Reminder n) {
        return card(
                n.ticket(),
                n.version(),
                "催办：" + PlainText.sanitize(n.title()),
                textRenderer.render(new Notices.Reminder(
                        step(n.step()), n.place(), promise(n.due()), n.ticket().value())),
                n.isForHead() ? FOR_HEAD : FOR_KEEPER,
                n.link());
    }

    RenderedMessage render(Notice.NotAccepted n) {
        return card(
                n.ticket(),
                n.version(),
                "还没签收：" + PlainText.sanitize(n.title()),
                textRenderer.render(new Notices.NotAccepted(
                        n.isBound(), n.place(), promise(n.due()), n.ticket().value())),
                FOR_KEEPER,
                n.link());
    }

    static String step(DeadlineStep step) {
        return switch (step) {
            case HALFWAY -> "时间过半了";
            case NEARLY_DUE -> "快到期了";
            case OVERDUE -> "到期了";
            case ONE_DAY_OVERDUE -> "过期一个工作日了";
            case THREE_DAYS_OVERDUE -> "过期三个工作日了";
            case FIVE_DAYS_OVERDUE -> "过期五个工作日了";
        };
    }

    private String promise(Instant due) {
        return ChineseTime.formatPromise(due, clock.instant());
    }

    /** Its task names ticket and version, so that a click on an old card is recognised. */
    private static RenderedMessage card(
            TicketNo ticket,
            int version,
            String title,
            String text,
            List<RenderedMessage.Button> buttons,
            String link) {
        return new RenderedMessage(title, text, ticket.value() + "_" + version, buttons, link);
    }
}
