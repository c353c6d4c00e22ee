package lianhu.adapters.web.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/**
 * The receipt as a phone got it, so that reloading the page shows the same.
 *
 * @param phone masked; empty when none was left
 * @param who the neighbour for whom it was relayed; empty otherwise
 * @param key of the form that was sent; null or empty where it is not kept, as in {@code words}
 * @param words hash of the words that were sent
 * @param sent in seconds
 */
public record ReceiptSlip(
        String no,
        String ticket,
        String title,
        String area,
        String leadType,
        String leadId,
        String leadName,
        long due,
        String urgency,
        String discretion,
        String advice,
        String said,
        String phone,
        String who,
        @Nullable String key,
        @Nullable String words,
        long sent) {
    /** As long as the same words from the same phone about the same place count as a repetition. */
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(30);

    public static ReceiptSlip of(Receipt receipt, String phone, String who) {
        return new ReceiptSlip(
                receipt.no().digits(),
                receipt.ticket().value(),
                receipt.title(),
                receipt.area().value(),
                receipt.owner().type().name(),
                receipt.owner().id(),
                receipt.owner().name(),
                receipt.due().getEpochSecond(),
                receipt.urgency().name(),
                receipt.confidentiality().name(),
                receipt.advice(),
                receipt.said().name(),
                phone,
                who,
                "",
                "",
                0);
    }

    /** With what was sent, so that the same report sent again is recognised. */
    public ReceiptSlip sent(String formKey, String text, Instant at) {
        return new ReceiptSlip(
                no,
                ticket,
                title,
                area,
                leadType,
                leadId,
                leadName,
                due,
                urgency,
                discretion,
                advice,
                said,
                phone,
                who,
                formKey,
                hash(text),
                at.getEpochSecond());
    }

    /**
     * Whether this phone just said the same about the same place in another form, as after going back from the receipt. The
     * same form sent again is not a repetition: it gets the same receipt.
     */
    boolean isRepeatedBy(String place, String formKey, String text, Instant now) {
        return place.equals(area)
                && !text.isEmpty()
                && hash(text).equals(words)
                && !formKey.equals(key)
                && now.getEpochSecond() - sent <= REPEATED_WITHIN.toSeconds();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text.replaceAll("[^\\p{L}\\p{N}]", "").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Receipt receipt() {
        return new Receipt(
                new ReceiptNo(no),
                new TicketNo(ticket),
                title,
                new AreaCode(area),
                new Owner(OwnerType.valueOf(leadType), leadId, leadName),
                Instant.ofEpochSecond(due),
                Urgency.valueOf(urgency),
                Confidentiality.valueOf(discretion),
                advice,
                NoticeType.valueOf(said));
    }
}
