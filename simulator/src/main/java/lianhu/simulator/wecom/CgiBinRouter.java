package lianhu.simulator.wecom;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lianhu.simulator.fault.FaultInjector;
import lianhu.simulator.fault.InjectedFault;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.WecomErrorException;

/** Routes WeCom's interfaces: applies the active faults, checks the token, then calls the interface. */
public final class CgiBinRouter {

    private final Vertx vertx;
    private final SimulatedCorp simulatedCorp;
    private final FaultInjector faultInjector;
    private final SimulatedAccessTokens simulatedAccessTokens;

    private interface ApiCall {
        ApiResponse respond(RoutingContext context, JsonObject body);
    }

    public CgiBinRouter(
            Vertx vertx,
            SimulatedCorp simulatedCorp,
            FaultInjector faultInjector,
            SimulatedAccessTokens simulatedAccessTokens) {
        this.vertx = vertx;
        this.simulatedCorp = simulatedCorp;
        this.faultInjector = faultInjector;
        this.simulatedAccessTokens = simulatedAccessTokens;
    }

    public void mount(Router router) {
        MediaApi media = new MediaApi(simulatedCorp);
        // Mounted before the body handler, because this handler reads the multipart form itself.
        router.post("/cgi-bin/media/upload")
                .handler(context -> media.collect(
                        context, file -> run(context, "media/upload", true, (c, body) -> media.upload(c, file))));
        router.route("/cgi-bin/*").handler(BodyHandler.create(false).setBodyLimit(1 << 20));

        AppMessageApi messages = new AppMessageApi(simulatedCorp);
        WebhookApi webhooks = new WebhookApi(simulatedCorp);
        ResponseUrlApi responses = new ResponseUrlApi(simulatedCorp);
        GroupChatApi chats = new GroupChatApi(simulatedCorp);
        MassMessageApi masses = new MassMessageApi(simulatedCorp);
        KfApi kf = new KfApi(simulatedCorp);
        withoutToken(
                "gettoken",
                (c, body) -> ApiResponse.of(simulatedAccessTokens.get(
                        c.request().getParam("corpid"), c.request().getParam("corpsecret"))),
                router);
        withoutToken(
                "webhook/send",
                (c, body) -> ApiResponse.of(webhooks.send(c.request().getParam("key"), body)),
                router);
        withoutToken(
                "aibot/response",
                (c, body) -> ApiResponse.of(responses.reply(c.request().getParam("response_code"), body)),
                router);
        withToken("message/send", (c, body) -> ApiResponse.of(messages.send(body)), router);
        withToken("message/update_template_card", (c, body) -> ApiResponse.of(messages.updateCard(body)), router);
        withToken("message/recall", (c, body) -> ApiResponse.of(messages.recall(body)), router);
        contact("groupchat/list", chats::list, router);
        contact("groupchat/get", chats::get, router);
        contact("groupchat/add_join_way", chats::addJoinWay, router);
        contact("groupchat/get_join_way", chats::getJoinWay, router);
        contact("groupchat/update_join_way", chats::updateJoinWay, router);
        contact("groupchat/del_join_way", chats::delJoinWay, router);
        contact("add_msg_template", masses::add, router);
        contact("get_groupmsg_task", masses::members, router);
        contact("get_groupmsg_send_result", masses::results, router);
        contact("remind_groupmsg_send", masses::remind, router);
        contact("cancel_groupmsg_send", masses::cancel, router);
        service("account/list", kf::accounts, router);
        service("add_contact_way", kf::link, router);
        service("sync_msg", kf::sync, router);
        service("send_msg", kf::send, router);
        service("send_msg_on_event", kf::sendOnEvent, router);
        withToken("media/get", (c, body) -> media.get(c.request().getParam("media_id")), router);
        withToken(
                "getcallbackip",
                (c, body) -> ApiResponse.of(ApiResponse.ok().put("ip_list", new JsonArray().add("127.0.0.1"))),
                router);
        router.route("/cgi-bin/*").handler(context -> {
            String reason = "invalid url: " + context.request().path() + " is not simulated";
            write(context.response().setStatusCode(404), ApiResponse.of(ApiResponse.error(40066, reason)));
        });
        media.mount(router);
    }

    private void withoutToken(String endpoint, ApiCall apiCall, Router router) {
        router.route("/cgi-bin/" + endpoint).handler(context -> run(context, endpoint, false, apiCall));
    }

    private void withToken(String endpoint, ApiCall apiCall, Router router) {
        router.route("/cgi-bin/" + endpoint).handler(context -> run(context, endpoint, true, apiCall));
    }

    private void contact(String endpoint, UnaryOperator<JsonObject> call, Router router) {
        withToken("externalcontact/" + endpoint, (c, body) -> ApiResponse.of(call.apply(body)), router);
    }

    private void service(String endpoint, UnaryOperator<JsonObject> call, Router router) {
        withToken("kf/" + endpoint, (c, body) -> ApiResponse.of(call.apply(body)), router);
    }

    private void run(RoutingContext context, String endpoint, boolean needsToken, ApiCall apiCall) {
        simulatedCorp.counts().add(endpoint);
        Optional<InjectedFault> found = faultInjector.claim(endpoint);
        if (found.isEmpty()) {
            write(context.response(), respond(context, needsToken, apiCall));
            return;
        }
        InjectedFault injectedFault = found.get();
        if (injectedFault.isHttpStatus()) {
            context.response()
                    .setStatusCode(Integer.parseInt(injectedFault.kind()))
                    .end("<html>" + injectedFault.kind() + "</html>");
        } else if (injectedFault.isErrorCode()) {
            write(
                    context.response(),
                    ApiResponse.of(ApiResponse.error(Integer.parseInt(injectedFault.kind()), "injected fault")));
        } else {
            injectFault(context, injectedFault, needsToken, apiCall);
        }
    }

    /** Except for silence the request is executed and only the response is disturbed. */
    private void injectFault(RoutingContext context, InjectedFault injectedFault, boolean needsToken, ApiCall apiCall) {
        if (injectedFault.kind().equals("silence")) {
            return;
        }
        ApiResponse apiResponse = respond(context, needsToken, apiCall);
        switch (injectedFault.kind()) {
            case "lost" -> context.request().connection().close();
            case "half" -> {
                HttpServerResponse response = context.response();
                response.putHeader(
                        "Content-Length", Integer.toString(apiResponse.body().length()));
                Buffer half = apiResponse.body().getBuffer(0, apiResponse.body().length() / 2);
                response.write(half)
                        .onComplete(written -> context.request().connection().close());
            }
            default ->
                vertx.setTimer(Math.max(1, injectedFault.millis()), timer -> write(context.response(), apiResponse));
        }
    }

    private ApiResponse respond(RoutingContext context, boolean needsToken, ApiCall apiCall) {
        try {
            if (needsToken) {
                simulatedAccessTokens.check(context.request().getParam("access_token"));
            }
            Buffer body = context.body() == null ? null : context.body().buffer();
            JsonObject json = body == null || body.length() == 0 ? new JsonObject() : body.toJsonObject();
            return apiCall.respond(context, json);
        } catch (WecomErrorException wecomErrorException) {
            return ApiResponse.of(ApiResponse.error(wecomErrorException.code(), wecomErrorException.why()));
        } catch (DecodeException | ClassCastException malformed) {
            return ApiResponse.of(ApiResponse.error(47001, "data format error"));
        }
    }

    private static void write(HttpServerResponse response, ApiResponse apiResponse) {
        if (response.closed()) {
            return;
        }
        response.putHeader("Content-Type", apiResponse.type());
        if (apiResponse.filename() != null) {
            response.putHeader("Content-Disposition", "attachment; filename=\"" + apiResponse.filename() + "\"");
        }
        response.end(apiResponse.body());
    }
}
