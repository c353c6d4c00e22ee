package lianhu.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.core.Intake;
import lianhu.core.Receipt;
import lianhu.core.Reports;
import lianhu.core.report.Report;

/** A direct call of the intake with a bound on the reports in flight. A report that fails, fails alone. */
@ApplicationScoped
class BoundedReportSubmission implements Reports {
    private final Intake intake;
    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();

    BoundedReportSubmission(Intake intake, AppSettings settings, MeterRegistry meters) {
        this.intake = intake;
        this.limit = settings.inFlight();
        meters.gauge("lianhu.reports.in.flight", inFlight);
    }

    @Override
    public Uni<Receipt> send(Report report) {
        return Uni.createFrom().deferred(() -> {
            if (inFlight.incrementAndGet() > limit) {
                inFlight.decrementAndGet();
                return Uni.createFrom().failure(new Busy());
            }
            return Uni.createFrom()
                    .deferred(() -> intake.receive(report))
                    .onTermination()
                    .invoke(inFlight::decrementAndGet);
        });
    }
}
