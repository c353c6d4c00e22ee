package lianhu.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import lianhu.bench.ledger.Balance;
import lianhu.bench.ledger.BookKeeping;
import lianhu.bench.subject.Ending;
import lianhu.bench.subject.Gateway;
import lianhu.bench.subject.Ports;
import lianhu.bench.subject.Program;
import lianhu.bench.subject.Town;
import lianhu.bench.subject.Waiting;
import lianhu.simulator.Simulator;
import lianhu.simulator.world.Setup;

/** kill -9 at random moments under load; at the end what was heard and shown is held against the database. */
final class Kill {
    static final Set<String> OPTIONS = Set.of("times", "seconds", "copies", "target", "rate", "seed");

    /** WeCom comes again three times; here it does until the gateway is certainly back. */
    private static final Duration[] ATTEMPTS =
            Collections.nCopies(180, Duration.ofSeconds(1)).toArray(Duration[]::new);

    private static final int JOURNAL = 10_000_000;
    private static final int LONGEST_PAUSE_MS = 2500;
    private static final Duration LAST_CALLBACKS = Duration.ofSeconds(200);
    private static final Duration LAST_NOTICES = Duration.ofMinutes(5);
    /** What a copy has under way at most, its outbox's default: so much may become unknown with each kill. */
    private static final int IN_FLIGHT = 128;

    private enum Target {
        GATEWAY,
        POSTGRES,
        REDIS
    }

    private final Machine machine = Machine.now();
    private final Program program;
    private final Ending ending;
    private final int times;
    private final int seconds;
    private final int copies;
    private final int perSecond;
    private final List<Target> targets;
    private final long seed;
    private final Random random;
    private final Map<Target, Integer> kills = new EnumMap<>(Target.class);

    Kill(Options options, Program program, Ending ending) {
        this.program = program;
        this.ending = ending;
        times = options.number("times", 200, 10_000);
        seconds = options.number("seconds", 1800, 36_000);
        copies = options.number("copies", 1, 2);
        perSecond = options.number("rate", 20, 1000);
        seed = options.number("seed", 1, Integer.MAX_VALUE);
        random = new Random(seed);
        targets = Arrays.stream(options.text("target", "gateway,postgres,redis").split(","))
                .map(name -> Target.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                .toList();
    }

    Result run() {
        Fleet fleet = new Fleet(program, copies, ending);
        Simulator simulator = simulator(program, fleet.data().folder("demo"), ending);
        fleet.start(simulator.url());
        simulator.gateways(fleet.urls());
        Progress.say("%d of the gateway, %d messages a second, kills of %s", copies, perSecond, targets);
        Talker talker = ending.of(new Talker(simulator, Town.chats(program), perSecond));
        killAll(fleet, talker);
        talker.end();
        if (talker.refused() > 0) {
            throw new IllegalStateException("the simulator refused " + talker.refused() + " of " + talker.said());
        }
        settle(fleet, simulator);
        Balance balance = Balance.of(BookKeeping.read(simulator.journal(), fleet.database()));
        return result(balance, talker.said());
    }

    /** WeCom with the people of the demonstration, patient and of good memory. */
    static Simulator simulator(Program program, Path demo, Ending ending) {
        try {
            for (String file : List.of("groups.csv", "people.csv")) {
                String text = program.county(Town.COUNTY, "demo/" + file).orElseThrow();
                Files.writeString(demo.resolve(file), text);
            }
            Setup setup = Setup.demonstration().withRetryPauses(ATTEMPTS).withJournalLimit(JOURNAL);
            Simulator simulator = Simulator.start(setup, Ports.free());
            ending.of(simulator::close);
            simulator.load(demo);
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killAll(Fleet fleet, Talker talker) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        int done = 0;
        while (done < times && System.nanoTime() - end < 0) {
            Waiting.pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MS)));
            Target target = targets.get(random.nextInt(targets.size()));
            kill(fleet, target);
            kills.merge(target, 1, Integer::sum);
            done++;
            if (done % 10 == 0 || done == times) {
                Progress.say("killed %d times %s, %d messages said", done, kills, talker.said());
            }
        }
        Waiting.pause(Duration.ofSeconds(1));
    }

    private void kill(Fleet fleet, Target target) {
        switch (target) {
            case GATEWAY -> {
                Gateway gateway = fleet.gateways().get(random.nextInt(copies));
                gateway.kill();
                gateway.launch();
                gateway.awaitReady();
            }
            case POSTGRES -> fleet.killPostgres();
            case REDIS -> fleet.killRedis();
        }
    }

    /** Nothing more is said: wait until everything has arrived, and been told. */
    static void settle(Fleet fleet, Simulator simulator) {
        Waiting.until(LAST_CALLBACKS, () -> {
            Waiting.pause(Duration.ofMillis(500));
            return BookKeeping.undelivered(simulator.journal()) == 0;
        });
        Waiting.until(LAST_NOTICES, () -> {
            Waiting.pause(Duration.ofSeconds(1));
            simulator.clock().move(Duration.ofMinutes(1));
            return BookKeeping.underWay(fleet.database()) == 0;
        });
    }

    private Result result(Balance balance, int said) {
        int all = kills.values().stream().mapToInt(Integer::intValue).sum();
        int bound = all * IN_FLIGHT;
        Progress.say(
                "said %d, receipts %d, notices %d of which %d wait; not acknowledged in the end %d; unknown %d, bound"
                        + " %d",
                said,
                balance.reports(),
                balance.notices(),
                balance.waiting(),
                balance.unanswered(),
                balance.unknown(),
                bound);
        balance.faults().forEach(Progress::say);
        return new Result("kill")
                .with("kills", all)
                .with("failures", balance.unanswered() + (long) Math.max(0, balance.unknown() - bound))
                .with("lost", balance.lost())
                .with("doubled", balance.doubled())
                .with("unknown", balance.unknown())
                .with(
                        "flags",
                        program.flagsInWords() + "; " + copies + " copies; kills " + kills + "; " + perSecond
                                + " messages a second, " + said + " said, " + balance.reports() + " receipts, "
                                + balance.notices() + " notices, " + balance.waiting() + " of them waiting; seed "
                                + seed + "; "
                                + machine.inWords());
    }
}
