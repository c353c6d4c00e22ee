package lianhu.adapters.store;

import static lianhu.adapters.store.Database.await;

import java.util.List;
import java.util.Optional;
import lianhu.core.Intake;
import lianhu.core.SmallCounty;
import lianhu.core.VisitorsContract;
import lianhu.core.care.Visitor;
import lianhu.core.care.Visitors;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.Source;
import lianhu.core.report.Speaker;
import lianhu.core.routing.TownOfTests;
import org.junit.jupiter.api.AfterAll;

class PgVisitorsTest extends VisitorsContract {
    private static final Database database = Database.fresh();
    private static int count;

    private final PgVisitors visitors = new PgVisitors(database.pool(), Database.VAULT, () -> now);

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    protected Visitors visitors() {
        return visitors;
    }

    @Override
    protected ReceiptNo report(Visitor visitor) {
        Intake intake = SmallCounty.intake(
                new PgIntake(database.vertx(), database.pool(), Database.VAULT, SmallCounty.ECHO, new Doorbell(), 1, 10));
        return await(intake.receive(new Report(
                        new Source("kf", visitor.account(), "m" + ++count),
                        Channel.KF,
                        "private:" + visitor.person(),
                        TownOfTests.UNIT,
                        new Speaker(visitor.person(), "", ""),
                        Optional.empty(),
                        "路灯坏了",
                        List.of(),
                        now,
                        now)))
                .no();
    }
}
