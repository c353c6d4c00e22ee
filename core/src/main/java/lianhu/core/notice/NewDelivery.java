package lianhu.core.notice;

import java.util.Optional;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;

/**
 * A new delivery, committed in the transaction of the change it is about.
 *
 * @param state first state: PENDING for the outbox, SENT for an immediate answer
 * @param why the reason of CANNOT, or how it was sent
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
