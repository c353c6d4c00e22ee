package lianhu.adapters.store.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private final RetryPolicy retryPolicy = new RetryPolicy(20, Duration.ofMinutes(5));

    /** The backlog takes what was tried in vain as stuck. */
    @Test
    void whatIsPutOffToTheMorningBeginsThereAsIfItWereNew() {
        // When
        DeliveryUpdate night =
                retryPolicy.toUpdate(triedOnce(), new Outcome.Paused("夜里不打扰，早上再发短信", Duration.ofMinutes(510)));
        // Then
        assertEquals(new DeliveryUpdate(7, DeliveryState.PENDING, "夜里不打扰，早上再发短信", 0, Duration.ofMinutes(510)), night);
    }

    /** A channel that is full again and again must not repeat for ever what it cannot deliver. */
    @Test
    void aPauseOfARateLimitIsNoAttemptAndForgetsNone() {
        // When
        DeliveryUpdate full = retryPolicy.toUpdate(triedOnce(), new Outcome.Paused("排队，轮到再发", Duration.ofMinutes(1)));
        // Then
        assertEquals(1, full.attempts());
    }

    private static Delivery triedOnce() {
        return new Delivery(
                7,
                Optional.empty(),
                2,
                Optional.of(RECEIPT),
                NoticeType.RESULT,
                new Recipient.Reporter(RECEIPT),
                Channel.SMS,
                DeliveryState.SENDING,
                "短信平台连不上",
                1,
                Instant.EPOCH);
    }
}
