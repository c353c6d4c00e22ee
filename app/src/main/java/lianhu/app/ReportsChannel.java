package lianhu.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.core.Receipt;
import lianhu.core.Reports;
import lianhu.core.report.Report;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The doors' one way in: owns the emitter and the bound on what may be in flight. */
@ApplicationScoped
class ReportsChannel implements Reports {
    private final MutinyEmitter<Report> emitter;
    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();

    ReportsChannel(
            // our own bound comes first, so the channel's buffer (128 by default) must never be the one that overflows
            @Channel("reports") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<Report> emitter,
            AppSettings settings,
            MeterRegistry meters) {
        this.emitter = emitter;
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
            return Road.<Report, Receipt>send(emitter, report).onTermination().invoke(inFlight::decrementAndGet);
        });
    }
}
