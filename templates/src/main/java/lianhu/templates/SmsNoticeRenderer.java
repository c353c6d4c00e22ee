package lianhu.templates;

import io.quarkus.qute.TemplateInstance;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.Notice;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.sms.SmsTemplate;

/** Renders an SMS together with the values of its placeholders: carriers approve the text and get the values apart. */
final class SmsNoticeRenderer {
    /** Stands for an owner that would tell what the matter is. */
    static final String UNNAMED_OWNER = "承办单位";

    private final TextRenderer textRenderer;
    private final InstantSource clock;
    private final CountyContact county;

    SmsNoticeRenderer(TextRenderer textRenderer, InstantSource clock, CountyContact county) {
        this.textRenderer = textRenderer;
        this.clock = clock;
        this.county = county;
    }

    RenderedMessage render(Notice.Sms notice) {
        return switch (notice) {
            case Notice.Sms.Received n ->
                render(SmsTemplate.RECEIPT, new Notices.SmsReceipt(n.receipt().spoken(), promise(n.due()), n.link()));
            case Notice.Sms.EmergencyReceived n ->
                render(
                        SmsTemplate.EMERGENCY,
                        new Notices.SmsEmergency(n.receipt().spoken(), n.number()));
            case Notice.Sms.HandedOver n ->
                render(
                        SmsTemplate.DISPATCHED,
                        new Notices.SmsDispatched(
                                n.receipt().spoken(),
                                n.owner().isEmpty() ? UNNAMED_OWNER : n.owner(),
                                promise(n.due()),
                                n.link()));
            case Notice.Sms.Answered n ->
                render(
                        SmsTemplate.RESULT,
                        new Notices.SmsResult(n.receipt().spoken(), answer(n.answer()), n.link(), county.hotline()));
            case Notice.Sms.Late n ->
                render(SmsTemplate.DELAYED, new Notices.SmsDelayed(n.receipt().spoken(), n.link()));
            case Notice.Sms.Extended n ->
                render(SmsTemplate.EXTENDED, new Notices.SmsExtended(n.receipt().spoken(), promise(n.due()), n.link()));
            case Notice.Sms.Question n ->
                render(
                        SmsTemplate.QUESTION,
                        new Notices.SmsQuestion(n.receipt().spoken(), promise(n.until()), n.link()));
            case Notice.Sms.NobodyFound n ->
                render(SmsTemplate.NOBODY_YET, new Notices.SmsNobodyYet(county.dutyRoom()));
            case Notice.Sms.SomebodyFound n ->
                render(SmsTemplate.RESPONDER_FOUND, new Notices.SmsResponderFound(n.name(), county.hotline()));
            case Notice.Sms.Urgent n -> render(SmsTemplate.URGENT, new Notices.SmsUrgent(county.dutyRoom()));
        };
    }

    private RenderedMessage render(SmsTemplate template, TemplateInstance text) {
        return RenderedMessage.sms(template, textRenderer.render(text), values(text));
    }

    /** The components of the record are the placeholders, by name: a county may change their order in the text. */
    private static SequencedMap<String, String> values(TemplateInstance text) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (RecordComponent part : text.getClass().getRecordComponents()) {
            try {
                part.getAccessor().setAccessible(true);
                values.put(part.getName(), (String) part.getAccessor().invoke(text));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return values;
    }

    private static String answer(Notice.Sms.Answer answer) {
        return switch (answer) {
            case SOLVED -> "办好了";
            case NOT_SOLVED -> "现在办不了";
            case GIVEN -> "有答复了";
        };
    }

    private String promise(Instant due) {
        return ChineseTime.formatPromise(due, clock.instant());
    }
}
