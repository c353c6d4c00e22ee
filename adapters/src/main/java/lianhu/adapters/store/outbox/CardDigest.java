package lianhu.adapters.store.outbox;

import java.util.Collection;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.report.Channel;

/** When the ordinary dispatch cards that wait for one recipient are sent as one digest. */
final class CardDigest {
    /** At WeCom's pace the sixth card comes half a minute after the first; up to five can be read one by one. */
    static final int MAX_SINGLE_CARDS = 5;

    /** Also the most deliveries that become UNKNOWN when this instance dies during the call. */
    static final int MAX_CARDS = 500;

    /** More cards wait than can be read one by one, because an attempt for this recipient was put off. */
    static boolean isNeeded(Collection<Delivery> queue) {
        return queue.stream().anyMatch(one -> one.attempts() > 0)
                && queue.stream().filter(CardDigest::isCard).count() > MAX_SINGLE_CARDS;
    }

    static boolean isCard(Delivery delivery) {
        return delivery.type() == NoticeType.ASSIGNED && delivery.channel() == Channel.PRIVATE;
    }

    private CardDigest() {}
}
