package lianhu.adapters.store.kf;

import static lianhu.adapters.sql.PostgresFixture.await;

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

class PgKfSessionsTest extends KfSessionsContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static int count;

    private final PgKfSessions visitors = new PgKfSessions(postgresFixture.pool(), PostgresFixture.VAULT, () -> now);

    @AfterAll
    static void close() {
        postgresFixture.close();
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
