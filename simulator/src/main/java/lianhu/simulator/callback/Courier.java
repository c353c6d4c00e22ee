package lianhu.simulator.callback;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import lianhu.simulator.callback.Callback.Door;
import lianhu.simulator.fault.Fault;
import lianhu.simulator.fault.Faults;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Journal;
import lianhu.simulator.world.Recent;
import lianhu.simulator.world.Setup;
import lianhu.simulator.world.Via;
import org.jspecify.annotations.Nullable;

/**
 * Brings callbacks to the gateway by WeCom's rules (document 90238): no answer in time or any status but 200 is tried
 * again with the same msgid and a new timestamp, nonce and signature.
 */
public final class Courier implements AutoCloseable {

    private static final Set<String> AT_START = Set.of("double", "reorder");
    private static final int REMEMBERED = 1_000;

    private final Vertx vertx;
    private final Corp corp;
    private final Faults faults;
    private final Gateways gateways;
    private final HttpClient client;
    private final Envelope robot;
    private final Envelope app;
    private final Map<String, Callback> recent = new Recent<>(REMEMBERED);

    public Courier(Vertx vertx, Corp corp, Faults faults, Gateways gateways) {
        this.vertx = vertx;
        this.corp = corp;
        this.faults = faults;
        this.gateways = gateways;
        Setup setup = corp.setup();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(setup.pace().connections())
                .setKeepAlive(true)
                .setConnectTimeout((int) setup.pace().answerWithin().toMillis()));
        this.robot = new Envelope(setup.robot().token(), setup.robot().aesKey(), "", corp.real());
        this.app = new Envelope(setup.app().token(), setup.app().aesKey(), setup.corp(), corp.real());
    }

    public Envelope envelope(Door door) {
        return door == Door.ROBOT ? robot : app;
    }

    public Future<Outcome> deliver(Callback callback) {
        recent.put(callback.msgid(), callback);
        corp.counts().add("callbacks");
        Promise<Outcome> done = Promise.promise();
        Optional<Fault> fault = faults.take(Fault.CALLBACK, one -> AT_START.contains(one.kind()));
        if (fault.isPresent() && fault.get().kind().equals("reorder")) {
            vertx.setTimer(Math.max(1, fault.get().millis()), timer -> attempt(callback, 1, true, done));
        } else {
            attempt(callback, 1, true, done);
        }
        if (fault.isPresent() && fault.get().kind().equals("double")) {
            attempt(callback, 1, false, done);
        }
        return done.future();
    }

    /** The callback of this msgid, or the last one. */
    public Optional<Callback> remembered(@Nullable String msgid) {
        if (msgid != null) {
            return Optional.ofNullable(recent.get(msgid));
        }
        return recent.isEmpty()
                ? Optional.empty()
                : Optional.of(List.copyOf(recent.values()).getLast());
    }

    /** The second of a double has no retries of its own: those belong to the first. */
    private void attempt(Callback callback, int number, boolean comesAgain, Promise<Outcome> done) {
        long start = System.nanoTime();
        corp.counts().add(number == 1 ? "attempts" : "redeliveries");
        String fault = faults.take(Fault.CALLBACK, one -> !AT_START.contains(one.kind()))
                .map(Fault::kind)
                .orElse("");
        post(callback, fault.equals("cut")).onComplete(answered -> {
            long millis = (System.nanoTime() - start) / 1_000_000;
            String status = status(answered.succeeded() ? answered.result() : null, answered.cause(), fault);
            int all = corp.setup().pace().retryPauses().size() + 1;
            corp.journal()
                    .add(new Journal.Line(
                            callback.place(),
                            callback.door().name().toLowerCase(Locale.ROOT),
                            "attempt",
                            "",
                            null,
                            Via.CALLBACK,
                            callback.msgid(),
                            status,
                            "attempt " + number + " of " + all + ", " + millis + " ms"));
            if (status.equals("200")) {
                done.tryComplete(new Outcome(number, answered.result().body));
            } else if (comesAgain && number == all) {
                if (done.tryComplete(new Outcome(number, null))) {
                    corp.counts().add("undelivered");
                }
            } else if (comesAgain && !done.future().isComplete()) {
                Duration pause = corp.setup().pace().retryPauses().get(number - 1);
                vertx.setTimer(Math.max(1, pause.toMillis()), timer -> attempt(callback, number + 1, true, done));
            }
        });
    }

    private static String status(@Nullable Answer answer, @Nullable Throwable failure, String fault) {
        if (fault.equals("cut")) {
            return "cut";
        }
        if (answer == null) {
            return failure instanceof TimeoutException ? "timeout" : "unreachable";
        }
        return fault.equals("lost") ? "lost" : Integer.toString(answer.status);
    }

    private Future<Answer> post(Callback callback, boolean cut) {
        Envelope.Sealed sealed = envelope(callback.door()).seal(callback.plain());
        Setup setup = corp.setup();
        if (callback.door() == Door.ROBOT) {
            Buffer body = new JsonObject().put("encrypt", sealed.encrypt()).toBuffer();
            return send(
                    HttpMethod.POST,
                    "/wecom/aibot/" + setup.robot().id() + sealed.query(),
                    "application/json",
                    body,
                    setup.pace().answerWithin(),
                    cut);
        }
        String agent = setup.app().agentId();
        Buffer body = Buffer.buffer(AppXml.outer(setup.corp(), agent, sealed.encrypt()));
        return send(
                HttpMethod.POST,
                "/wecom/app/" + agent + sealed.query(),
                "text/xml",
                body,
                setup.pace().answerWithin(),
                cut);
    }

    /** Asks a door to prove that it holds the key; WeCom waits one second (document 101033). */
    public Future<JsonObject> verify(Door door) {
        String word = Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
        Envelope.Sealed sealed = envelope(door).seal(word);
        Setup setup = corp.setup();
        String path = door == Door.ROBOT
                ? "/wecom/aibot/" + setup.robot().id()
                : "/wecom/app/" + setup.app().agentId();
        String query = sealed.query() + "&echostr=" + URLEncoder.encode(sealed.encrypt(), StandardCharsets.UTF_8);
        return send(
                        HttpMethod.GET,
                        path + query,
                        "text/plain",
                        Buffer.buffer(),
                        setup.pace().echoWithin(),
                        false)
                .map(answer -> {
                    boolean ok = answer.status == 200 && answer.body.toString().equals(word);
                    return new JsonObject()
                            .put("ok", ok)
                            .put("status", answer.status)
                            .put("why", ok ? null : "the answer is not the opened echostr, byte by byte");
                })
                .otherwise(failure -> new JsonObject()
                        .put("ok", false)
                        .put("why", failure instanceof TimeoutException ? "no answer in time" : "unreachable"));
    }

    private Future<Answer> send(
            HttpMethod method, String path, String type, Buffer body, Duration within, boolean cut) {
        Optional<URI> gateway = gateways.next();
        if (gateway.isEmpty()) {
            return Future.failedFuture("no gateway is set");
        }
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(gateway.get().toString().replaceAll("/$", "") + path)
                .putHeader("Content-Type", type);
        Promise<Answer> answer = Promise.promise();
        // The five seconds run from here and not before a connection is free: WeCom has no such queue.
        client.request(options).onFailure(answer::tryFail).onSuccess(request -> {
            limit(request, within, answer);
            request.send(body)
                    .compose(response -> response.body().map(all -> new Answer(response.statusCode(), all)))
                    .onSuccess(answer::tryComplete)
                    .onFailure(answer::tryFail);
            if (cut) {
                vertx.setTimer(20, timer -> {
                    request.reset();
                    answer.tryFail("cut");
                });
            }
        });
        return answer.future();
    }

    private void limit(HttpClientRequest request, Duration within, Promise<Answer> answer) {
        long timer = vertx.setTimer(within.toMillis(), fired -> {
            if (answer.tryFail(new TimeoutException())) {
                request.reset();
            }
        });
        answer.future().onComplete(ended -> vertx.cancelTimer(timer));
    }

    @Override
    public void close() {
        client.close();
    }

    private record Answer(int status, Buffer body) {}
}
