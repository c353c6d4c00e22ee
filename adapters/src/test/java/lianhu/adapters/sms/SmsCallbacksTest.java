package lianhu.adapters.sms;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.sms.PgSmsReports;
import lianhu.core.fixture.RosterFixture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@NullUnmarked
class SmsCallbacksTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static final String TOKEN = "another-token-of-24-char";

    private final SmsCallbacks callbacks = new SmsCallbacks(
            new SmsCallbackToken(Optional.of(TOKEN)),
            new PgSmsReports(postgresFixture.pool()),
            null,
            RosterFixture.areas());

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    /** Several counties may share a service: their deliveries have the same numbers. */
    @Test
    void aReportOfAnotherCountyChangesNothingHere() {
        // Given
        Row delivery = postgresFixture.query("""
                INSERT INTO delivery (version, receipt_no, type, recipient_type, recipient_id, channel, state, reason, partition)
                VALUES (2, '48271938', 'RESULT', 'REPORTER', '48271938', 'SMS', 'SENT', '短信平台收下了', 1)
                RETURNING id, floor(extract(epoch FROM at))::bigint""").getFirst();
        String id = "-" + delivery.getLong(0) + "-" + delivery.getLong(1);
        // When
        int other = report("621102" + id);
        String meanwhile = state(delivery.getLong(0));
        int own = report("621099" + id);
        // Then
        assertEquals(404, other);
        assertEquals("SENT", meanwhile);
        assertEquals(204, own);
        assertEquals("CANNOT", state(delivery.getLong(0)));
    }

    private int report(String id) {
        return await(callbacks.report("Bearer " + TOKEN, new SmsCallbacks.DeliveryReport(id, "failed", "关机")))
                .getStatus();
    }

    private static String state(long delivery) {
        return postgresFixture
                .query("SELECT state FROM delivery WHERE id = " + delivery)
                .getFirst()
                .getString(0);
    }
}
