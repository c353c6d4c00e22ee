package lianhu.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import lianhu.bench.harness.Closer;
import lianhu.bench.load.SampleTexts;
import lianhu.simulator.Simulator;

/** Sends messages to the robot at a fixed rate, one from each person. */
final class MessageGenerator implements Closer.Resource {
    /**
     * The simulator silently drops messages beyond 30 a minute for each member, as WeCom does. Its clock, which affects only
     * quotas and expiries, runs sixty times as fast here, so that no message is dropped.
     */
    private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

    /**
     * One message in so many, and no more than one a second, sends a card to an owner. The gateway stays within 80 % of
     * WeCom's limit for one member, so more cards would only wait.
     */
    private static final int WITH_NOTICE = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Simulator simulator;
    private final List<String> chats;
    private final int perSecond;
    private final int withNotice;
    /** How often, by status or class of the failure. */
    private final Map<String, Integer> refused = new ConcurrentSkipListMap<>();

    private final Thread thread;
    private volatile boolean isOver;
    private volatile int sent;

    MessageGenerator(Simulator simulator, List<String> chats, int perSecond) {
        this.simulator = simulator;
        this.chats = chats;
        this.perSecond = perSecond;
        this.withNotice = Math.max(WITH_NOTICE, perSecond);
        this.thread = Thread.ofPlatform().name("message-generator").daemon().start(this::run);
    }

    int sentCount() {
        return sent;
    }

    /** Messages that the simulator refused, by status or class of the failure; they make the measurement invalid. */
    Map<String, Integer> refused() {
        return Map.copyOf(refused);
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    private void run() {
        long begin = System.nanoTime();
        while (!isOver) {
            long due = begin + sent * 1_000_000_000L / perSecond;
            long early = due - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(early);
                continue;
            }
            if (sent % perSecond == 0) {
                simulator.clock().move(CLOCK_STEP);
            }
            send(sent);
            sent++;
        }
    }

    private void send(int n) {
        String body = "{\"chat\":\"%s\",\"from\":\"k%d\",\"join\":true,\"text\":\"%s\"}"
                .formatted(
                        chats.get((n + n / withNotice) % chats.size()),
                        n,
                        n % withNotice == 0 ? SampleTexts.of(n / withNotice, n) : SampleTexts.forReportApi(n));
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.url() + "/_sim/say"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, failed) -> {
                    if (failed != null) {
                        refused.merge(failed.getClass().getSimpleName() + ": " + failed.getMessage(), 1, Integer::sum);
                    } else if (answer.statusCode() != 200) {
                        refused.merge("HTTP " + answer.statusCode(), 1, Integer::sum);
                    }
                });
    }
}
