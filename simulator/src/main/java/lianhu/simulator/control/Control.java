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
import lianhu.simulator.callback.AppDoor;
import lianhu.simulator.callback.Callback;
import lianhu.simulator.callback.Courier;
import lianhu.simulator.callback.Gateways;
import lianhu.simulator.callback.RobotDoor;
import lianhu.simulator.fault.Faults;
import lianhu.simulator.wecom.Tokens;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Entry;

/** Mounts the control interface. */
public final class Control {

    /** The page of the demonstration calls from the gateway's own port. */
    private static final String LOCAL_ORIGIN = "http://(127\\.0\\.0\\.1|localhost)(:[0-9]{1,5})?";

    private static final int JOURNAL_PAGE = 1_000;

    private final Corp corp;
    private final Faults faults;
    private final Courier courier;
    private final RobotDoor robot;
    private final Speaking speaking;
    private final Whispering whispering;
    private final Stage stage;
    private final Customers customers;

    public Control(Vertx vertx, Corp corp, Faults faults, Tokens tokens, Gateways gateways, Courier courier) {
        this.corp = corp;
        this.faults = faults;
        this.courier = courier;
        this.robot = new RobotDoor(vertx, corp, courier);
        this.speaking = new Speaking(corp, robot);
        AppDoor app = new AppDoor(corp, courier);
        this.whispering = new Whispering(corp, app, robot, speaking);
        this.customers = new Customers(corp, app);
        this.stage = new Stage(corp, faults, tokens, gateways);
    }

    public void mount(Router router) {
        router.route("/_sim/*")
                .handler(CorsHandler.create()
                        .addOriginWithRegex(LOCAL_ORIGIN)
                        .allowedMethod(HttpMethod.GET)
                        .allowedMethod(HttpMethod.POST)
                        .allowedHeader("Content-Type"));
        router.route("/_sim/*").handler(BodyHandler.create(false).setBodyLimit(16 << 20));
        post(router, "say", speaking::say);
        post(router, "paste", speaking::paste);
        post(router, "private", whispering::whisper);
        post(router, "press", whispering::press);
        post(router, "repeat", this::repeat);
        post(router, "verify", this::verify);
        post(router, "groups", body -> Future.succeededFuture(stage.groups(body)));
        post(router, "faults", body -> Future.succeededFuture(stage.faults(body)));
        post(router, "clock", body -> Future.succeededFuture(stage.clock(body)));
        post(router, "gateway", body -> Future.succeededFuture(stage.gateways(body)));
        post(router, "confirm", customers::confirm);
        post(router, "customers", customers::change);
        router.get("/_sim/journal").handler(this::journal);
        get(router, "groups", () -> corp.world().groupsAsJson().encode());
        get(router, "people", () -> corp.world().peopleAsJson().encode());
        get(router, "tasks", () -> corp.massTasks().waitingAsJson().encode());
        get(router, "faults", () -> faults.json().encode());
        get(
                router,
                "counts",
                () -> corp.counts()
                        .json()
                        .put("journal", corp.journal().last())
                        .put("forgotten", corp.journal().forgotten())
                        .encode());
    }

    private interface Text {
        String now();
    }

    private static void get(Router router, String path, Text text) {
        router.get("/_sim/" + path).handler(context -> answer(context, 200, text.now()));
    }

    private static void post(Router router, String path, Function<JsonObject, Future<JsonObject>> does) {
        router.post("/_sim/" + path).handler(context -> {
            try {
                JsonObject given = context.body().asJsonObject();
                JsonObject body = given == null ? new JsonObject() : given;
                does.apply(body)
                        .onSuccess(json -> answer(context, 200, json.encode()))
                        .onFailure(failure -> problem(context, 500, String.valueOf(failure.getMessage())));
            } catch (NotPossible no) {
                problem(context, no.status(), String.valueOf(no.getMessage()));
            } catch (DecodeException | ClassCastException | IllegalArgumentException | DateTimeException wrong) {
                problem(context, 400, String.valueOf(wrong.getMessage()));
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
            long last = corp.journal().last();
            List<Entry> found = corp.journal().since(since, chat, user, attempts, most);
            JsonArray entries = new JsonArray();
            found.forEach(entry -> entries.add(entry.json()));
            JsonObject page = new JsonObject()
                    .put("entries", entries)
                    .put("next", found.size() < most ? last : found.getLast().seq())
                    .put("forgotten", corp.journal().forgotten());
            answer(context, 200, page.encode());
        } catch (NumberFormatException wrong) {
            problem(context, 400, "since and limit are numbers");
        }
    }

    private Future<JsonObject> repeat(JsonObject body) {
        Callback callback = courier.remembered(body.getString("msgid"))
                .orElseThrow(() -> new NotPossible(404, "that callback is not remembered"));
        if (callback.door() == Callback.Door.ROBOT) {
            return robot.again(callback);
        }
        return courier.deliver(callback)
                .map(outcome ->
                        new JsonObject().put("msgid", callback.msgid()).put("delivered", outcome.body() != null));
    }

    private Future<JsonObject> verify(JsonObject body) {
        boolean app = body.getString("door", "robot").equals("app");
        return courier.verify(app ? Callback.Door.APP : Callback.Door.ROBOT);
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
