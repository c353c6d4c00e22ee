package lianhu.simulator.sms;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import lianhu.simulator.callback.GatewayRotation;
import lianhu.simulator.fault.FaultInjector;
import lianhu.simulator.fault.InjectedFault;
import org.jspecify.annotations.Nullable;

/**
 * An SMS service by the contract of {@code docs/sms.zh-CN.md}: takes each SMS once, reports that it arrived, and passes on what
 * the phone answers.
 */
public final class SmsServiceApi {
    public static final String PATH = "/sms/messages";
    /** Of both directions; public, hence refused by a gateway that is no demonstration. */
    public static final String TOKEN = "lianhu-demo-sms-token-2026";

    private static final String BEARER = "Bearer " + TOKEN;
    private static final String FAULT = "sms/messages";
    /** The last digits of numbers whose phone is switched off. */
    private static final String SWITCHED_OFF = "0000";

    private static final long REPORT_DELAY_MS = 200;

    private final Vertx vertx;
    private final FaultInjector faultInjector;
    private final GatewayRotation gatewayRotation;
    private final SimulatedPhones phones;
    private final HttpClient client;
    private final AtomicLong replies;

    public SmsServiceApi(
            Vertx vertx, FaultInjector faultInjector, GatewayRotation gatewayRotation, InstantSource clock) {
        this.vertx = vertx;
        this.faultInjector = faultInjector;
        this.gatewayRotation = gatewayRotation;
        this.phones = new SimulatedPhones(clock);
        this.client = vertx.createHttpClient();
        // The ids of a second run must differ from those the gateway has seen.
        this.replies = new AtomicLong(clock.millis());
    }

    public void mount(Router router) {
        router.route("/sms/messages").handler(BodyHandler.create(false).setBodyLimit(1 << 16));
        router.post(PATH).handler(this::send);
        router.get(PATH).handler(context -> {
            if (isAuthorized(context)) {
                answer(context, 200, new JsonObject().put("status", "ready"));
            }
        });
        router.get("/_sim/sms")
                .handler(context -> answer(context, 200, new JsonObject().put("messages", phones.json())));
    }

    /** {@code {"from","text"}}: the owner of the phone answers. */
    public Future<JsonObject> reply(JsonObject body) {
        String id = "mo-" + replies.incrementAndGet();
        String from = body.getString("from", "");
        String text = body.getString("text", "");
        phones.answer(id, from, text);
        return post(
                        "/sms/replies",
                        new JsonObject().put("id", id).put("from", from).put("text", text))
                .map(status -> new JsonObject().put("id", id).put("status", status));
    }

    private void send(RoutingContext context) {
        Optional<InjectedFault> fault = faultInjector.claim(FAULT);
        if (fault.isPresent() && fault.get().isHttpStatus()) {
            context.response()
                    .setStatusCode(Integer.parseInt(fault.get().kind()))
                    .end();
            return;
        }
        String kind = fault.map(InjectedFault::kind).orElse("");
        if (kind.equals("silence") || !isAuthorized(context)) {
            return;
        }
        if (fault.isPresent() && fault.get().isErrorCode()) {
            answer(context, 200, new JsonObject().put("status", "refused").put("reason", "空号"));
            return;
        }
        try {
            JsonObject body = context.body().asJsonObject();
            JsonObject sms = body == null ? new JsonObject() : body;
            boolean isWhole = sms.getString("id", "").equals(context.request().getHeader("Idempotency-Key"))
                    && sms.getString("to", "").matches("1\\d{10}")
                    && !sms.getString("template", "").isEmpty()
                    && sms.getString("text", "").startsWith("【");
            if (!isWhole) {
                answer(context, 422, new JsonObject().put("status", "refused").put("reason", "不合约定"));
                return;
            }
            if (phones.receive(sms)) {
                vertx.setTimer(
                        REPORT_DELAY_MS,
                        timer ->
                                report(sms.getString("id"), !sms.getString("to").endsWith(SWITCHED_OFF)));
            }
            if (kind.equals("lost")) {
                context.request().connection().close();
            } else {
                answer(context, 202, new JsonObject().put("status", "accepted"));
            }
        } catch (DecodeException | ClassCastException malformed) {
            answer(context, 422, new JsonObject().put("status", "refused").put("reason", "不合约定"));
        }
    }

    private void report(@Nullable String id, boolean isDelivered) {
        JsonObject report = new JsonObject().put("id", id).put("status", isDelivered ? "delivered" : "failed");
        if (!isDelivered) {
            report.put("reason", "关机");
        }
        // A real service repeats a report; here the delivery stays as the answer to the call left it.
        post("/sms/reports", report).onFailure(unreachable -> {});
    }

    private Future<Integer> post(String path, JsonObject body) {
        Optional<URI> gateway = gatewayRotation.next();
        if (gateway.isEmpty()) {
            return Future.failedFuture("no gateway is set");
        }
        return client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(gateway.get().toString().replaceAll("/$", "") + path)
                        .putHeader("Authorization", BEARER)
                        .putHeader("Content-Type", "application/json"))
                .compose(request -> request.send(body.toBuffer()))
                .map(response -> response.statusCode());
    }

    private static boolean isAuthorized(RoutingContext context) {
        if (BEARER.equals(context.request().getHeader("Authorization"))) {
            return true;
        }
        answer(context, 401, new JsonObject().put("status", "refused").put("reason", "口令不对"));
        return false;
    }

    private static void answer(RoutingContext context, int status, JsonObject json) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=UTF-8")
                .end(json.toBuffer());
    }
}
