package lianhu.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.CpuUsage;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.NoticeApiClient;
import lianhu.bench.harness.TimedWait;
import lianhu.bench.harness.WebhookStub;

/**
 * One broadcast to thousands of groups, each with its own robot: from the approval until every delivery is marked as sent in
 * the database. The corp's rate limit is raised, the limit of each robot applies.
 */
final class BroadcastBenchmark {
    static final Set<String> OPTIONS = Set.of("groups", "delay", "rounds", "connections");

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String NO_LIMIT = "2000000000";

    private final Closer closer;
    private final HostInfo hostInfo = HostInfo.now();
    private final InstalledApp installedApp;
    private final int groups;
    private final Duration delay;
    private final int rounds;
    private final int connections;

    BroadcastBenchmark(BenchOptions benchOptions, InstalledApp installedApp, Closer closer) {
        this.closer = closer;
        this.installedApp = installedApp;
        groups = benchOptions.number("groups", 20_000, 50_000);
        delay = millis(benchOptions.text("delay", "0ms"));
        rounds = benchOptions.number("rounds", 2, 3);
        connections = benchOptions.number("connections", 256, 1_000);
    }

    private static Duration millis(String text) {
        try {
            return Duration.ofMillis(Long.parseLong(text.endsWith("ms") ? text.substring(0, text.length() - 2) : text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--delay is a number of milliseconds, for instance 50ms");
        }
    }

    BenchResult run() {
        DataFolder data = closer.register(DataFolder.fresh());
        WebhookStub sink = closer.register(new WebhookStub(delay));
        Path county = NoticeApiClient.createGroups(installedApp, data.folder("broadcast-county"), groups);
        GatewayUnderTest gatewayUnderTest = closer.register(
                        new GatewayUnderTest(installedApp, data.path(), county.toString()))
                .set("lianhu.wecom.base-url", sink.url().toString())
                .set("lianhu.wecom.rate-limit.per-minute", NO_LIMIT)
                .set("lianhu.wecom.rate-limit.per-hour", NO_LIMIT)
                .set("lianhu.wecom.rate-limit.connections", Integer.toString(connections))
                .set("lianhu.store.broadcast.in-flight", Integer.toString(connections * 2))
                .set("lianhu.quiet-hours", "00:00-00:00");
        gatewayUnderTest.launch();
        ConsoleOutput.print("gateway ready after %d ms, with %d groups", gatewayUnderTest.awaitReady(), groups);
        NoticeApiClient desk = closer.register(
                new NoticeApiClient(gatewayUnderTest.url(), data.path().resolve("api-key")));
        BenchDatabase benchDatabase = data.database("postgres");

        List<Double> speeds = new ArrayList<>();
        CpuUsage used = new CpuUsage(0, 0, 0, 0);
        for (int round = 0; round <= rounds; round++) {
            long notice = desk.create("停水通知，第" + round + "条", "NOTICE");
            CpuUsage before =
                    CpuUsage.now(gatewayUnderTest.pid(), data.postgresPid().orElseThrow());
            long begin = System.nanoTime();
            desk.approve(notice);
            // The database is queried only after the last message arrived, because polling would slow it down.
            long target = (round + 1L) * groups;
            boolean isDone = TimedWait.until(LONGEST, () -> sink.all() >= target)
                    && TimedWait.until(LONGEST, () -> sent(benchDatabase, notice) >= groups);
            double seconds = (System.nanoTime() - begin) / 1e9;
            CpuUsage spent = CpuUsage.now(
                            gatewayUnderTest.pid(), data.postgresPid().orElseThrow())
                    .since(before);
            ConsoleOutput.print(
                    "%s: %.0f a second, %d of %d marked sent in %.1f s; processor: gateway %.3f + PostgreSQL %.3f ms each,"
                            + " other processes %.1f s",
                    round == 0 ? "warm-up" : "round " + round,
                    groups / seconds,
                    sent(benchDatabase, notice),
                    groups,
                    seconds,
                    (double) spent.gateway() / groups,
                    (double) spent.postgres() / groups,
                    spent.others() / 1000.0);
            if (!isDone) {
                throw new IllegalStateException("not all were sent. The log ends with:\n" + gatewayUnderTest.logTail());
            }
            if (round > 0) {
                speeds.add(groups / seconds);
                used = used.plus(spent);
            }
        }
        BroadcastTotals totals = BroadcastTotals.of(groups, rounds + 1, sink.received());
        double perSecond = Median.of(speeds);
        double limit = withoutDatabase(sink.url());
        return new BenchResult("notices")
                .with("flags", flags())
                .with("perSecond", perSecond, 0)
                .with("limitPerSecond", limit, 0)
                .with("limitBy", "bare Vert.x client, " + connections + " connections, nothing marked")
                .with("ratio", perSecond / limit, 2)
                .with("cpuMsPerTicket", (double) (used.gateway() + used.postgres()) / groups / rounds, 3)
                .with("rssMb", CpuUsage.residentMb(gatewayUnderTest.pid()))
                .with("failures", count(benchDatabase, "CANNOT"))
                .with("lost", totals.lost())
                .with("doubled", totals.duplicated())
                .with("unknown", count(benchDatabase, "UNKNOWN"));
    }

    private static long sent(BenchDatabase benchDatabase, long notice) {
        TimedWait.pause(Duration.ofMillis(20));
        return benchDatabase.count(
                "SELECT count(*) FROM delivery WHERE broadcast_id = " + notice + " AND state = 'SENT'");
    }

    private static long count(BenchDatabase benchDatabase, String state) {
        return benchDatabase.count("SELECT count(*) FROM delivery WHERE broadcast_id IS NOT NULL AND state = '" + state
                + "' AND audience LIKE 'group:%'");
    }

    /** Sends the same messages from a bare client without decisions or storage. */
    private double withoutDatabase(URI url) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(connections));
            RequestOptions to = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost(url.getHost())
                    .setPort(url.getPort());
            Buffer body = Buffer.buffer("{\"msgtype\":\"text\",\"text\":{\"content\":\"停水通知，第0条\"}}");
            AtomicInteger next = new AtomicInteger();
            CountDownLatch left = new CountDownLatch(groups);
            long begin = System.nanoTime();
            vertx.runOnContext(go -> {
                for (int i = 0; i < connections; i++) {
                    send(client, to, body, next, left);
                }
            });
            if (!left.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the bare client did not come to its end");
            }
            return groups / ((System.nanoTime() - begin) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            vertx.close();
        }
    }

    private void send(HttpClient client, RequestOptions to, Buffer body, AtomicInteger next, CountDownLatch left) {
        int group = next.getAndIncrement();
        if (group >= groups) {
            return;
        }
        client.request(new RequestOptions(to).setURI(WebhookStub.SEND + "?key=bare-" + group))
                .compose(request -> request.send(body))
                .compose(answer -> answer.body())
                .onComplete(done -> {
                    left.countDown();
                    send(client, to, body, next, left);
                });
    }

    private String flags() {
        return installedApp.describeFlags() + "; " + groups + " groups, answered after " + delay.toMillis() + " ms; "
                + connections + " connections, " + connections * 2 + " in flight; " + hostInfo.describe();
    }
}
