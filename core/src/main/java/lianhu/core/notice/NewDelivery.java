package lianhu.core.notice;

import java.util.Optional;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;

/**
 * An intent to tell somebody something, committed in the same transaction as what it tells of.
 *
 * @param state how it begins: PENDING for the outbox, SENT for an answer that goes out with the acknowledgement
 * @param why for CANNOT, or how it went
 */
public record NewDelivery(
        NoticeType type,
        Optional<ReceiptNo> receipt,
        Recipient recipient,
        Channel channel,
        DeliveryState state,
        String why) {

    public static NewDelivery pending(
            NoticeType type, Optional<ReceiptNo> receipt, Recipient recipient, Channel channel) {
        return new NewDelivery(type, receipt, recipient, channel, DeliveryState.PENDING, "");
    }
}
