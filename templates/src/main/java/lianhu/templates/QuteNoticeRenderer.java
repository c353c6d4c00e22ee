package lianhu.templates;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lianhu.core.area.PlaceNames;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Channel;
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

    private final TextRenderer textRenderer;
    private final InstantSource clock;
    private final CountyContact county;
    private final SmsNoticeRenderer smsNoticeRenderer;
    private final StaffCardRenderer cards;

    public QuteNoticeRenderer(TextRenderer textRenderer, InstantSource clock, CountyContact county) {
        this.textRenderer = textRenderer;
        this.clock = clock;
        this.county = county;
        this.cards = new StaffCardRenderer(textRenderer, clock);
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
            case Notice.Drill n -> drill(n.notice());
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
            case Notice.Assigned n -> cards.render(n);
            case Notice.AssignedDigest n ->
                RenderedMessage.digest(textRenderer.render(new Notices.AssignedDigest(
                        n.tickets(),
                        n.mostUrgent().stream()
                                .map(item ->
                                        new Notices.DigestLine(PlainText.sanitize(item.title()), promise(item.due())))
                                .toList(),
                        n.link())));
            case Notice.EmergencyCall n -> cards.render(n);
            case Notice.Reopened n -> cards.render(n);
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
            case Notice.Reminder n -> cards.render(n);
            case Notice.NotAccepted n -> cards.render(n);
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
            case Notice.ResultRejected n -> cards.render(n);
            case Notice.SupervisionOrder n ->
                RenderedMessage.text(textRenderer.render(new Notices.SupervisionOrder(
                        PlainText.sanitize(n.title()),
                        PlainText.withoutFullStop(n.words()),
                        n.isOverdue(),
                        promise(n.replyDue()),
                        n.place(),
                        n.ticket().value(),
                        n.link())));
            case Notice.SupervisionReport n ->
                RenderedMessage.text(textRenderer.render(new Notices.SupervisionReport(
                        PlainText.sanitize(n.title()),
                        n.place(),
                        n.owner(),
                        n.isOverdue(),
                        n.ticket().value())));
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
                        StaffCardRenderer.step(n.step()),
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
            case Notice.OfConsultation n -> RenderedMessage.text(consultation(n));
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

    private RenderedMessage drill(Notice notice) {
        RenderedMessage message = render(notice);
        return switch (notice) {
            case Notice.EmergencyAdvice n -> withoutCall(message);
            case Notice.ResponderFound n -> withoutCall(message);
            case Notice.NoResponderYet n -> withoutCall(message);
            case Notice.DangerAdvice n -> withoutCall(message);
            default -> message.asDrill();
        };
    }

    /** A drill is handed over to no emergency number, and nobody is to call one for it. */
    private RenderedMessage withoutCall(RenderedMessage message) {
        return RenderedMessage.text(textRenderer.render(new Notices.DrillAdvice(message.text())))
                .asDrill();
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

    private String consultation(Notice.OfConsultation notice) {
        return switch (notice) {
            case Notice.OfConsultation.Called n ->
                textRenderer.render(new Notices.Consultation(
                        n.kind().name(),
                        PlainText.sanitize(n.title()),
                        PlainText.sanitize(n.place()),
                        PlainText.sanitize(n.words()),
                        n.by(),
                        promise(n.answerBy()),
                        n.link(),
                        n.ticket().value()));
            case Notice.OfConsultation.Overdue n ->
                textRenderer.render(new Notices.ConsultationOverdue(
                        n.kind().name(),
                        PlainText.sanitize(n.title()),
                        PlainText.sanitize(n.place()),
                        String.join("、", n.silent()),
                        promise(n.answerBy()),
                        n.link(),
                        n.ticket().value()));
            case Notice.OfConsultation.Ended n ->
                textRenderer.render(new Notices.ConsultationEnded(
                        n.kind().label(),
                        PlainText.sanitize(n.title()),
                        PlainText.withoutFullStop(n.words()),
                        n.ticket().value()));
        };
    }

    private String promise(Instant due) {
        return ChineseTime.formatPromise(due, clock.instant());
    }
}
