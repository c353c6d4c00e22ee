package lianhu.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.ReportApiClient;
import lianhu.bench.harness.TimedWait;
import lianhu.bench.harness.WecomStub;
import lianhu.embedded.EmbeddedAsterisk;
import lianhu.embedded.EmbeddedServers;
import lianhu.telephony.gateway.PromptTones;
import org.jspecify.annotations.Nullable;

/** The gateway, PostgreSQL and Asterisk as processes of their own, each of which can be killed, and the telephones around them. */
final class HotlineCluster {
    static final Duration LIMIT = Duration.ofSeconds(45);
    /** The number of the emergency desk. */
    static final String DESK = "119";
    /** Begins the numbers of those whom emergencies call. */
    static final String POSTS = "154";

    private static final String SEAT = "1001";
    private static final String UNIT = "621099101201001-L001";
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration KILL_INTERVAL = Duration.ofMillis(20);

    /** Long enough for many calls to stand at their steps at one moment. */
    private static final Map<String, Duration> LONG_PROMPTS = Map.of(
            "greeting", Duration.ofMillis(1_500),
            "speak", Duration.ofMillis(1_500),
            "confirm", Duration.ofSeconds(11),
            "call-back-to", Duration.ofSeconds(20),
            "number-is", Duration.ofSeconds(2),
            "once-more", Duration.ofSeconds(12),
            "urgent-press-one", Duration.ofSeconds(6));

    private final DataFolder data;
    private final EmbeddedAsterisk asterisk;
    private final GatewayUnderTest gateway;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger placed = new AtomicInteger();
    private final AtomicInteger reported = new AtomicInteger();
    private final Set<String> known = new HashSet<>();
    private volatile @Nullable Thread outage;
    final PhoneExchange exchange;
    final HotlineLedger ledger;

    HotlineCluster(Closer closer) {
        InstalledApp app = BuiltApp.program();
        data = closer.register(DataFolder.fresh());
        EmbeddedServers servers = EmbeddedServers.start(data.path(), app.cache());
        closer.register(servers::close);
        asterisk = EmbeddedAsterisk.start(data.folder("telephone"), app.cache());
        closer.register(asterisk::close);
        exchange = closer.register(new PhoneExchange());
        ledger = new HotlineLedger(data);
        WecomStub wecom = closer.register(new WecomStub());
        gateway = closer.register(
                new GatewayUnderTest(app, data.folder("gateway"), county(app).toString()));
        gateway.set("lianhu.instance", "hotline")
                .set("quarkus.datasource.reactive.url", servers.reactiveUrl())
                .set("quarkus.datasource.username", servers.user())
                .secret("QUARKUS_DATASOURCE_PASSWORD", servers.password())
                .secret("QUARKUS_REDIS_HOSTS", servers.redisUrl())
                .set("lianhu.wecom.base-url", wecom.url().toString())
                .set("lianhu.telephony.ari-url", "http://127.0.0.1:" + asterisk.httpPort())
                .set("lianhu.telephony.ari-user", asterisk.user())
                .secret("LIANHU_TELEPHONY_ARI_PASSWORD", asterisk.password())
                .set("lianhu.telephony.emergency-endpoint", exchange.endpoint(DESK))
                .set("lianhu.telephony.duty-endpoint", exchange.endpoint(SEAT))
                .set("lianhu.telephony.agent-endpoint", exchange.endpoint("{extension}"))
                .set("lianhu.telephony.trunk", exchange.endpoint("{number}"))
                .set("lianhu.telephony.trunk-name", "operator")
                // The test runs at any hour of the day.
                .set("lianhu.quiet-hours", "03:00-03:00");
        startGateway();
    }

    private Path county(InstalledApp app) {
        Path county = data.folder("county");
        app.unpackCounty(DemoGroups.COUNTY, county);
        PromptTones.write(data.folder("county/voice"), LONG_PROMPTS);
        return county;
    }

    void startGateway() {
        gateway.launch();
        awaitGateway();
    }

    /** Launches it without a look at what becomes of it. */
    void launchGateway() {
        gateway.launch();
    }

    /** Launches it again when it has ended without its database. */
    void awaitGateway() {
        if (!gateway.isAlive()) {
            gateway.launch();
        }
        gateway.awaitReady();
        until(
                "the gateway is connected to Asterisk",
                () -> "up".equals(gateway.parts().get("telephone")));
    }

    void killGateway() {
        gateway.kill();
    }

    /** Kills Asterisk, and returns when it is there again. */
    void killAsterisk() {
        long killed = asterisk.pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        until("Asterisk is started again", () -> asterisk.pid() != killed);
    }

    /** Kills PostgreSQL, and again as often as it is started, until {@link #letDatabaseStart}. */
    void killDatabase() {
        Thread killing = Thread.ofVirtual().unstarted(() -> {
            while (outage != null) {
                data.postgresPid().ifPresent(data::kill);
                TimedWait.pause(KILL_INTERVAL);
            }
        });
        outage = killing;
        killing.start();
        until("PostgreSQL is gone", () -> !ledger.isThere());
    }

    void letDatabaseStart() {
        outage = null;
        until("PostgreSQL answers", ledger::isThere);
    }

    int sipPort() {
        return asterisk.sipPort();
    }

    /** The number of the next caller. */
    String nextNumber() {
        return "139%08d".formatted(placed.incrementAndGet());
    }

    /** How many callers there were. */
    int placed() {
        return placed.get();
    }

    /** The id of the call that was placed last, when its row is there. */
    String newCall() {
        until("the call is a row", () -> !known.containsAll(ledger.ids()));
        String id = ledger.ids().stream()
                .filter(one -> !known.contains(one))
                .findFirst()
                .orElseThrow();
        known.add(id);
        return id;
    }

    /** The ids of all calls since the last one that was asked for. */
    List<String> newCalls() {
        List<String> found =
                ledger.ids().stream().filter(one -> !known.contains(one)).toList();
        known.addAll(found);
        return found;
    }

    void untilStep(String call, String step) {
        until(call + " is at " + step, () -> ledger.isAt(call, step));
    }

    /** Signs in at the desk with this telephone. Those who talk keep their talks, under other names. */
    void signIn(String extension) {
        ledger.forgetAgents();
        form("/desk/calls/agent/sign-in", Map.of("extension", extension));
        until("the agent is signed in", () -> ledger.isSignedIn(extension));
    }

    /** Calls those who are responsible for a unit. */
    void reportEmergency() {
        ReportApiClient api = new ReportApiClient(gateway.url(), data.path().resolve("gateway/api-key"));
        boolean isAccepted = api.report("emergency-" + reported.incrementAndGet(), UNIT, "着火了")
                .isAccepted();
        api.close();
        if (!isAccepted) {
            throw new AssertionError("the emergency is not accepted");
        }
    }

    /** Into the talk of the agent who signed in last. */
    void addThirdParty(String number) {
        form("/desk/calls/agent/third-party", Map.of("number", number));
    }

    /** Waits until earlier calls are over, and forgets who was called. */
    void begin() {
        awaitGateway();
        until("earlier calls are closed", () -> !ledger.hasOpenCalls());
        ledger.deleteAgents();
        ledger.endOutboundCalls();
        exchange.clear();
        newCalls();
    }

    /** Recordings of the dialplan that are no report yet. */
    boolean hasUnattendedRecordings() {
        try (var files = Files.list(data.path().resolve("telephone/asterisk/spool/recording"))) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("fallback-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not in time: " + what + "\n" + ledger + "\n" + gateway.logTail());
            }
            TimedWait.pause(POLL);
        }
    }

    private void form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .reduce((one, other) -> one + "&" + other)
                .orElse("");
        URI site = gateway.url();
        HttpRequest request = HttpRequest.newBuilder(site.resolve(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", site.getScheme() + "://" + site.getAuthority())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 303
                    || response.headers().firstValue("Location").orElse("").contains("refused")) {
                throw new AssertionError(path + ": " + response.statusCode() + " "
                        + response.headers().map());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
