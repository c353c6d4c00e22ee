package lianhu.telephony.ari;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one Asterisk: events in, requests out over the same WebSocket. Reconnects for ever and reports each gap.
 * All work happens on the context given at creation; every method may be called from any thread.
 */
final class AriConnection {
    /** In bytes. A list of all channels comes as one message; the default of Vert.x is 64 KiB a frame. */
    private static final int MAX_MESSAGE = 16 << 20;

    private static final int DEAD_AFTER_PINGS = 2;
    private static final System.Logger LOG = System.getLogger(AriConnection.class.getName());

    private final Vertx vertx;
    private final Context context;
    private final AriOptions options;
    private final Clock clock;
    private final Consumer<AriEvent> handler;
    private final WebSocketClient client;
    private final ReconnectBackoff backoff = new ReconnectBackoff(ThreadLocalRandom.current());
    private final PendingRequests pending;
    private final List<AriEvent> held = new ArrayList<>();
    private @Nullable WebSocket socket;
    private @Nullable Instant lostAt;
    private volatile boolean synced;
    /** No connection is wanted any more: closed by us, or taken by another instance. */
    private boolean stopped;

    AriConnection(Context context, AriOptions options, Clock clock, Consumer<AriEvent> handler) {
        this.context = context;
        this.options = options;
        this.clock = clock;
        this.handler = handler;
        vertx = context.owner();
        pending = new PendingRequests(vertx, options.requestDeadline());
        client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(MAX_MESSAGE).setMaxMessageSize(MAX_MESSAGE));
    }

    void start() {
        context.runOnContext(started -> connect());
    }

    /** Whether requests can be sent and the last gap has been reported. */
    boolean isReady() {
        return synced;
    }

    /** Closes the socket and fails the open requests; there is no way back. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(now -> {
            stopped = true;
            var last = socket;
            if (last != null) {
                forget(last);
            }
            client.close().onComplete(closed);
        });
        return closed.future();
    }

    /**
     * Sends one request. Requests are sent in the order of the calls.
     *
     * @return the body of the answer; fails with {@link AriException}
     */
    Future<String> request(AriRequest request) {
        Promise<String> answer = Promise.promise();
        context.runOnContext(sent -> send(request, answer));
        return answer.future();
    }

    private void send(AriRequest request, Promise<String> answer) {
        var current = socket;
        if (current == null) {
            answer.fail(new AriException(0, request.operation(), "not connected"));
            return;
        }
        pending.add(request.operation(), answer)
                .ifPresent(id ->
                        current.writeTextMessage(request.message(id)).onFailure(e -> pending.fail(id, "not sent")));
    }

    private void connect() {
        if (stopped) {
            return;
        }
        var target = new WebSocketConnectOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setURI("/ari/events?app=" + options.application())
                .setTimeout(options.requestDeadline().toMillis());
        target.addHeader("Authorization", BasicAuthentication.header(options));
        client.connect(target).onComplete(this::connected, this::reconnectLater);
    }

    private void connected(WebSocket opened) {
        if (stopped) {
            opened.close();
            return;
        }
        socket = opened;
        // A former socket may still deliver what was on its way when the next one is open.
        opened.textMessageHandler(text -> {
            if (opened.equals(socket)) {
                received(opened, text);
            }
        });
        opened.exceptionHandler(e -> LOG.log(Level.WARNING, "socket of {0}: {1}", options, e.getMessage()));
        opened.closeHandler(closed -> lost(opened));
        ping(opened);
        AriSnapshot.load(this, options.application()).onComplete(this::synchronised, e -> {
            LOG.log(Level.WARNING, "synchronisation with {0} failed: {1}", options, e.getMessage());
            lost(opened);
        });
    }

    private void synchronised(AriSnapshot snapshot) {
        if (socket == null) {
            return;
        }
        backoff.reset();
        synced = true;
        LOG.log(Level.INFO, "{0} is connected: {1}", options, snapshot);
        deliver(new AriEvent.GapEvent(lostAt, snapshot));
        held.forEach(this::deliver);
        held.clear();
    }

    private void received(WebSocket source, String text) {
        JsonObject json;
        try {
            json = new JsonObject(text);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "{0} sent a message that is no JSON object", options);
            return;
        }
        if ("RESTResponse".equals(json.getValue("type"))) {
            pending.answered(json);
            return;
        }
        AriEvent event = AriEvent.parse(json);
        if (event instanceof AriEvent.ApplicationReplaced) {
            replaced(source);
            deliver(event);
        } else if (synced) {
            deliver(event);
        } else {
            held.add(event);
        }
    }

    private void replaced(WebSocket source) {
        LOG.log(Level.ERROR, "another connection has taken {0}; this one stays off", options);
        stopped = true;
        forget(source);
    }

    /** One event that cannot be handled must not stop those that follow. */
    private void deliver(AriEvent event) {
        try {
            handler.accept(event);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "an event was not handled: " + event.getClass().getSimpleName(), e);
        }
    }

    private void ping(WebSocket opened) {
        int[] unanswered = {0};
        opened.pongHandler(pong -> unanswered[0] = 0);
        vertx.setPeriodic(options.pingInterval().toMillis(), timer -> {
            if (!opened.equals(socket)) {
                vertx.cancelTimer(timer);
            } else if (unanswered[0]++ >= DEAD_AFTER_PINGS) {
                LOG.log(Level.WARNING, "{0} does not answer pings", options);
                lost(opened);
            } else {
                opened.writePing(Buffer.buffer("ping"))
                        .onFailure(e -> LOG.log(Level.DEBUG, "ping of {0}: {1}", options, e.getMessage()));
            }
        });
    }

    /**
     * A dead peer never completes the closing handshake: its socket may report its end when the next one is open
     * already.
     */
    private void lost(WebSocket ended) {
        if (ended.equals(socket)) {
            forget(ended);
            lostAt = clock.instant();
            reconnectLater(new IOException("connection lost"));
        }
    }

    private void forget(WebSocket ended) {
        socket = null;
        synced = false;
        held.clear();
        pending.failAll("connection lost");
        ended.close();
    }

    private void reconnectLater(Throwable cause) {
        if (stopped) {
            return;
        }
        long pause = backoff.next().toMillis();
        LOG.log(Level.WARNING, "{0}: {1}; next attempt in {2} ms", options, cause.getMessage(), pause);
        vertx.setTimer(pause, due -> connect());
    }
}
