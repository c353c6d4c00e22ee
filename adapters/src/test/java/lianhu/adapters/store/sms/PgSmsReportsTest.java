package lianhu.adapters.store.sms;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.notice.DeliveryState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgSmsReportsTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    /** With a part of a second: the id has whole ones. */
    private static final String AT = "2026-11-29 10:00:00.9+08";

    private static final long AT_SECONDS = 1_795_917_600;

    private final PgSmsReports reports = new PgSmsReports(postgresFixture.pool());

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN, 短信平台没有回话，不知道发没发", "SENT, 短信平台收下了", "SENDING, ''"})
    void aReportSettlesWhatTheGatewayLeft(String state, String reason) {
        // Given
        long id = delivery(state, reason);
        // When
        boolean isSettled = await(reports.settle(id, AT_SECONDS, DeliveryState.CANNOT, "短信没有送到手机：关机"));
        // Then
        assertTrue(isSettled);
        assertEquals("CANNOT 短信没有送到手机：关机", stored(id));
    }

    @ParameterizedTest
    @CsvSource({"SENT, 打电话告诉了（陈静）", "DROPPED, 受理台定的，不用告诉了（陈静）", "WAITS_FOR_QUERY, 本人退订了短信，等本人来查"})
    void whatAPersonSettledStays(String state, String reason) {
        // Given
        long id = delivery(state, reason);
        // When
        boolean isSettled = await(reports.settle(id, AT_SECONDS, DeliveryState.CANNOT, "短信没有送到手机"));
        // Then
        assertFalse(isSettled);
        assertEquals(state + " " + reason, stored(id));
    }

    @Test
    void theSameIdOfARestoredDatabaseIsAnotherDelivery() {
        // Given
        long id = delivery("SENT", "短信平台收下了");
        // When
        boolean isSettled = await(reports.settle(id, AT_SECONDS - 86_400, DeliveryState.SENT, "短信送到手机了"));
        // Then
        assertFalse(isSettled);
    }

    private static long delivery(String state, String reason) {
        return postgresFixture
                .query(
                        "INSERT INTO delivery (version, receipt_no, type, recipient_type, recipient_id, channel, state, reason,"
                                + " partition, at) VALUES (2, '48271938', 'RESULT', 'REPORTER', '48271938', 'SMS', '"
                                + state
                                + "', '" + reason + "', 1, '" + AT + "') RETURNING id")
                .getFirst()
                .getLong(0);
    }

    private static String stored(long id) {
        return postgresFixture
                .query("SELECT state || ' ' || reason FROM delivery WHERE id = " + id)
                .getFirst()
                .getString(0);
    }
}
