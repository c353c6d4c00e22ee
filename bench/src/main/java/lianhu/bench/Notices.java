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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.bench.subject.DataFolder;
import lianhu.bench.subject.Database;
import lianhu.bench.subject.Ending;
import lianhu.bench.subject.Gateway;
import lianhu.bench.subject.NoticeDesk;
import lianhu.bench.subject.NoticeSink;
import lianhu.bench.subject.Program;
import lianhu.bench.subject.Usage;
import lianhu.bench.subject.Waiting;

/**
 * One notice to thousands of groups, each with a robot of its own: from the second person's yes until every one is marked
 * sent in the database. The corp's limit is set out of the way, each robot's holds.
 */
final class Notices {
    static final Set<String> OPTIONS = Set.of("groups", "delay", "rounds", "connections");

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String NO_LIMIT = "2000000000";

    private final Ending ending;
    private final Machine machine = Machine.now();
    private final Program program;
    private final int groups;
    private final Duration delay;
    private final int rounds;
    private final int connections;

    Notices(Options options, Program program, Ending ending) {
        this.ending = ending;
        this.program = program;
        groups = options.number("groups", 20_000, 50_000);
        delay = millis(options.text("delay", "0ms"));
        rounds = options.number("rounds", 2, 3);
        connections = options.number("connections", 256, 1_000);
    }

    private static Duration millis(String text) {
        try {
            return Duration.ofMillis(Long.parseLong(text.endsWith("ms") ? text.substring(0, text.length() - 2) : text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--delay is a number of milliseconds, for instance 50ms");
        }
    }

    Result run() {
        DataFolder data = ending.of(DataFolder.fresh());
        NoticeSink sink = ending.of(new NoticeSink(delay));
        Path county = NoticeDesk.town(program, data.folder("town"), groups);
        Gateway gateway = ending.of(new Gateway(program, data.path(), county.toString()))
                .set("lianhu.wecom.base-url", sink.url().toString())
                .set("lianhu.wecom.pace.per-minute", NO_LIMIT)
                .set("lianhu.wecom.pace.per-hour", NO_LIMIT)
                .set("lianhu.wecom.pace.connections", Integer.toString(connections))
                .set("lianhu.store.broadcast.in-flight", Integer.toString(connections * 2))
                .set("lianhu.quiet-hours", "00:00-00:00");
        gateway.launch();
        Progress.say("gateway ready after %d ms, with %d groups", gateway.awaitReady(), groups);
        NoticeDesk desk = ending.of(new NoticeDesk(gateway.url(), data.path().resolve("api-key")));
        Database database = data.database("postgres");

        List<Double> speeds = new ArrayList<>();
        Usage used = new Usage(0, 0, 0, 0);
        for (int round = 0; round <= rounds; round++) {
            long notice = desk.write("停水通知，第" + round + "条", "NOTICE");
            Usage before = Usage.now(gateway.pid(), data.postgresPid().orElseThrow());
            long begin = System.nanoTime();
            desk.approve(notice);
            // The database is asked only when the last one was heard: to ask it all the time would slow it down.
            long target = (round + 1L) * groups;
            boolean isDone = Waiting.until(LONGEST, () -> sink.all() >= target)
                    && Waiting.until(LONGEST, () -> sent(database, notice) >= groups);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Usage spent =
                    Usage.now(gateway.pid(), data.postgresPid().orElseThrow()).since(before);
            Progress.say(
                    "%s: %.0f a second, %d of %d marked sent in %.1f s; processor: gateway %.3f + PostgreSQL %.3f ms each,"
                            + " strangers %.1f s",
                    round == 0 ? "warm-up" : "round " + round,
                    groups / seconds,
                    sent(database, notice),
                    groups,
                    seconds,
                    (double) spent.gateway() / groups,
                    (double) spent.postgres() / groups,
                    spent.others() / 1000.0);
            if (!isDone) {
                throw new IllegalStateException("not all were sent. The log ends with:\n" + gateway.logTail());
            }
            if (round > 0) {
                speeds.add(groups / seconds);
                used = used.plus(spent);
            }
        }
        Map<String, Long> heard = sink.heard();
        long told = rounds + 1L;
        long lost = groups
                - heard.size()
                + heard.values().stream().filter(times -> times < told).count();
        long doubled = heard.values().stream().filter(times -> times > told).count();
        double perSecond = Median.of(speeds);
        double limit = bare(sink.url());
        return new Result("notices")
                .with("flags", flags())
                .with("perSecond", perSecond, 0)
                .with("limitPerSecond", limit, 0)
                .with("limitBy", "bare Vert.x client, " + connections + " connections, nothing marked")
                .with("ratio", perSecond / limit, 2)
                .with("cpuMsPerTicket", (double) (used.gateway() + used.postgres()) / groups / rounds, 3)
                .with("rssMb", Usage.residentMb(gateway.pid()))
                .with("failures", count(database, "CANNOT"))
                .with("lost", lost)
                .with("doubled", doubled)
                .with("unknown", count(database, "UNKNOWN"));
    }

    private static long sent(Database database, long notice) {
        Waiting.pause(Duration.ofMillis(20));
        return database.count("SELECT count(*) FROM delivery WHERE broadcast = " + notice + " AND state = 'SENT'");
    }

    private static long count(Database database, String state) {
        return database.count("SELECT count(*) FROM delivery WHERE broadcast IS NOT NULL AND state = '" + state
                + "' AND audience LIKE 'group:%'");
    }

    /** The same messages as fast as a client can send them that decides and remembers nothing. */
    private double bare(URI url) {
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
        client.request(new RequestOptions(to).setURI("/bare/send?key=" + group))
                .compose(request -> request.send(body))
                .compose(answer -> answer.body())
                .onComplete(done -> {
                    left.countDown();
                    send(client, to, body, next, left);
                });
    }

    private String flags() {
        return program.flagsInWords() + "; " + groups + " groups, answered after " + delay.toMillis() + " ms; "
                + connections + " connections, " + connections * 2 + " in flight; " + machine.inWords();
    }
}
