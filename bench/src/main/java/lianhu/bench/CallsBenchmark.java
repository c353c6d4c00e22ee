package lianhu.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.CpuUsage;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.FreePorts;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.TimedWait;
import lianhu.bench.load.CallGenerator;
import lianhu.bench.load.CallKind;
import lianhu.bench.load.CallLoad;
import lianhu.embedded.EmbeddedAsterisk;

/**
 * Telephone calls with sound through a real Asterisk, beside an extension of the same Asterisk that answers by the dialplan alone.
 * At the end each call is one row, and each row is a ticket, a task to call back or an empty call.
 */
final class CallsBenchmark {
    static final Set<String> OPTIONS = Set.of("rate", "seconds", "hold", "warm-up");

    private static final String HOTLINE = "12345";
    /** An endpoint of the embedded Asterisk whose calls no gateway is asked about. */
    private static final String DIALPLAN_ALONE = "dialplan-alone";

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(30);
    /** The calls of the warm-up end during the greeting, before anybody can speak. */
    private static final Duration SHORT_CALL = Duration.ofSeconds(3);

    /** Greeting and question last 14.5 s; who hangs up before two whole seconds of speech is called back. */
    private static final Duration SHORTEST_MESSAGE = Duration.ofSeconds(20);

    /** The gateway and Asterisk refuse more than 400 at once. */
    private static final int MAX_AT_ONCE = 380;

    private final HostInfo hostInfo = HostInfo.now();
    private final InstalledApp installedApp;
    private final Closer closer;
    private final double rate;
    private final Duration time;
    private final Duration hold;
    private final Duration warmUp;

    CallsBenchmark(BenchOptions benchOptions, InstalledApp installedApp, Closer closer) {
        this.installedApp = installedApp;
        this.closer = closer;
        rate = benchOptions.fraction("rate", 20, 0.1, 100);
        time = Duration.ofSeconds(benchOptions.number("seconds", 60, 3_600));
        hold = Duration.ofSeconds(benchOptions.number("hold", 24, 110));
        warmUp = Duration.ofSeconds(benchOptions.number("warm-up", 10, 600));
        if (hold.compareTo(SHORTEST_MESSAGE) < 0) {
            throw new IllegalArgumentException(
                    "--hold is at least " + SHORTEST_MESSAGE.toSeconds() + ": a shorter call has no words");
        }
        if (CallKind.atOnce(rate, hold) > MAX_AT_ONCE) {
            throw new IllegalArgumentException(
                    "--rate and --hold lead to more than " + MAX_AT_ONCE + " calls at once: the gateway takes no more");
        }
    }

    /** Processor time in milliseconds. */
    private record Processor(CpuUsage usage, long asterisk) {
        Processor since(Processor before) {
            return new Processor(usage.since(before.usage), asterisk - before.asterisk);
        }

        long others() {
            return Math.max(0, usage.others() - asterisk);
        }
    }

    BenchResult run() {
        DataFolder data = closer.register(DataFolder.fresh());
        EmbeddedAsterisk asterisk = EmbeddedAsterisk.start(data.folder("telephone"), installedApp.cache());
        closer.register(asterisk::close);
        GatewayUnderTest gateway = closer.register(new GatewayUnderTest(installedApp, data.path(), DemoGroups.COUNTY));
        gateway.set("lianhu.telephony.ari-url", "http://127.0.0.1:" + asterisk.httpPort())
                .set("lianhu.telephony.ari-user", asterisk.user())
                .secret("LIANHU_TELEPHONY_ARI_PASSWORD", asterisk.password())
                .set("lianhu.wecom.base-url", "http://127.0.0.1:" + FreePorts.free())
                .set("lianhu.store.outbox.in-flight", "0");
        gateway.launch();
        gateway.awaitReady();
        awaitConnected(asterisk);
        CallGenerator callers = closer.register(new CallGenerator(asterisk.sipPort()));
        long postgres = data.postgresPid().orElseThrow();

        CallLoad first = callers.run(HOTLINE, "", rate, warmUp, SHORT_CALL);
        ConsoleOutput.print("warm-up: " + first);
        Processor before = processor(gateway, postgres, asterisk);
        CallLoad alone = callers.run(HOTLINE, DIALPLAN_ALONE, rate, time.dividedBy(2), hold);
        Processor aloneUsed = processor(gateway, postgres, asterisk).since(before);
        ConsoleOutput.print("dialplan alone: " + alone);
        before = processor(gateway, postgres, asterisk);
        CallLoad load = callers.run(HOTLINE, "", rate, time, hold);
        Processor used = processor(gateway, postgres, asterisk).since(before);
        ConsoleOutput.print("hotline: " + load);

        if (alone.latencies().length == 0 || load.latencies().length == 0) {
            throw new IllegalStateException("no call was answered: there is nothing to compare");
        }
        BenchDatabase database = data.database("postgres");
        CallsAudit audit = CallsAudit.of(database);
        ConsoleOutput.print("afterwards: " + audit);
        List<String> faults = audit.faults(
                first.calls() + (long) load.calls(), load.speaking(), first.withheld() + (long) load.withheld());
        faults.forEach(fault -> ConsoleOutput.print("FAULT: " + fault));
        ConsoleOutput.print(
                "other processes used %.1f s of processor; gateway %d MB, Asterisk %d MB",
                used.others() / 1000.0, CpuUsage.residentMb(gateway.pid()), CpuUsage.residentMb(asterisk.pid()));
        return new BenchResult("calls")
                .with("perSecond", rate, 1)
                .with("calls", load.calls())
                .with("atOnce", load.mostAtOnce())
                .with("p50Ms", load.millis(0.5), 1)
                .with("p95Ms", load.millis(0.95), 1)
                .with("p99Ms", load.millis(0.99), 1)
                .with("baselineP50Ms", alone.millis(0.5), 1)
                .with("baselineP99Ms", alone.millis(0.99), 1)
                .with("baselineBy", "Answer() of the dialplan alone, " + alone.calls() + " calls, same run")
                .with("ratio", load.millis(0.5) / alone.millis(0.5), 2)
                .with("ratioP99", load.millis(0.99) / alone.millis(0.99), 2)
                .with("gatewayCpuMsPerCall", (double) used.usage().gateway() / load.calls(), 1)
                .with("postgresCpuMsPerCall", (double) used.usage().postgres() / load.calls(), 1)
                .with("asteriskCpuMsPerCall", (double) used.asterisk() / load.calls(), 1)
                .with("callersCpuMsPerCall", (double) used.usage().self() / load.calls(), 1)
                .with("baselineAsteriskCpuMsPerCall", (double) aloneUsed.asterisk() / alone.calls(), 1)
                .with("packetsHeard", load.heard())
                .with("repeatedRequests", load.repeated())
                .with("outcomes", audit.outcomes().toString())
                .with("rssMb", CpuUsage.residentMb(gateway.pid()))
                .with("failures", first.failures() + alone.failures() + load.failures() + (long) faults.size())
                .with("lost", Math.max(0, first.calls() + load.calls() - audit.rows()))
                .with("doubled", audit.doubled())
                .with(
                        "flags",
                        installedApp.describeFlags() + "; " + time.toSeconds() + " s; callers who speak hang up after "
                                + hold.toSeconds() + " s; sound both ways as A-law; " + hostInfo.describe());
    }

    private static Processor processor(GatewayUnderTest gateway, long postgres, EmbeddedAsterisk asterisk) {
        return new Processor(CpuUsage.now(gateway.pid(), postgres), CpuUsage.ofProcess(asterisk.pid()));
    }

    /** A call that comes before the gateway is connected goes to the dialplan. */
    private static void awaitConnected(EmbeddedAsterisk asterisk) {
        String credentials = Base64.getEncoder()
                .encodeToString((asterisk.user() + ":" + asterisk.password()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + asterisk.httpPort() + "/ari/applications"))
                .header("Authorization", "Basic " + credentials)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            if (!TimedWait.until(CONNECTED_WITHIN, () -> body(http, request).contains("hotline-"))) {
                throw new IllegalStateException("the gateway does not connect to Asterisk");
            }
        }
        // The open calls are read after the connection.
        TimedWait.pause(Duration.ofSeconds(2));
    }

    private static String body(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
