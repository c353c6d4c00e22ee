package lianhu.adapters.store.sms;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.ReportIntake;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PgReporterPhonesTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static int count;

    private Instant now = SmallCountyFixture.NOW;
    private final PgReporterPhones phones =
            new PgReporterPhones(postgresFixture.pool(), PostgresFixture.VAULT, () -> now);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @Test
    void onlyAMobileNumberThatIsStillStoredCanGetAnSms() {
        // Given
        ReceiptNo mobile = report("15400001111");
        ReceiptNo landline = report("00006661200");
        // When
        Optional<String> found = await(phones.mobile(mobile));
        postgresFixture.query("DELETE FROM report_person WHERE receipt_no = '" + mobile.digits() + "'");
        // Then
        assertEquals(Optional.of("15400001111"), found);
        assertEquals(Optional.empty(), await(phones.mobile(landline)));
        assertEquals(Optional.empty(), await(phones.mobile(mobile)));
    }

    @Test
    void anAnswerIsAboutTheNewestSmsOfThirtyDays() {
        // Given
        ReceiptNo first = report("15400002222");
        ReceiptNo second = report("15400002222");
        Optional<ReceiptNo> before = await(phones.lastTold("15400002222"));
        sent(first);
        sent(second);
        // When
        Optional<ReceiptNo> told = await(phones.lastTold("15400002222"));
        now = now.plus(Duration.ofDays(31));
        Optional<ReceiptNo> late = await(phones.lastTold("15400002222"));
        // Then
        assertEquals(Optional.empty(), before);
        assertEquals(Optional.of(second), told);
        assertEquals(Optional.empty(), late);
        assertEquals(Optional.empty(), await(phones.lastTold("15400003333")));
    }

    /** The intake has made the delivery of the receipt. */
    private void sent(ReceiptNo receipt) {
        postgresFixture.query("UPDATE delivery SET state = 'SENT', at = '" + now
                + "' WHERE channel = 'SMS' AND receipt_no = '" + receipt.digits() + "'");
    }

    private ReceiptNo report(String phone) {
        ReportIntake reportIntake = SmallCountyFixture.intake(new PgIntake(
                postgresFixture.vertx(),
                postgresFixture.pool(),
                PostgresFixture.VAULT,
                SmallCountyFixture.ECHO,
                new OutboxSignal(),
                1,
                10));
        return await(reportIntake.handle(new Report(
                        new MessageSource("hotline", "phone", "p" + ++count),
                        Channel.HOTLINE,
                        "hotline:" + count,
                        RosterFixture.UNIT,
                        new PersonDetails("", "", phone),
                        Optional.empty(),
                        "路灯坏了",
                        List.of(),
                        now,
                        now)))
                .no();
    }
}
