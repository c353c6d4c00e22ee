package lianhu.core.kf;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.ReceiptNo;

/**
 * Sessions of customer service: the unit a customer came from, and the replies left. WeCom allows five messages within
 * 48 hours of the customer's last message (developer.work.weixin.qq.com/document/path/94677).
 */
public interface KfSessions {
    int MAX_REPLIES = 5;
    Duration REPLY_WINDOW = Duration.ofHours(48);

    /** The customer opened the conversation by the link of a unit; empty keeps the known unit. */
    Uni<Void> recordEntry(KfCustomer kfCustomer, Optional<AreaCode> unit);

    /**
     * The customer wrote: the reply window starts, and waiting deliveries go out. A repeated or older message changes
     * nothing.
     *
     * @return the unit of the last link
     */
    Uni<Optional<AreaCode>> recordMessage(KfCustomer kfCustomer, String message, Instant at);

    /** Takes one of the replies left; false when there is none. */
    Uni<Boolean> acquire(KfCustomer kfCustomer);

    /** Gives a reply back that was not shown. */
    Uni<Void> release(KfCustomer kfCustomer);

    /** WeCom says that the customer cannot be answered now. */
    Uni<Void> close(KfCustomer kfCustomer);

    /**
     * A delivery taken for sent was not shown; it waits for the customer's next message. False when customer service has
     * no such delivery.
     */
    Uni<Boolean> markUndelivered(long delivery, String why);

    /** True once, and only while the customer left no number. */
    Uni<Boolean> claimPhoneRequest(KfCustomer kfCustomer);

    /** Stores the number with the customer's reports; false when there is none. */
    Uni<Boolean> savePhone(KfCustomer kfCustomer, String phone);

    /** The customer behind a receipt; empty for other channels. */
    Uni<Optional<KfCustomer>> findByReceipt(ReceiptNo receipt);
}
