package lianhu.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lianhu.bench.load.Latency;
import lianhu.bench.load.Loader;
import lianhu.bench.load.Mail;
import lianhu.bench.load.Post;
import lianhu.bench.load.Tally;
import lianhu.bench.subject.DataFolder;
import lianhu.bench.subject.Ending;
import lianhu.bench.subject.Gateway;
import lianhu.bench.subject.Ports;
import lianhu.bench.subject.Program;
import lianhu.bench.subject.Sink;
import lianhu.bench.subject.Town;
import lianhu.bench.subject.Usage;
import lianhu.bench.yardstick.Yardstick;

/**
 * From a robot's callback to a committed ticket. Without options: as fast as it goes, against the limit; {@code --rate N}:
 * latency at N a second; {@code --dup SHARE}: with redeliveries against without.
 */
final class Ingest {
    static final Set<String> OPTIONS = Set.of("connections", "seconds", "rate", "dup", "warm-up", "rounds", "outgoing");

    private static final int CHUNK = 20_000;
    private static final int OPEN_LOOP_CONNECTIONS = 64;

    private final Ending ending;
    private final Machine machine = Machine.now();
    private final Program program;
    private final int connections;
    private final int seconds;
    private final int warmUp;
    private final int rounds;
    private final String outgoing;
    private final DataFolder data;
    private final Gateway gateway;
    private final Loader loader;
    private final Mail mail;
    private final Set<String> accepted = new HashSet<>();
    private final IngestCheck check;
    private int failures;
    private double expected = CHUNK;

    Ingest(Options options, Program program, Ending ending) {
        this.ending = ending;
        this.program = program;
        connections = options.number("connections", 32, 1000);
        seconds = options.number("seconds", 20, 600);
        warmUp = options.number("warm-up", 60_000, 1_000_000);
        rounds = options.number("rounds", 4, 20);
        outgoing = options.text("outgoing", "held");
        data = ending.of(DataFolder.fresh());
        gateway = ending.of(new Gateway(program, data.path(), Town.COUNTY));
        loader = new Loader(gateway.address());
        mail = new Mail("b" + data.path().hashCode(), Town.chats(program), InstantSource.system());
        check = new IngestCheck(mail.envelope());
    }

    Result run(Options options) {
        start();
        Result result = new Result("ingest").with("flags", flags());
        if (options.has("rate")) {
            atRate(options.fraction("rate", 500, 1, 20_000), result);
        } else if (options.has("dup")) {
            withRedeliveries(options.fraction("dup", 0.3, 0, 0.9), result);
        } else {
            againstTheLimit(result);
        }
        IngestCheck.Found found = check.against(data.database("postgres"), accepted);
        Progress.say(
                "afterwards: %d receipts, %d tickets, %d replies opened",
                found.receipts(), found.tickets(), found.opened());
        found.faults().forEach(Progress::say);
        return result.with("rssMb", Usage.residentMb(gateway.pid()))
                .with("failures", failures + (long) found.unopened())
                .with("lost", found.lost())
                .with("doubled", found.doubled());
    }

    private void start() {
        if (outgoing.equals("sink")) {
            gateway.set("lianhu.wecom.base-url", ending.of(new Sink()).url().toString());
        } else if (outgoing.equals("held")) {
            gateway.set("lianhu.wecom.base-url", "http://127.0.0.1:" + Ports.free())
                    .set("lianhu.store.outbox.in-flight", "0");
        } else {
            throw new IllegalArgumentException("--outgoing is held or sink");
        }
        gateway.launch();
        Progress.say(
                "gateway ready after %d ms (first start), %d MB resident",
                gateway.awaitReady(), Usage.residentMb(gateway.pid()));
        int sent = 0;
        while (sent < warmUp) {
            Tally tally = send(mail.write(Math.min(CHUNK, warmUp - sent), 0), Duration.ofMinutes(5));
            sent += Math.min(CHUNK, warmUp - sent);
            expected = tally.perSecond();
            Progress.say("warm-up: %d sent, %.0f a second, %d failed", sent, tally.perSecond(), tally.failures());
            if (tally.failures() * 2 > sent) {
                throw new IllegalStateException(
                        "most callbacks are refused: " + tally.troubles() + "\n" + gateway.logTail());
            }
        }
    }

    private void againstTheLimit(Result result) {
        Yardstick yardstick =
                ending.of(Yardstick.beside(data.database("postgres"), Town.DOOR, program.migrations(), connections));
        Progress.say("the same rows by a bare client: " + yardstick.shape());
        yardstick.round(Duration.ofSeconds(5));
        Duration round = Duration.ofMillis(seconds * 1000L / rounds);
        List<Tally> tallies = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        Usage used = new Usage(0, 0, 0, 0);
        for (int i = 0; i < rounds; i++) {
            List<Post> posts = mail.write(enoughFor(round), 0);
            Usage before = usage();
            Tally tally = send(posts, round);
            Usage spent = usage().since(before);
            used = used.plus(spent);
            tallies.add(tally);
            limits.add(yardstick.round(round));
            Progress.say(
                    "round %d: gateway %.0f, limit %.0f a second; %d failed; strangers used %.1f s of processor",
                    i + 1, tally.perSecond(), limits.getLast(), tally.failures(), spent.others() / 1000.0);
        }
        double perSecond = Median.of(tallies.stream().map(Tally::perSecond).toList());
        double limit = Median.of(limits);
        int tickets =
                tallies.stream().mapToInt(tally -> tally.accepted().size()).sum();
        Progress.say(
                "processor: gateway %.3f + PostgreSQL %.3f ms a ticket, client %.3f",
                (double) used.gateway() / tickets, (double) used.postgres() / tickets, (double) used.self() / tickets);
        latencies(tallies, result)
                .with("perSecond", perSecond, 0)
                .with("limitPerSecond", limit, 0)
                .with(
                        "limitBy",
                        "bare Vert.x client, " + yardstick.shape() + " in one statement and one transaction a "
                                + "message, " + connections + " in flight, " + Yardstick.CONNECTIONS + " connections")
                .with("ratio", perSecond / limit, 2)
                .with("cpuMsPerTicket", (double) (used.gateway() + used.postgres()) / tickets, 3);
    }

    private void atRate(double rate, Result result) {
        List<Post> posts = mail.write((int) (rate * seconds), 0);
        Usage before = usage();
        Tally tally = record(loader.openLoop(posts, Math.max(connections, OPEN_LOOP_CONNECTIONS), rate));
        Usage used = usage().since(before);
        Progress.say("strangers used %.1f s of processor in %.0f s", used.others() / 1000.0, tally.seconds());
        latencies(List.of(tally), result)
                .with("perSecond", tally.perSecond(), 0)
                .with(
                        "cpuMsPerTicket",
                        (double) (used.gateway() + used.postgres())
                                / tally.accepted().size(),
                        3);
    }

    private void withRedeliveries(double share, Result result) {
        Duration round = Duration.ofMillis(seconds * 1000L / rounds / 2);
        List<Tally> with = new ArrayList<>();
        List<Tally> without = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            without.add(send(mail.write(enoughFor(round), 0), round));
            with.add(send(mail.write(enoughFor(round), share), round));
            Progress.say(
                    "round %d: %.0f a second without, %.0f with redeliveries",
                    i + 1, without.getLast().perSecond(), with.getLast().perSecond());
        }
        double perSecond = Median.of(with.stream().map(Tally::perSecond).toList());
        double limit = Median.of(without.stream().map(Tally::perSecond).toList());
        latencies(with, result)
                .with("perSecond", perSecond, 0)
                .with("limitPerSecond", limit, 0)
                .with("limitBy", "the same without redeliveries")
                .with("ratio", perSecond / limit, 2);
    }

    private static Result latencies(List<Tally> tallies, Result result) {
        Latency latency = new Latency(tallies);
        return result.with("p50Ms", latency.millis(0.5), 2)
                .with("p95Ms", latency.millis(0.95), 2)
                .with("p99Ms", latency.millis(0.99), 2);
    }

    private Tally send(List<Post> posts, Duration time) {
        Tally tally = record(loader.closedLoop(posts, connections, time));
        expected = Math.max(expected / 2, tally.perSecond());
        return tally;
    }

    private Tally record(Tally tally) {
        accepted.addAll(tally.accepted());
        check.keep(tally.sample());
        failures += tally.failures();
        if (tally.failures() > 0) {
            Progress.say("failed: " + tally.troubles());
        }
        return tally;
    }

    /** Written before the round, so that sealing does not take part in it; more than can be needed. */
    private int enoughFor(Duration round) {
        return (int) (expected * 1.5 * round.toMillis() / 1000) + 1000;
    }

    private Usage usage() {
        return Usage.now(gateway.pid(), data.postgresPid().orElseThrow());
    }

    private String flags() {
        return program.flagsInWords() + "; outgoing messages "
                + (outgoing.equals("held") ? "held in the outbox" : "sent to a sink") + "; warm-up " + warmUp + "; "
                + connections + " connections; " + machine.inWords();
    }
}
