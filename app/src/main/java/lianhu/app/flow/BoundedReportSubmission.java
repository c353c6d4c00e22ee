package lianhu.app.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.adapters.store.intake.IntakeSettings;
import lianhu.core.intake.ReportIntake;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Report;

/** A direct call of the intake with a bound on the reports in flight. A report that fails, fails alone. */
@ApplicationScoped
class BoundedReportSubmission implements ReportSubmission {
    private final ReportIntake reportIntake;
    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();

    BoundedReportSubmission(ReportIntake reportIntake, IntakeSettings settings, MeterRegistry meters) {
        this.reportIntake = reportIntake;
        this.limit = settings.maxInFlight();
        meters.gauge("lianhu.reports.in.flight", inFlight);
    }

    @Override
    public Uni<Receipt> submit(Report report) {
        return Uni.createFrom().deferred(() -> {
            if (inFlight.incrementAndGet() > limit) {
                inFlight.decrementAndGet();
                return Uni.createFrom().failure(new OverloadException());
            }
            return Uni.createFrom()
                    .deferred(() -> reportIntake.handle(report))
                    .onTermination()
                    .invoke(inFlight::decrementAndGet);
        });
    }
}
