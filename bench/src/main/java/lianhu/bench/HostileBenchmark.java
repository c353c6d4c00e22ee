package lianhu.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.EventLoopWatch;
import lianhu.bench.harness.FreePorts;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.TimedWait;
import lianhu.bench.load.CallbackGenerator;

/**
 * Texts made to be slow, at every place where a stranger or a partner can send one. Prints the longest time that an event
 * loop was held, which is how long everybody else waits. Garbage collection counts, since it holds the loop too.
 */
final class HostileBenchmark {
    static final Set<String> OPTIONS = Set.of("bytes");

    /** Repeated to the length of the text; each made a quadratic expression or loop slow. */
    private static final List<String> SHAPES = List.of(
            "<",
            "(",
            "[",
            "@",
            "@a ",
            "“",
            "1",
            "13800000000 ",
            " ",
            "\\n",
            "！",
            "李婶：",
            "您好",
            "尊敬的",
            "<@",
            "举报",
            "老家上河村",
            "第1组",
            "路灯",
            "着火了",
            "没有");

    private static final long LIMIT_MS = 50;

    /** Characters: the longest report that is accepted, so that the whole intake reads it. */
    private static final int LONGEST_TEXT = 20_000;

    private static final String NO_LIMIT = "1000000";
    private static final String UNIT = "621099101201001-L001";
    private static final Pattern TOKEN = Pattern.compile("/(unit|chamber)/([\\w.-]{10,})");

    private final HostInfo hostInfo = HostInfo.now();
    private final InstalledApp installedApp;
    private final int bytes;
    private final DataFolder data;
    private final GatewayUnderTest gatewayUnderTest;
    private final EventLoopWatch eventLoopWatch;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HostileRequests requests;

    /** @param request of a text that repeats a shape */
    private record EntryPoint(String name, Function<String, HttpRequest> request) {}

    HostileBenchmark(BenchOptions benchOptions, InstalledApp installedApp, Closer closer) {
        this.installedApp = installedApp;
        bytes = benchOptions.number("bytes", 1_000_000, 1_040_000);
        data = closer.register(DataFolder.fresh());
        gatewayUnderTest = closer.register(new GatewayUnderTest(installedApp, data.path(), DemoGroups.COUNTY)
                .set("lianhu.wecom.base-url", "http://127.0.0.1:" + FreePorts.free())
                .set("lianhu.rate-limit.forms-per-address-burst", NO_LIMIT)
                .set("lianhu.rate-limit.forms-per-area-burst", NO_LIMIT)
                .set("lianhu.rate-limit.lookups-per-address-burst", NO_LIMIT));
        eventLoopWatch = new EventLoopWatch(gatewayUnderTest);
        requests = new HostileRequests(
                gatewayUnderTest.url().toString(),
                DemoGroups.chats(installedApp).getFirst());
    }

    BenchResult run() {
        gatewayUnderTest.launch();
        gatewayUnderTest.awaitReady();
        List<EntryPoint> entryPoints = entryPoints();
        entryPoints.forEach(entryPoint -> send(entryPoint, "路灯")); // the first request of a path loads its classes
        TimedWait.pause(Duration.ofSeconds(1));
        ConsoleOutput.print("longest hold while starting and warming up: %d ms", eventLoopWatch.longestMs());
        long longest = 0;
        int unanswered = 0;
        for (EntryPoint entryPoint : entryPoints) {
            Map<Integer, Integer> statuses = new TreeMap<>();
            for (String shape : SHAPES) {
                String once = shape.replace("\\n", "\n");
                int accepted = LONGEST_TEXT / once.length();
                int most = bytes / once.getBytes(StandardCharsets.UTF_8).length;
                statuses.merge(send(entryPoint, shape.repeat(accepted)), 1, Integer::sum);
                statuses.merge(send(entryPoint, shape.repeat(most)), 1, Integer::sum);
            }
            TimedWait.pause(Duration.ofMillis(300));
            long held = eventLoopWatch.longestMs();
            ConsoleOutput.print(
                    "%-28s answered %s; longest hold %s",
                    entryPoint.name(), statuses, held == 0 ? "under " + EventLoopWatch.LEAST_MS + " ms" : held + " ms");
            longest = Math.max(longest, held);
            unanswered += statuses.entrySet().stream()
                    .filter(status -> status.getKey() == 0 || status.getKey() == 500)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
        return new BenchResult("hostile")
                .with("longestHoldMs", longest)
                .with("limitMs", LIMIT_MS)
                .with("failures", unanswered + (longest > LIMIT_MS ? 1L : 0L))
                .with(
                        "flags",
                        installedApp.describeFlags() + "; " + hostInfo.describe() + "; " + SHAPES.size()
                                + " shapes, each of " + LONGEST_TEXT + " characters and of " + bytes + " bytes, at "
                                + entryPoints.size()
                                + " entry points, one after another; failures count requests without an answer, with a"
                                + " 500, and a hold above the limit");
    }

    private List<EntryPoint> entryPoints() {
        String key = apiKey();
        String stage = get("/");
        String unit = token("unit", stage);
        String chamber = token("chamber", stage);
        return List.of(
                new EntryPoint("report page", text -> requests.form("/report/" + UNIT, Map.of("words", text))),
                new EntryPoint(
                        "report page, name",
                        text -> requests.form("/report/" + UNIT, Map.of("words", "路灯坏了", "name", text))),
                new EntryPoint(
                        "unit head's page",
                        text -> requests.form("/unit/" + unit + "/tell", Map.of("words", text, "whose", "own"))),
                new EntryPoint(
                        "chamber page",
                        text -> requests.form(
                                "/chamber/" + chamber,
                                Map.of(
                                        "words", text, "member", "钱老板", "home", "上河村", "where", "HERE", "agreed",
                                        "yes"))),
                new EntryPoint("receipt look-up", text -> requests.urlEncoded("/track", "no", text)),
                new EntryPoint("last digits", text -> requests.urlEncoded("/track/48271938/digits", "digits", text)),
                new EntryPoint("API, report", text -> requests.json("/api/v1/reports", key, report(text))),
                new EntryPoint("API, search", text -> requests.get("/api/v1/tickets?q=", key, text)),
                new EntryPoint("smart robot", requests::robot),
                new EntryPoint(
                        "smart robot, unsigned",
                        text -> requests.callback("/wecom/aibot/" + CallbackGenerator.ROBOT, text)),
                new EntryPoint("application, unsigned", text -> requests.callback("/wecom/app/1000002", text)));
    }

    private static String report(String text) {
        return "{\"area\":\"" + UNIT + "\",\"text\":\"" + text + "\"}";
    }

    /** @return the HTTP status; 0 without a response */
    private int send(EntryPoint entryPoint, String text) {
        try {
            return client.send(entryPoint.request().apply(text), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException noAnswer) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String get(String path) {
        try {
            return client.send(requests.request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String apiKey() {
        try {
            return Files.readString(data.path().resolve("api-key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token(String page, String html) {
        return TOKEN.matcher(html)
                .results()
                .filter(link -> link.group(1).equals(page))
                .map((MatchResult link) -> link.group(2))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the front page has no link to /" + page));
    }
}
