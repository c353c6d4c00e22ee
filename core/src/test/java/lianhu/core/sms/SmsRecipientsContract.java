package lianhu.core.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link SmsRecipients}, with a limit of {@link #LIMIT} a day. */
public abstract class SmsRecipientsContract {
    protected static final int LIMIT = 3;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);

    private final String phone = "154" + String.format("%08d", System.nanoTime() % 100_000_000);

    protected abstract SmsRecipients recipients();

    @Test
    void aNumberGetsNoMoreThanTheLimitOnOneDay() {
        // When
        List<SmsRecipients.Permit> permits =
                IntStream.rangeClosed(0, LIMIT).mapToObj(i -> acquire(TODAY)).toList();
        // Then
        assertEquals(
                List.of(
                        SmsRecipients.Permit.ALLOWED,
                        SmsRecipients.Permit.ALLOWED,
                        SmsRecipients.Permit.ALLOWED,
                        SmsRecipients.Permit.DAILY_LIMIT),
                permits);
        assertEquals(SmsRecipients.Permit.ALLOWED, acquire(TODAY.plusDays(1)));
    }

    @Test
    void whatWasNotSentIsNotCounted() {
        // Given
        IntStream.range(0, LIMIT).forEach(i -> acquire(TODAY));
        // When
        recipients().release(phone, TODAY).await().atMost(Duration.ofSeconds(10));
        // Then
        assertEquals(SmsRecipients.Permit.ALLOWED, acquire(TODAY));
        assertEquals(SmsRecipients.Permit.DAILY_LIMIT, acquire(TODAY));
    }

    @Test
    void whoOptedOutGetsNoneUntilTheyWantThemAgain() {
        // Given
        acquire(TODAY);
        // When
        recipients().optOut(phone).await().atMost(Duration.ofSeconds(10));
        // Then
        assertEquals(SmsRecipients.Permit.OPTED_OUT, acquire(TODAY));
        assertEquals(SmsRecipients.Permit.OPTED_OUT, acquire(TODAY.plusDays(400)));
        recipients().optIn(phone).await().atMost(Duration.ofSeconds(10));
        assertEquals(SmsRecipients.Permit.ALLOWED, acquire(TODAY));
    }

    @Test
    void aNumberThatNeverGotOneMayOptOut() {
        // When
        recipients().optOut(phone).await().atMost(Duration.ofSeconds(10));
        // Then
        assertEquals(SmsRecipients.Permit.OPTED_OUT, acquire(TODAY));
    }

    private SmsRecipients.Permit acquire(LocalDate day) {
        return recipients().acquire(phone, day).await().atMost(Duration.ofSeconds(10));
    }
}
