package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Report;
import lianhu.core.report.StoreUnavailableException;

/** Fake: the intake in memory; it can fail, delay its replies and be full. */
public final class InMemoryReportSubmission implements ReportSubmission {
    public static final int MOST_IN_FLIGHT = 2_000;

    private record HeldReport(Report report, UniEmitter<? super Receipt> emitter) {}

    private final ReportIntake reportIntake;
    private final List<HeldReport> heldReport = new ArrayList<>();
    private boolean isBroken;
    private boolean isHolding;

    public InMemoryReportSubmission(ReportIntake reportIntake) {
        this.reportIntake = reportIntake;
    }

    @Override
    public synchronized Uni<Receipt> submit(Report report) {
        if (isBroken) {
            return Uni.createFrom().failure(new StoreUnavailableException("store", new IllegalStateException("down")));
        }
        if (!isHolding) {
            return reportIntake.handle(report);
        }
        if (heldReport.size() >= MOST_IN_FLIGHT) {
            return Uni.createFrom().failure(new OverloadException());
        }
        return Uni.createFrom().emitter(emitter -> heldReport.add(new HeldReport(report, emitter)));
    }

    public synchronized void failStore() {
        isBroken = true;
    }

    public synchronized void restoreStore() {
        isBroken = false;
    }

    public synchronized void holdReplies() {
        isHolding = true;
    }

    public synchronized void releaseReplies() {
        isHolding = false;
        for (HeldReport one : heldReport) {
            reportIntake.handle(one.report()).subscribe().with(one.emitter()::complete, one.emitter()::fail);
        }
        heldReport.clear();
    }
}
