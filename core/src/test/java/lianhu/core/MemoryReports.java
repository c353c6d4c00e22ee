package lianhu.core;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.report.Report;

/** The road in memory: it can break, hold what it was sent, and be full. */
public final class MemoryReports implements Reports {
    public static final int MOST_IN_FLIGHT = 2_000;

    private record Held(Report report, UniEmitter<? super Receipt> emitter) {}

    private final Intake intake;
    private final List<Held> held = new ArrayList<>();
    private boolean isBroken;
    private boolean isHolding;

    public MemoryReports(Intake intake) {
        this.intake = intake;
    }

    @Override
    public synchronized Uni<Receipt> send(Report report) {
        if (isBroken) {
            return Uni.createFrom().failure(new Unavailable("store", new IllegalStateException("down")));
        }
        if (!isHolding) {
            return intake.receive(report);
        }
        if (held.size() >= MOST_IN_FLIGHT) {
            return Uni.createFrom().failure(new Busy());
        }
        return Uni.createFrom().emitter(emitter -> held.add(new Held(report, emitter)));
    }

    public synchronized void breakDown() {
        isBroken = true;
    }

    public synchronized void mend() {
        isBroken = false;
    }

    public synchronized void hold() {
        isHolding = true;
    }

    public synchronized void letGo() {
        isHolding = false;
        for (Held one : held) {
            intake.receive(one.report()).subscribe().with(one.emitter()::complete, one.emitter()::fail);
        }
        held.clear();
    }
}
