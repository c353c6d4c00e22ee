package lianhu.templates;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lianhu.core.area.PlaceNames;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.ticket.Change;

/** Renders every notice. The switch is exhaustive, so a new notice does not compile without its text. */
@Singleton
public final class QuteNoticeRenderer implements NoticeRenderer {
    /** Keys of card buttons, which a click sends back. */
    public static final String ACCEPT = "accept";

    public static final String RETURN = "return";
    public static final String RESULT = "result";
    public static final String PASS_ON = "pass_on";
    public static final String ACKNOWLEDGE = "acknowledge";

    private static final List<RenderedMessage.Button> FOR_KEEPER = List.of(
            new RenderedMessage.Button("签收", ACCEPT),
            new RenderedMessage.Button("退回", RETURN),
            new RenderedMessage.Button("办结", RESULT));
    private static final List<RenderedMessage.Button> FOR_HEAD =
            List.of(new RenderedMessage.Button("解决了", RESULT), new RenderedMessage.Button("报网格", PASS_ON));
    private static final List<RenderedMessage.Button> FOR_HELP =
            List.of(new RenderedMessage.Button("我来处理", ACKNOWLEDGE));

    private final TextRenderer textRenderer;
    private final InstantSource clock;
    private final CountyContact county;
    private final SmsNoticeRenderer smsNoticeRenderer;

    public QuteNoticeRenderer(TextRenderer textRenderer, InstantSource clock, CountyContact county) {
        this.textRenderer = textRenderer;
        this.clock = clock;
        this.county = county;
        this.smsNoticeRenderer = new SmsNoticeRenderer(textRenderer, clock, county);
    }

    @Override
    public RenderedMessage render(Notice notice) {
        return switch (notice) {
            case Notice.Received n ->
                RenderedMessage.text(
                        n.statutory().isEmpty()
                                ? received(n)
                                : textRenderer.render(new Replies.Statutory(received(n), n.statutory())));
            case Notice.Quiet n -> RenderedMessage.text(textRenderer.render(new Notices.Quiet()));
            case Notice.SealedReceived n ->
                RenderedMessage.text(textRenderer.render(
                        new Notices.SealedReceipt(n.receipt().spoken(), promise(n.due()))));
            case Notice.SealedAccepted n ->
                RenderedMessage.text(textRenderer.render(
                        new Notices.SealedAccepted(n.receipt().spoken())));
            case Notice.SealedRecounted n ->
                RenderedMessage.text(textRenderer.render(
                        new Notices.SealedRecounted(n.receipt().spoken(), promise(n.due()))));
            case Notice.EmergencyAdvice n ->
                RenderedMessage.text(textRenderer.render(new Notices.EmergencyAdvice(
                        n.number(), String.join("、", n.calling()), n.answeredBy(), county.dutyRoom())));
            case Notice.ResponderFound n ->
                RenderedMessage.text(textRenderer.render(new Notices.ResponderFound(n.name(), n.number())));
            case Notice.DangerAdvice n -> RenderedMessage.text(textRenderer.render(new Notices.DangerAdvice()));
            case Notice.NoResponderYet n ->
                RenderedMessage.text(
                        textRenderer.render(new Notices.NobodyYet(county.dutyRoom(), String.join("、", n.leaders()))));
            case Notice.Dispatched n ->
                RenderedMessage.text(textRenderer.render(new Notices.Dispatched(
                        PlainText.sanitize(n.title()),
                        n.receipt().spoken(),
                        n.owner(),
                        promise(n.due()),
                        county.hotline())));
            case Notice.Result n -> RenderedMessage.text(result(n));
            case Notice.Merged n ->
                RenderedMessage.text(textRenderer.render(new Notices.Merged(
                        PlainText.sanitize(n.title()), n.receipt().spoken(), n.owner(), promise(n.due()))));
            case Notice.Assigned n -> assigned(n);
            case Notice.AssignedDigest n ->
                RenderedMessage.digest(textRenderer.render(new Notices.AssignedDigest(
                        n.tickets(),
                        n.mostUrgent().stream()
                                .map(item ->
                                        new Notices.DigestLine(PlainText.sanitize(item.title()), promise(item.due())))
                                .toList(),
                        n.link())));
            case Notice.EmergencyCall n ->
                new RenderedMessage(
                        "紧急：" + PlainText.sanitize(n.title()),
                        textRenderer.render(new Notices.EmergencyCall(
                                PlainText.sanitize(n.words()),
                                n.place(),
                                n.receipt().map(ReceiptNo::spoken).orElse(""),
                                n.ticket().value())),
                        cardKey(n.ticket().value(), n.version()),
                        FOR_HELP,
                        n.link());
            case Notice.Reopened n ->
                new RenderedMessage(
                        "还没好：" + PlainText.sanitize(n.title()),
                        textRenderer.render(new Notices.Reopened(
                                PlainText.sanitize(n.words()),
                                n.place(),
                                promise(n.due()),
                                n.ticket().value())),
                        cardKey(n.ticket().value(), n.version()),
                        FOR_KEEPER,
                        n.link());
            case Notice.Collaboration n ->
                RenderedMessage.text(textRenderer.render(new Notices.Collaboration(
                        PlainText.sanitize(n.title()),
                        n.place(),
                        n.owner(),
                        promise(n.due()),
                        n.ticket().value())));
            case Notice.CollaborationResult n ->
                RenderedMessage.text(textRenderer.render(new Notices.CollaborationResult(
                        PlainText.sanitize(n.title()),
                        n.owner(),
                        n.isSolved(),
                        PlainText.withoutFullStop(n.words()),
                        n.ticket().value())));
            case Notice.AwayResult n ->
                RenderedMessage.text(textRenderer.render(new Notices.AwayResult(
                        PlainText.sanitize(n.title()),
                        ChineseTime.formatDate(n.at()),
                        n.owner(),
                        n.isSolved(),
                        PlainText.withoutFullStop(n.words()),
                        county.hotline())));
            case Notice.Reminder n ->
                new RenderedMessage(
                        "催办：" + PlainText.sanitize(n.title()),
                        textRenderer.render(new Notices.Reminder(
                                step(n.step()),
                                n.place(),
                                promise(n.due()),
                                n.ticket().value())),
                        cardKey(n.ticket().value(), n.version()),
                        n.isForHead() ? FOR_HEAD : FOR_KEEPER,
                        n.link());
            case Notice.NotAccepted n ->
                new RenderedMessage(
                        "还没签收：" + PlainText.sanitize(n.title()),
                        textRenderer.render(new Notices.NotAccepted(
                                n.isBound(),
                                n.place(),
                                promise(n.due()),
                                n.ticket().value())),
                        cardKey(n.ticket().value(), n.version()),
                        FOR_KEEPER,
                        n.link());
            case Notice.ExtensionDecided n ->
                RenderedMessage.text(textRenderer.render(new Notices.ExtensionDecided(
                        PlainText.sanitize(n.title()),
                        n.isGranted(),
                        promise(n.due()),
                        PlainText.withoutFullStop(n.words()),
                        n.ticket().value())));
            case Notice.Extended n ->
                RenderedMessage.text(textRenderer.render(new Notices.Extended(
                        PlainText.sanitize(n.title()),
                        n.receipt().spoken(),
                        n.owner(),
                        promise(n.due()),
                        PlainText.withoutFullStop(n.reason()),
                        county.hotline())));
            case Notice.Question n ->
                RenderedMessage.text(textRenderer.render(new Notices.Question(
                        PlainText.sanitize(n.title()),
                        n.receipt().spoken(),
                        n.asker(),
                        PlainText.sanitize(n.words()),
                        promise(n.until()),
                        n.isReminder(),
                        n.link())));
            case Notice.Resumed n ->
                RenderedMessage.text(textRenderer.render(new Notices.Resumed(
                        PlainText.sanitize(n.title()),
                        n.receipt().spoken(),
                        n.reason() == Change.Resumed.Reason.ANSWERED,
                        n.reason() == Change.Resumed.Reason.NO_ANSWER,
                        n.owner(),
                        promise(n.due()),
                        county.hotline())));
            case Notice.WaitOver n ->
                RenderedMessage.text(textRenderer.render(new Notices.WaitOver(
                        PlainText.sanitize(n.title()),
                        n.isUnanswered(),
                        promise(n.due()),
                        n.ticket().value())));
            case Notice.Supervision n ->
                RenderedMessage.text(textRenderer.render(new Notices.Supervision(
                        PlainText.sanitize(n.title()),
                        step(n.step()),
                        n.place(),
                        n.owner(),
                        promise(n.due()),
                        n.ticket().value())));
            case Notice.Delayed n ->
                RenderedMessage.text(textRenderer.render(new Notices.Delayed(
                        PlainText.sanitize(n.title()),
                        n.receipt().spoken(),
                        promise(n.due()),
                        n.owner(),
                        county.hotline())));
            case Notice.Dropped n ->
                RenderedMessage.text(textRenderer.render(new Notices.Dropped(
                        PlainText.sanitize(n.title()), n.reason(), n.ticket().value())));
            case Notice.MorningDigest n -> RenderedMessage.text(morningDigest(n));
            case Notice.Sms n -> smsNoticeRenderer.render(n);
            case Notice.BroadcastText n -> RenderedMessage.text(n.words());
            case Notice.BroadcastCall n ->
                RenderedMessage.text(textRenderer.render(
                        new Notices.BroadcastCall(n.words(), String.join("、", n.unansweredPlaces()))));
            case Notice.BroadcastReminder n ->
                RenderedMessage.text(textRenderer.render(
                        new Notices.BroadcastReminder(n.words(), PlaceNames.join(n.unansweredPlaces()))));
            case Notice.Welcome n ->
                RenderedMessage.text(textRenderer.render(new Notices.Welcome(n.link(), county.hotline())));
        };
    }

    private String received(Notice.Received n) {
        String title = PlainText.sanitize(n.title());
        if (n.title().equals(UntranscribedVoice.TITLE)) {
            return textRenderer.render(
                    new Notices.VoiceReceipt(promise(n.due()), n.receipt().spoken()));
        }
        String who = n.channel() == Channel.GROUP || n.channel() == Channel.RELAY
                ? PlainText.sanitize(n.reporterName())
                : "";
        return n.owner().isEmpty()
                ? textRenderer.render(new Notices.GroupReceiptDesk(
                        who, title, promise(n.due()), n.receipt().spoken()))
                : textRenderer.render(new Notices.GroupReceipt(
                        who, title, n.owner(), promise(n.due()), n.receipt().spoken()));
    }

    private String result(Notice.Result n) {
        String title = PlainText.sanitize(n.title());
        String words = PlainText.withoutFullStop(n.words());
        if (!n.isSolved()) {
            return textRenderer.render(
                    new Notices.CannotDo(title, n.receipt().spoken(), n.owner(), words, county.hotline()));
        }
        return n.channel() == Channel.GROUP || n.channel() == Channel.RELAY
                ? textRenderer.render(new Notices.GroupResult(title, words, ChineseTime.formatDate(n.at()), n.owner()))
                : textRenderer.render(new Notices.PrivateResult(
                        title, n.receipt().spoken(), ChineseTime.formatDate(n.at()), n.owner(), words, n.link()));
    }

    private String morningDigest(Notice.MorningDigest n) {
        List<Replies.ProgressLine> lines = n.mostUrgent().stream()
                .map(item -> ProgressLines.of(item.receipt(), item.ticket(), item.title(), clock.instant()))
                .toList();
        return textRenderer.render(new Notices.MorningDigest(
                n.open(),
                n.overdue(),
                n.dueToday(),
                lines.isEmpty() ? "" : textRenderer.render(new Replies.Tasks(lines, lines.size() < n.open())),
                n.sealed(),
                n.overdueBelow(),
                n.link(),
                n.linkOf()));
    }

    private RenderedMessage assigned(Notice.Assigned n) {
        return new RenderedMessage(
                (n.addition().isEmpty() ? "" : "又说：") + PlainText.sanitize(n.title()),
                textRenderer.render(new Notices.Assigned(
                        PlainText.sanitize(n.words()),
                        PlainText.sanitize(n.addition()),
                        n.additions(),
                        n.place(),
                        n.receipt().map(ReceiptNo::spoken).orElse(""),
                        promise(n.due()),
                        n.ticket().value())),
                cardKey(n.ticket().value(), n.version()),
                n.isForHead() ? FOR_HEAD : FOR_KEEPER,
                n.link());
    }

    private static String step(DeadlineStep step) {
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

    /** Ticket and version, so that a click on an old card is recognised. */
    private static String cardKey(String ticket, int version) {
        return ticket + "_" + version;
    }
}
