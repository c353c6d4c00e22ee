package lianhu.bench.harness;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A stub of WeCom that answers every call after a delay and counts the messages to each group robot. It also answers the
 * gateway's calls for tokens and customer service, without counting them.
 */
public final class WebhookStub implements Closer.Resource {
    /** The path of group robots; the key names the robot. */
    public static final String SEND = "/cgi-bin/webhook/send";

    private static final String YES = "{\"errcode\":0,\"errmsg\":\"ok\"}";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Map<String, LongAdder> messages = new ConcurrentHashMap<>();
    private final LongAdder all = new LongAdder();
    private final HttpServer server;
    private final long delay;

    public WebhookStub(Duration delay) {
        this.delay = delay.toMillis();
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setAcceptBacklog(1_024))
                .requestHandler(this::respond);
        try {
            server.listen(FreePorts.free())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void respond(HttpServerRequest request) {
        String robot = SEND.equals(request.path()) ? request.getParam("key") : null;
        request.bodyHandler(body -> {
            if (robot != null) {
                messages.computeIfAbsent(robot, key -> new LongAdder()).increment();
                all.increment();
            }
            if (delay == 0) {
                accept(request);
            } else {
                vertx.setTimer(delay, timer -> accept(request));
            }
        });
    }

    private static void accept(HttpServerRequest request) {
        if (!request.response().closed()) {
            request.response().putHeader("Content-Type", "application/json").end(YES);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Messages to robots so far. */
    public long all() {
        return all.sum();
    }

    /** The number of messages to each robot. */
    public Map<String, Long> received() {
        Map<String, Long> now = new HashMap<>();
        messages.forEach((robot, count) -> now.put(robot, count.sum()));
        return now;
    }

    @Override
    public void close() {
        vertx.close();
    }
}
