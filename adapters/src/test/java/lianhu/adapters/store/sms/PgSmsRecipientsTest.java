package lianhu.adapters.store.sms;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.retention.ConversationCleanup;
import lianhu.core.retention.RetentionTerms;
import lianhu.core.sms.SmsRecipients;
import lianhu.core.sms.SmsRecipientsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PgSmsRecipientsTest extends SmsRecipientsContract {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    private final PgSmsRecipients recipients =
            new PgSmsRecipients(postgresFixture.pool(), PostgresFixture.VAULT, () -> NOW, LIMIT);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @Override
    protected SmsRecipients recipients() {
        return recipients;
    }

    @Test
    void theCountOfADayIsDeletedAndTheOptOutIsNot() {
        // Given
        LocalDate day = LocalDate.of(2026, 11, 20);
        postgresFixture.query("DELETE FROM sms_recipient");
        await(recipients.acquire("15400000001", day));
        await(recipients.acquire("15400000002", day));
        await(recipients.optOut("15400000002"));
        // When
        await(new ConversationCleanup(postgresFixture.pool(), RetentionTerms.UNDECLARED, () -> NOW).removeExpired());
        // Then
        assertEquals(1, postgresFixture.query("SELECT * FROM sms_recipient").size());
        assertEquals(SmsRecipients.Permit.OPTED_OUT, await(recipients.acquire("15400000002", day.plusDays(30))));
    }

    @Test
    void theDatabaseCannotReadTheNumber() {
        // Given
        await(recipients.optOut("15400000003"));
        // When
        String rows = postgresFixture
                .query("SELECT string_agg(encode(number_hash, 'escape'), ' ') FROM sms_recipient")
                .getFirst()
                .getString(0);
        // Then
        assertEquals(-1, rows.indexOf("15400000003"));
    }
}
