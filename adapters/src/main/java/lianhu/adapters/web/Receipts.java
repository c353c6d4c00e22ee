package lianhu.adapters.web;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.Intake;
import lianhu.core.Receipt;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Topic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Notice;
import lianhu.core.notice.Wording;
import lianhu.core.report.Channel;

/** Words a receipt for a page: what it says, and what is to be done at once. */
@Singleton
class Receipts {
    private final Intake intake;
    private final Wording wording;
    private final ServiceLine line;

    Receipts(Intake intake, Wording wording, ServiceLine line) {
        this.intake = intake;
        this.wording = wording;
        this.line = line;
    }

    GotView view(Slip slip, Instant now) {
        Receipt receipt = slip.receipt();
        Optional<Topic> topic = intake.advice(receipt);
        String kind = kind(receipt);
        return new GotView(
                slip.area(),
                slip.no(),
                receipt.no().spoken(),
                kind,
                receipt.title(),
                receipt.isWithDesk() ? "" : receipt.lead().name(),
                kind.equals("sealed") ? SpokenTime.day(receipt.due()) : SpokenTime.due(receipt.due(), now),
                topic.map(one -> advice(one, kind)).orElse(""),
                kind.equals("fire")
                        ? topic.map(Topic::tell).filter(Receipts::isNumber).orElse("")
                        : "",
                slip.phone(),
                line);
    }

    /** What the head pastes into the plain group, or says to the neighbour in private. */
    String relayed(Slip slip) {
        Receipt receipt = slip.receipt();
        return wording.of(new Notice.Received(
                        Channel.RELAY,
                        slip.who(),
                        receipt.title(),
                        receipt.isWithDesk() ? "" : receipt.lead().name(),
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

    private String advice(Topic topic, String kind) {
        return switch (kind) {
            case "fire" -> wording.of(new Notice.EmergencyAdvice(topic.tell())).text();
            case "danger" -> wording.of(new Notice.DangerAdvice()).text();
            default -> topic.tell();
        };
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }
}
