package lianhu.simulator.control;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CorsHandler;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import lianhu.simulator.callback.AppCallbacks;
import lianhu.simulator.callback.Callback;
import lianhu.simulator.callback.CallbackSender;
import lianhu.simulator.callback.GatewayRotation;
import lianhu.simulator.callback.RobotCallbacks;
import lianhu.simulator.fault.FaultInjector;
import lianhu.simulator.sms.SmsServiceApi;
import lianhu.simulator.speech.SpeechServerApi;
import lianhu.simulator.state.JournalEntry;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.wecom.SimulatedAccessTokens;

/** Mounts the control interface. */
public final class ControlApi {

    /** The demonstration page is served from the gateway's port and calls this interface. */
    private static final String LOCAL_ORIGIN = "http://(127\\.0\\.0\\.1|localhost)(:[0-9]{1,5})?";

    private static final int JOURNAL_PAGE = 1_000;

    private final SimulatedCorp simulatedCorp;
    private final FaultInjector faultInjector;
    private final CallbackSender callbackSender;
    private final RobotCallbacks robot;
    private final GroupMessagesApi groupMessagesApi;
    private final DirectMessagesApi directMessagesApi;
    private final SetupApi setupApi;
    private final CustomersApi customersApi;
    private final SmsServiceApi smsService;
    private final SpeechServerApi speechServer;

    public ControlApi(
            Vertx vertx,
            SimulatedCorp simulatedCorp,
            FaultInjector faultInjector,
            SimulatedAccessTokens simulatedAccessTokens,
            GatewayRotation gatewayRotation,
            CallbackSender callbackSender,
            SmsServiceApi smsService,
            SpeechServerApi speechServer) {
        this.simulatedCorp = simulatedCorp;
        this.faultInjector = faultInjector;
        this.callbackSender = callbackSender;
        this.smsService = smsService;
        this.speechServer = speechServer;
        this.robot = new RobotCallbacks(vertx, simulatedCorp, callbackSender);
        this.groupMessagesApi = new GroupMessagesApi(simulatedCorp, robot);
        AppCallbacks app = new AppCallbacks(simulatedCorp, callbackSender);
        this.directMessagesApi = new DirectMessagesApi(simulatedCorp, app, robot, groupMessagesApi);
        this.customersApi = new CustomersApi(simulatedCorp, app);
        this.setupApi = new SetupApi(simulatedCorp, faultInjector, simulatedAccessTokens, gatewayRotation);
    }

    public void mount(Router router) {
        router.route("/_sim/*")
                .handler(CorsHandler.create()
                        .addOriginWithRegex(LOCAL_ORIGIN)
                        .allowedMethod(HttpMethod.GET)
                        .allowedMethod(HttpMethod.POST)
                        .allowedHeader("Content-Type"));
        router.route("/_sim/*").handler(BodyHandler.create(false).setBodyLimit(16 << 20));
        post(router, "say", groupMessagesApi::send);
        post(router, "paste", groupMessagesApi::paste);
        post(router, "private", directMessagesApi::send);
        post(router, "press", directMessagesApi::press);
        post(router, "repeat", this::repeat);
        post(router, "verify", this::verify);
        post(router, "groups", body -> Future.succeededFuture(setupApi.groups(body)));
        post(router, "faults", body -> Future.succeededFuture(setupApi.faults(body)));
        post(router, "clock", body -> Future.succeededFuture(setupApi.clock(body)));
        post(router, "gateway", body -> Future.succeededFuture(setupApi.gateways(body)));
        post(router, "confirm", customersApi::confirm);
        post(router, "customers", customersApi::handleChange);
        post(router, "sms-reply", smsService::reply);
        post(router, "speech", body -> Future.succeededFuture(speechServer.say(body)));
        router.get("/_sim/journal").handler(this::journal);
        get(router, "groups", () -> simulatedCorp.world().groupsAsJson().encode());
        get(router, "people", () -> simulatedCorp.world().peopleAsJson().encode());
        get(router, "tasks", () -> simulatedCorp.massTasks().waitingAsJson().encode());
        get(router, "faults", () -> faultInjector.json().encode());
        get(
                router,
                "counts",
                () -> simulatedCorp
                        .counts()
                        .json()
                        .put("journal", simulatedCorp.journal().last())
                        .put("forgotten", simulatedCorp.journal().forgotten())
                        .encode());
    }

    private static void get(Router router, String path, Supplier<String> json) {
        router.get("/_sim/" + path).handler(context -> answer(context, 200, json.get()));
    }

    private static void post(Router router, String path, Function<JsonObject, Future<JsonObject>> operation) {
        router.post("/_sim/" + path).handler(context -> {
            try {
                JsonObject given = context.body().asJsonObject();
                JsonObject body = given == null ? new JsonObject() : given;
                operation
                        .apply(body)
                        .onSuccess(json -> answer(context, 200, json.encode()))
                        .onFailure(failure -> problem(context, 500, String.valueOf(failure.getMessage())));
            } catch (InvalidRequestException invalid) {
                problem(context, invalid.status(), String.valueOf(invalid.getMessage()));
            } catch (DecodeException | ClassCastException | IllegalArgumentException | DateTimeException malformed) {
                problem(context, 400, String.valueOf(malformed.getMessage()));
            }
        });
    }

    private void journal(RoutingContext context) {
        String chat = context.request().getParam("chat");
        String user = context.request().getParam("user");
        boolean attempts = Boolean.parseBoolean(context.request().getParam("attempts", "false"));
        try {
            long since = Long.parseLong(context.request().getParam("since", "0"));
            int most = Integer.parseInt(context.request().getParam("limit", Integer.toString(JOURNAL_PAGE)));
            long last = simulatedCorp.journal().last();
            List<JournalEntry> found = simulatedCorp.journal().since(since, chat, user, attempts, most);
            JsonArray entries = new JsonArray();
            found.forEach(journalEntry -> entries.add(journalEntry.json()));
            JsonObject page = new JsonObject()
                    .put("entries", entries)
                    .put("next", found.size() < most ? last : found.getLast().seq())
                    .put("forgotten", simulatedCorp.journal().forgotten());
            answer(context, 200, page.encode());
        } catch (NumberFormatException malformed) {
            problem(context, 400, "since and limit are numbers");
        }
    }

    private Future<JsonObject> repeat(JsonObject body) {
        Callback callback = callbackSender
                .recent(body.getString("msgid"))
                .orElseThrow(() -> new InvalidRequestException(404, "that callback is not remembered"));
        if (callback.endpoint() == Callback.Endpoint.ROBOT) {
            return robot.redeliver(callback);
        }
        return callbackSender
                .deliver(callback)
                .map(callbackResult -> new JsonObject()
                        .put("msgid", callback.msgid())
                        .put("delivered", callbackResult.body() != null));
    }

    private Future<JsonObject> verify(JsonObject body) {
        boolean app = body.getString("door", "robot").equals("app");
        return callbackSender.verify(app ? Callback.Endpoint.APP : Callback.Endpoint.ROBOT);
    }

    private static void problem(RoutingContext context, int status, String sentence) {
        answer(context, status, new JsonObject().put("error", sentence).encode());
    }

    private static void answer(RoutingContext context, int status, String json) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=UTF-8")
                .end(json);
    }
}
