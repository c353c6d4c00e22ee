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
import lianhu.simulator.callback.Callback.Endpoint;
import lianhu.simulator.fault.FaultInjector;
import lianhu.simulator.fault.InjectedFault;
import lianhu.simulator.state.Journal;
import lianhu.simulator.state.LruMap;
import lianhu.simulator.state.MessageRoute;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.SimulatorConfig;
import org.jspecify.annotations.Nullable;

/**
 * Sends callbacks to the gateway by WeCom's rules (document 90238): after a timeout or a status
 * other than 200 the callback is sent again with the same msgid and a new timestamp, nonce and signature.
 */
public final class CallbackSender implements AutoCloseable {

    private static final Set<String> AT_START = Set.of("double", "reorder");
    private static final int REMEMBERED = 1_000;

    private final Vertx vertx;
    private final SimulatedCorp simulatedCorp;
    private final FaultInjector faultInjector;
    private final GatewayRotation gatewayRotation;
    private final HttpClient client;
    private final CallbackEncryption robot;
    private final CallbackEncryption app;
    private final Map<String, Callback> recent = new LruMap<>(REMEMBERED);

    public CallbackSender(
            Vertx vertx, SimulatedCorp simulatedCorp, FaultInjector faultInjector, GatewayRotation gatewayRotation) {
        this.vertx = vertx;
        this.simulatedCorp = simulatedCorp;
        this.faultInjector = faultInjector;
        this.gatewayRotation = gatewayRotation;
        SimulatorConfig simulatorConfig = simulatedCorp.setup();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(simulatorConfig.pace().connections())
                .setKeepAlive(true)
                .setConnectTimeout((int) simulatorConfig.pace().answerWithin().toMillis()));
        this.robot = new CallbackEncryption(
                simulatorConfig.robot().token(), simulatorConfig.robot().aesKey(), "", simulatedCorp.systemClock());
        this.app = new CallbackEncryption(
                simulatorConfig.app().token(),
                simulatorConfig.app().aesKey(),
                simulatorConfig.corp(),
                simulatedCorp.systemClock());
    }

    public CallbackEncryption envelope(Endpoint endpoint) {
        return endpoint == Endpoint.ROBOT ? robot : app;
    }

    public Future<CallbackResult> deliver(Callback callback) {
        recent.put(callback.msgid(), callback);
        simulatedCorp.counts().add("callbacks");
        Promise<CallbackResult> done = Promise.promise();
        Optional<InjectedFault> injectedFault =
                faultInjector.claim(InjectedFault.CALLBACK, one -> AT_START.contains(one.kind()));
        if (injectedFault.isPresent() && injectedFault.get().kind().equals("reorder")) {
            vertx.setTimer(Math.max(1, injectedFault.get().millis()), timer -> attempt(callback, 1, true, done));
        } else {
            attempt(callback, 1, true, done);
        }
        if (injectedFault.isPresent() && injectedFault.get().kind().equals("double")) {
            attempt(callback, 1, false, done);
        }
        return done.future();
    }

    /** Finds the callback of this msgid; without msgid the last callback. */
    public Optional<Callback> recent(@Nullable String msgid) {
        if (msgid != null) {
            return Optional.ofNullable(recent.get(msgid));
        }
        return recent.isEmpty()
                ? Optional.empty()
                : Optional.of(List.copyOf(recent.values()).getLast());
    }

    /** The second request of the fault {@code double} has no retries: the first has them. */
    private void attempt(Callback callback, int number, boolean hasRetries, Promise<CallbackResult> done) {
        long start = System.nanoTime();
        simulatedCorp.counts().add(number == 1 ? "attempts" : "redeliveries");
        String fault = faultInjector
                .claim(InjectedFault.CALLBACK, one -> !AT_START.contains(one.kind()))
                .map(InjectedFault::kind)
                .orElse("");
        post(callback, fault.equals("cut")).onComplete(attempted -> {
            long millis = (System.nanoTime() - start) / 1_000_000;
            String status = status(attempted.succeeded() ? attempted.result() : null, attempted.cause(), fault);
            int all = simulatedCorp.setup().pace().retryPauses().size() + 1;
            simulatedCorp
                    .journal()
                    .add(new Journal.NewEntry(
                            callback.place(),
                            callback.endpoint().name().toLowerCase(Locale.ROOT),
                            "attempt",
                            "",
                            null,
                            MessageRoute.CALLBACK,
                            callback.msgid(),
                            status,
                            "attempt " + number + " of " + all + ", " + millis + " ms"));
            if (status.equals("200")) {
                done.tryComplete(new CallbackResult(number, attempted.result().body));
            } else if (hasRetries && number == all) {
                if (done.tryComplete(new CallbackResult(number, null))) {
                    simulatedCorp.counts().add("undelivered");
                }
            } else if (hasRetries && !done.future().isComplete()) {
                Duration pause = simulatedCorp.setup().pace().retryPauses().get(number - 1);
                vertx.setTimer(Math.max(1, pause.toMillis()), timer -> attempt(callback, number + 1, true, done));
            }
        });
    }

    private static String status(@Nullable HttpResult httpResult, @Nullable Throwable failure, String fault) {
        if (fault.equals("cut")) {
            return "cut";
        }
        if (httpResult == null) {
            return failure instanceof TimeoutException ? "timeout" : "unreachable";
        }
        return fault.equals("lost") ? "lost" : Integer.toString(httpResult.status);
    }

    private Future<HttpResult> post(Callback callback, boolean cut) {
        CallbackEncryption.EncryptedCallback encryptedCallback =
                envelope(callback.endpoint()).encrypt(callback.plain());
        SimulatorConfig simulatorConfig = simulatedCorp.setup();
        if (callback.endpoint() == Endpoint.ROBOT) {
            Buffer body =
                    new JsonObject().put("encrypt", encryptedCallback.encrypt()).toBuffer();
            return send(
                    HttpMethod.POST,
                    "/wecom/aibot/" + simulatorConfig.robot().id() + encryptedCallback.query(),
                    "application/json",
                    body,
                    simulatorConfig.pace().answerWithin(),
                    cut);
        }
        String agent = simulatorConfig.app().agentId();
        Buffer body = Buffer.buffer(AppMessageXml.outer(simulatorConfig.corp(), agent, encryptedCallback.encrypt()));
        return send(
                HttpMethod.POST,
                "/wecom/app/" + agent + encryptedCallback.query(),
                "text/xml",
                body,
                simulatorConfig.pace().answerWithin(),
                cut);
    }

    /** Asks a callback endpoint to prove that it holds the key; WeCom waits one second (document 101033). */
    public Future<JsonObject> verify(Endpoint endpoint) {
        String echo = Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
        CallbackEncryption.EncryptedCallback encryptedCallback =
                envelope(endpoint).encrypt(echo);
        SimulatorConfig simulatorConfig = simulatedCorp.setup();
        String path = endpoint == Endpoint.ROBOT
                ? "/wecom/aibot/" + simulatorConfig.robot().id()
                : "/wecom/app/" + simulatorConfig.app().agentId();
        String query = encryptedCallback.query() + "&echostr="
                + URLEncoder.encode(encryptedCallback.encrypt(), StandardCharsets.UTF_8);
        return send(
                        HttpMethod.GET,
                        path + query,
                        "text/plain",
                        Buffer.buffer(),
                        simulatorConfig.pace().echoWithin(),
                        false)
                .map(httpResult -> {
                    boolean ok = httpResult.status == 200
                            && httpResult.body.toString().equals(echo);
                    return new JsonObject()
                            .put("ok", ok)
                            .put("status", httpResult.status)
                            .put("why", ok ? null : "the answer is not the decrypted echostr");
                })
                .otherwise(failure -> new JsonObject()
                        .put("ok", false)
                        .put("why", failure instanceof TimeoutException ? "no answer in time" : "unreachable"));
    }

    private Future<HttpResult> send(
            HttpMethod method, String path, String type, Buffer body, Duration within, boolean cut) {
        Optional<URI> gateway = gatewayRotation.next();
        if (gateway.isEmpty()) {
            return Future.failedFuture("no gateway is set");
        }
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(gateway.get().toString().replaceAll("/$", "") + path)
                .putHeader("Content-Type", type);
        Promise<HttpResult> httpResult = Promise.promise();
        // The timeout starts when a connection is free: WeCom has no queue for connections.
        client.request(options).onFailure(httpResult::tryFail).onSuccess(request -> {
            setTimeout(request, within, httpResult);
            request.send(body)
                    .compose(response -> response.body().map(all -> new HttpResult(response.statusCode(), all)))
                    .onSuccess(httpResult::tryComplete)
                    .onFailure(httpResult::tryFail);
            if (cut) {
                vertx.setTimer(20, timer -> {
                    request.reset();
                    httpResult.tryFail("cut");
                });
            }
        });
        return httpResult.future();
    }

    private void setTimeout(HttpClientRequest request, Duration within, Promise<HttpResult> httpResult) {
        long timer = vertx.setTimer(within.toMillis(), fired -> {
            if (httpResult.tryFail(new TimeoutException())) {
                request.reset();
            }
        });
        httpResult.future().onComplete(ended -> vertx.cancelTimer(timer));
    }

    @Override
    public void close() {
        client.close();
    }

    private record HttpResult(int status, Buffer body) {}
}
