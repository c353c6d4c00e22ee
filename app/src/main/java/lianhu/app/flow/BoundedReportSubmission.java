package lianhu.app.flow;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import lianhu.adapters.store.intake.IntakeSettings;
import lianhu.core.intake.ReportIntake;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Report;
import lianhu.core.report.ReportRejectedException;

/**
 * A direct call of the intake with a bound on the reports in flight. A report that fails, fails alone. One that the
 * database refuses is refused each time it comes again, so those are counted for a person to look at.
 */
@ApplicationScoped
public class BoundedReportSubmission implements ReportSubmission {
    private final ReportIntake reportIntake;
    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    BoundedReportSubmission(ReportIntake reportIntake, IntakeSettings settings, MeterRegistry meters) {
        this.reportIntake = reportIntake;
        this.limit = settings.maxInFlight();
        meters.gauge("lianhu.reports.in.flight", inFlight);
        FunctionCounter.builder("lianhu.reports.refused", refused, LongAdder::sum)
                .description("attempts to store a report that the database refused")
                .register(meters);
    }

    /** How often the database refused a report since the start. A report that is delivered again counts again. */
    public long refused() {
        return refused.sum();
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
                    .onFailure(ReportRejectedException.class)
                    .invoke(refused::increment)
                    .onTermination()
                    .invoke(inFlight::decrementAndGet);
        });
    }
}
