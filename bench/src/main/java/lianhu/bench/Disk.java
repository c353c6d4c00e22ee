package lianhu.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lianhu.bench.subject.DataFolder;
import lianhu.bench.subject.Ending;
import lianhu.bench.subject.Filler;
import lianhu.bench.subject.Gateway;
import lianhu.bench.subject.Ports;
import lianhu.bench.subject.Program;
import lianhu.bench.subject.ReportDesk;
import lianhu.bench.subject.SmallDisk;
import lianhu.bench.subject.Town;
import lianhu.bench.subject.Waiting;

/**
 * The disk runs full under load: what cannot be kept is refused and the gateway is not ready; when there is room again it
 * takes reports by itself, and every one it acknowledged is there, once.
 */
final class Disk {
    static final Set<String> OPTIONS = Set.of("megabytes", "seconds", "rate", "inside");

    private static final String DOOR = "api";
    private static final int REFUSED = 503;
    private static final int BEFORE = 40;
    private static final Duration BACK_WITHIN = Duration.ofSeconds(120);
    private static final Duration TRIED_AGAIN_FOR = Duration.ofSeconds(60);

    private final Machine machine = Machine.now();
    private final Program program;
    private final int megabytes;
    private final int seconds;
    private final int perSecond;
    private final DataFolder data;
    private final Gateway gateway;
    private final Ending ending;
    private final Map<Integer, String> receipts = new TreeMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private int asked;

    Disk(Options options, Program program, Ending ending) {
        this.program = program;
        this.ending = ending;
        megabytes = options.number("megabytes", 420, 10_000);
        seconds = options.number("seconds", 30, 600);
        perSecond = options.number("rate", 50, 1000);
        data = ending.of(DataFolder.fresh());
        gateway = ending.of(new Gateway(program, data.path(), Town.COUNTY)
                .set("lianhu.wecom.base-url", "http://127.0.0.1:" + Ports.free()));
    }

    /** Itself once more, in a small file system. */
    static int elsewhere(String[] args) {
        int megabytes = new Options(args, OPTIONS).number("megabytes", 420, 10_000);
        List<String> again = new ArrayList<>(Arrays.asList(args));
        again.addAll(List.of("--inside", "small"));
        return new SmallDisk(megabytes).run(Main.class, again);
    }

    Result run() {
        gateway.launch();
        gateway.awaitReady();
        ReportDesk desk = ending.of(new ReportDesk(gateway.url(), data.path().resolve("api-key")));
        for (int i = 0; i < BEFORE; i++) {
            report(desk);
        }
        if (receipts.size() < BEFORE) {
            throw new IllegalStateException("not taken on an empty disk: " + statuses);
        }
        Filler filler = ending.of(new Filler(data.path()));
        Progress.say("%d reports taken; the disk of %d MB is full, %d bytes left", BEFORE, megabytes, filler.fill());
        Full full = whileFull(desk);
        filler.end();
        long back = untilBack(desk);
        int missing = againUntilTaken(desk);
        return result(full, back, missing);
    }

    /** @param first when the first was refused, after the disk ran full; -1 for never. @param notReady the same, for readiness */
    private record Full(int taken, int refused, int wrong, long first, long notReady) {}

    private Full whileFull(ReportDesk desk) {
        int taken = 0;
        int refused = 0;
        int wrong = 0;
        long first = -1;
        long notReady = -1;
        long begin = System.nanoTime();
        for (int i = 0; millisSince(begin) < seconds * 1000L; i++) {
            ReportDesk.Heard heard = report(desk);
            taken += heard.isTaken() ? 1 : 0;
            refused += heard.status() == REFUSED ? 1 : 0;
            wrong += heard.isTaken() || heard.status() == REFUSED ? 0 : 1;
            if (!heard.isTaken() && first < 0) {
                first = millisSince(begin);
            }
            if (first >= 0 && notReady < 0 && !gateway.isReady()) {
                notReady = millisSince(begin);
            }
            pauseUntil(begin, i + 1);
        }
        Progress.say(
                "while it was full: %d taken, %d refused with 503, %d answered otherwise; first refused after %d ms,"
                        + " not ready after %d ms",
                taken, refused, wrong, first, notReady);
        return new Full(taken, refused, wrong, first, notReady);
    }

    private void pauseUntil(long begin, int n) {
        long early = n * 1000L / perSecond - millisSince(begin);
        if (early > 0) {
            Waiting.pause(Duration.ofMillis(early));
        }
    }

    /** @return milliseconds until it took reports again and said so; -1 for never */
    private long untilBack(ReportDesk desk) {
        long begin = System.nanoTime();
        boolean isBack = Waiting.until(BACK_WITHIN, () -> {
            Waiting.pause(Duration.ofMillis(100));
            return report(desk).isTaken() && gateway.isReady();
        });
        long back = isBack ? millisSince(begin) : -1;
        Progress.say(
                "there is room again: %s", isBack ? "taken and ready after " + back + " ms" : "it does not come back");
        return back;
    }

    /** As a partner does: what was refused comes again, what was taken is asked for again and hears its old receipt. */
    private int againUntilTaken(ReportDesk desk) {
        Set<Integer> left = new HashSet<>();
        for (int n = 0; n < asked; n++) {
            left.add(n);
        }
        Waiting.until(TRIED_AGAIN_FOR, () -> {
            left.removeIf(n -> desk.report(n)
                    .receipt()
                    .filter(receipt -> receipt.equals(receipts.computeIfAbsent(n, none -> receipt)))
                    .isPresent());
            return left.isEmpty();
        });
        return left.size();
    }

    private ReportDesk.Heard report(ReportDesk desk) {
        int n = asked++;
        ReportDesk.Heard heard = desk.report(n);
        statuses.merge(heard.status(), 1, Integer::sum);
        heard.receipt().ifPresent(receipt -> receipts.put(n, receipt));
        return heard;
    }

    private Result result(Full full, long back, int unanswered) {
        Set<String> filed = new HashSet<>(data.database("postgres")
                .query("SELECT receipt_no FROM report WHERE door LIKE '" + DOOR + ":%'", row -> row.getString(1)));
        long lost = receipts.values().stream()
                .filter(receipt -> !filed.contains(receipt))
                .count();
        long doubled = Math.max(0, filed.size() - asked);
        // A disk that was full and refused nothing was not full: then nothing was shown.
        int unshown = (full.refused() == 0 ? 1 : 0) + (full.notReady() < 0 ? 1 : 0) + (back < 0 ? 1 : 0);
        return new Result("disk")
                .with("failures", (long) full.wrong() + unshown + unanswered)
                .with("lost", lost)
                .with("doubled", doubled)
                .with(
                        "flags",
                        program.flagsInWords() + "; " + machine.inWords() + "; a file system of " + megabytes
                                + " MB, full for " + seconds + " s at up to " + perSecond + " reports a second: "
                                + full.taken() + " taken, " + full.refused() + " refused with 503, " + full.wrong()
                                + " answered otherwise; first refused after " + full.first() + " ms, not ready after "
                                + full.notReady() + " ms; taken and ready " + back + " ms after there was room; "
                                + receipts.size() + " acknowledged, " + filed.size() + " filed");
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
