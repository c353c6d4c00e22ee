package lianhu.adapters.store;

import static lianhu.adapters.store.Database.await;

import java.util.List;
import java.util.Optional;
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

class PgVisitorsTest extends KfSessionsContract {
    private static final Database database = Database.fresh();
    private static int count;

    private final PgVisitors visitors = new PgVisitors(database.pool(), Database.VAULT, () -> now);

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    protected KfSessions sessions() {
        return visitors;
    }

    @Override
    protected ReceiptNo report(KfCustomer kfCustomer) {
        ReportIntake reportIntake = SmallCountyFixture.intake(new PgIntake(
                database.vertx(), database.pool(), Database.VAULT, SmallCountyFixture.ECHO, new Doorbell(), 1, 10));
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
