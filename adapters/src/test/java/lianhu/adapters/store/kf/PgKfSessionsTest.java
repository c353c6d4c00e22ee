package lianhu.adapters.store.kf;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.ReportIntake;
import lianhu.core.kf.KfCustomer;
import lianhu.core.kf.KfSessions;
import lianhu.core.kf.KfSessionsContract;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PgKfSessionsTest extends KfSessionsContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static int count;

    private final PgKfSessions visitors = new PgKfSessions(postgresFixture.pool(), PostgresFixture.VAULT, () -> now);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    /** WeChat was closed, and at night no SMS is sent; or the phone was switched off. */
    @Test
    void whatWaitsForItsSmsOrFailedThereIsSentWithTheNextMessage() {
        // Given
        KfCustomer customer = new KfCustomer("wkLIANHU00000001", "wm-of-the-sms");
        ReceiptNo receipt = report(customer);
        postgresFixture.query("UPDATE delivery SET state = 'SENT' WHERE receipt_no = '" + receipt.digits() + "'");
        List<String> states = new ArrayList<>();
        for (String delivery : List.of(
                "'PENDING', '夜里不打扰，早上再发短信', 1, now() + interval '9 hours'",
                "'CANNOT', '短信没有送到手机：关机', 1, now()",
                "'WAITS_FOR_QUERY', '等本人来查', 1, now()",
                "'CANNOT', '微信不收', 1, now()",
                "'SENT', '客服已发', 1, now()")) {
            // When
            postgresFixture.query("""
                    INSERT INTO delivery (receipt_no, version, type, recipient_type, recipient_id, channel, partition,
                      state, reason, attempts, next_attempt_at)
                    VALUES ('%1$s', 3, 'RESULT', 'REPORTER', '%1$s', 'KF', 0, %2$s)""".formatted(receipt.digits(), delivery));
            await(visitors.recordMessage(customer, "m" + ++count, now.plusSeconds(count)));
            Row row = postgresFixture
                    .query("SELECT state, next_attempt_at <= now() AS is_due FROM delivery ORDER BY id DESC LIMIT 1")
                    .getFirst();
            states.add(row.getString("state") + " " + row.getBoolean("is_due"));
        }
        // Then
        assertEquals(List.of("PENDING true", "PENDING true", "PENDING true", "CANNOT true", "SENT true"), states);
    }

    @Override
    protected KfSessions sessions() {
        return visitors;
    }

    @Override
    protected ReceiptNo report(KfCustomer kfCustomer) {
        ReportIntake reportIntake = SmallCountyFixture.intake(new PgIntake(
                postgresFixture.vertx(),
                postgresFixture.pool(),
                PostgresFixture.VAULT,
                SmallCountyFixture.ECHO,
                new OutboxSignal(),
                1,
                10));
        return await(reportIntake.handle(new Report(
                        new MessageSource("kf", kfCustomer.account(), "m" + ++count),
                        Channel.KF,
                        "private:" + kfCustomer.person(),
                        RosterFixture.UNIT,
                        new PersonDetails(kfCustomer.person(), "", ""),
                        Optional.empty(),
                        "路灯坏了",
                        List.of(),
                        now,
                        now)))
                .no();
    }
}
