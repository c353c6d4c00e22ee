package lianhu.core.kf;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.ReceiptNo;

/**
 * Whoever wrote to customer service: where she came from, and how often she may still be answered. WeCom allows five
 * messages within 48 hours of her last words (developer.work.weixin.qq.com/document/path/94677).
 */
public interface KfSessions {
    int MAX_REPLIES = 5;
    Duration REPLY_WINDOW = Duration.ofHours(48);

    /** She opened the conversation by the link of a unit; empty keeps what is known. */
    Uni<Void> recordEntry(KfCustomer kfCustomer, Optional<AreaCode> unit);

    /**
     * She wrote, so she may be answered again, and what she could not be told meanwhile goes out. A message that comes
     * again, or an older one, opens nothing.
     *
     * @return the unit whose link she came by last
     */
    Uni<Optional<AreaCode>> recordMessage(KfCustomer kfCustomer, String message, Instant at);

    /** Takes one of the answers she may be given; false when there is none. */
    Uni<Boolean> acquire(KfCustomer kfCustomer);

    /** It was surely not shown to her. */
    Uni<Void> release(KfCustomer kfCustomer);

    /** WeCom says that she may not be answered now. */
    Uni<Void> close(KfCustomer kfCustomer);

    /** What was taken for told was not shown after all; it waits for her. False when there is no such telling of this door. */
    Uni<Boolean> markUndelivered(long delivery, String why);

    /** True once, and only while she left no number. */
    Uni<Boolean> claimPhoneRequest(KfCustomer kfCustomer);

    /** Kept with what she reported; false when she reported nothing yet. */
    Uni<Boolean> savePhone(KfCustomer kfCustomer, String phone);

    /** Who reported this at customer service; empty for what came through another door. */
    Uni<Optional<KfCustomer>> findByReceipt(ReceiptNo receipt);
}
