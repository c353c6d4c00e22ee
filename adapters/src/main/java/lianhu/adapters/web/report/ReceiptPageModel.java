package lianhu.adapters.web.report;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.adapters.web.support.Hotline;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.intake.ReportIntake;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.Channel;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.sms.SmsTemplate;

/** Builds the receipt page: the text of the receipt and the immediate advice. */
@Singleton
public class ReceiptPageModel {
    private final ReportIntake reportIntake;
    private final NotificationPolicy notificationPolicy;
    private final NoticeRenderer noticeRenderer;
    /** A mobile number, masked. */
    private static final Pattern MASKED_MOBILE = Pattern.compile("1[3-9]\\d[*]{4}\\d{4}");

    private final Hotline line;
    private final SmsAvailability smsAvailability;

    ReceiptPageModel(
            ReportIntake reportIntake,
            NotificationPolicy notificationPolicy,
            NoticeRenderer noticeRenderer,
            Hotline line,
            SmsAvailability smsAvailability) {
        this.notificationPolicy = notificationPolicy;
        this.reportIntake = reportIntake;
        this.noticeRenderer = noticeRenderer;
        this.line = line;
        this.smsAvailability = smsAvailability;
    }

    public ReceiptView view(ReceiptSlip receiptSlip, Instant now) {
        Receipt receipt = receiptSlip.receipt();
        Optional<KeywordTopic> keywordTopic = reportIntake.advice(receipt);
        String kind = kind(receipt);
        return new ReceiptView(
                receiptSlip.area(),
                receiptSlip.no(),
                receipt.no().spoken(),
                kind,
                receipt.title(),
                receipt.isWithDesk() ? "" : receipt.owner().name(),
                kind.equals("sealed")
                        ? ChineseTime.formatDay(receipt.due())
                        : ChineseTime.formatDue(receipt.due(), now),
                keywordTopic.map(one -> advice(one, kind, receipt, now)).orElse(""),
                kind.equals("fire")
                        ? keywordTopic
                                .map(KeywordTopic::advice)
                                .filter(ReceiptPageModel::isPhoneNumber)
                                .orElse("")
                        : "",
                receiptSlip.phone(),
                line,
                smsAvailability.canSend(SmsTemplate.RESULT)
                        && receipt.said().hasSms()
                        && MASKED_MOBILE.matcher(receiptSlip.phone()).matches());
    }

    /** The text that the unit head pastes into the group chat, or passes to the neighbour in private. */
    public String relayText(ReceiptSlip receiptSlip) {
        Receipt receipt = receiptSlip.receipt();
        return noticeRenderer
                .render(new Notice.Received(
                        Channel.RELAY,
                        receiptSlip.who(),
                        receipt.title(),
                        receipt.isWithDesk() ? "" : receipt.owner().name(),
                        receipt.due(),
                        receipt.no(),
                        receipt.said() == NoticeType.RECEIPT
                                ? reportIntake
                                        .advice(receipt)
                                        .map(KeywordTopic::advice)
                                        .orElse("")
                                : ""))
                .text();
    }

    private static String kind(Receipt receipt) {
        return switch (receipt.said()) {
            case DANGER_ADVICE -> "danger";
            case EMERGENCY_ADVICE -> "fire";
            case SEALED_RECEIPT -> "sealed";
            default -> "open";
        };
    }

    private String advice(KeywordTopic keywordTopic, String kind, Receipt receipt, Instant now) {
        return switch (kind) {
            case "fire" ->
                noticeRenderer
                        .render(new Notice.EmergencyAdvice(
                                keywordTopic.advice(),
                                notificationPolicy.namesOfResponders(receipt.area(), receipt.owner(), now),
                                ""))
                        .text();
            case "danger" -> noticeRenderer.render(new Notice.DangerAdvice()).text();
            default -> keywordTopic.advice();
        };
    }

    private static boolean isPhoneNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }
}
