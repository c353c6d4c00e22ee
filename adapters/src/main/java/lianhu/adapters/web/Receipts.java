package lianhu.adapters.web;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.intake.ReportIntake;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Channel;

/** Words a receipt for a page: what it says, and what is to be done at once. */
@Singleton
class Receipts {
    private final ReportIntake reportIntake;
    private final NoticeRenderer noticeRenderer;
    private final ServiceLine line;

    Receipts(ReportIntake reportIntake, NoticeRenderer noticeRenderer, ServiceLine line) {
        this.reportIntake = reportIntake;
        this.noticeRenderer = noticeRenderer;
        this.line = line;
    }

    GotView view(Slip slip, Instant now) {
        Receipt receipt = slip.receipt();
        Optional<KeywordTopic> keywordTopic = reportIntake.advice(receipt);
        String kind = kind(receipt);
        return new GotView(
                slip.area(),
                slip.no(),
                receipt.no().spoken(),
                kind,
                receipt.title(),
                receipt.isWithDesk() ? "" : receipt.owner().name(),
                kind.equals("sealed") ? SpokenTime.day(receipt.due()) : SpokenTime.due(receipt.due(), now),
                keywordTopic.map(one -> advice(one, kind)).orElse(""),
                kind.equals("fire")
                        ? keywordTopic
                                .map(KeywordTopic::advice)
                                .filter(Receipts::isNumber)
                                .orElse("")
                        : "",
                slip.phone(),
                line);
    }

    /** What the head pastes into the plain group, or says to the neighbour in private. */
    String relayed(Slip slip) {
        Receipt receipt = slip.receipt();
        return noticeRenderer
                .render(new Notice.Received(
                        Channel.RELAY,
                        slip.who(),
                        receipt.title(),
                        receipt.isWithDesk() ? "" : receipt.owner().name(),
                        receipt.due(),
                        receipt.no()))
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

    private String advice(KeywordTopic keywordTopic, String kind) {
        return switch (kind) {
            case "fire" ->
                noticeRenderer
                        .render(new Notice.EmergencyAdvice(keywordTopic.advice()))
                        .text();
            case "danger" -> noticeRenderer.render(new Notice.DangerAdvice()).text();
            default -> keywordTopic.advice();
        };
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }
}
