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
import lianhu.simulator.fault.Fault;
import lianhu.simulator.fault.Faults;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Refused;

/** Mounts WeCom's interfaces: first the faults that are switched on, then the token, then the interface itself. */
public final class CgiBin {

    private final Vertx vertx;
    private final Corp corp;
    private final Faults faults;
    private final Tokens tokens;

    /** One interface. */
    private interface Call {
        Answer answer(RoutingContext context, JsonObject body);
    }

    public CgiBin(Vertx vertx, Corp corp, Faults faults, Tokens tokens) {
        this.vertx = vertx;
        this.corp = corp;
        this.faults = faults;
        this.tokens = tokens;
    }

    public void mount(Router router) {
        MediaStore media = new MediaStore(corp);
        // Before the body handler, since it reads the parts of the form itself.
        router.post("/cgi-bin/media/upload")
                .handler(context -> media.collect(
                        context, file -> run(context, "media/upload", true, (c, body) -> media.upload(c, file))));
        router.route("/cgi-bin/*").handler(BodyHandler.create(false).setBodyLimit(1 << 20));

        AppMessages messages = new AppMessages(corp);
        WebhookRobots webhooks = new WebhookRobots(corp);
        RobotResponses responses = new RobotResponses(corp);
        GroupChats chats = new GroupChats(corp);
        MassMessages masses = new MassMessages(corp);
        KfInterfaces kf = new KfInterfaces(corp);
        open(
                "gettoken",
                (c, body) -> Answer.of(
                        tokens.get(c.request().getParam("corpid"), c.request().getParam("corpsecret"))),
                router);
        open("webhook/send", (c, body) -> Answer.of(webhooks.send(c.request().getParam("key"), body)), router);
        open(
                "aibot/response",
                (c, body) -> Answer.of(responses.answer(c.request().getParam("response_code"), body)),
                router);
        closed("message/send", (c, body) -> Answer.of(messages.send(body)), router);
        closed("message/update_template_card", (c, body) -> Answer.of(messages.updateCard(body)), router);
        closed("message/recall", (c, body) -> Answer.of(messages.recall(body)), router);
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
        closed("media/get", (c, body) -> media.get(c.request().getParam("media_id")), router);
        closed(
                "getcallbackip",
                (c, body) -> Answer.of(Answer.ok().put("ip_list", new JsonArray().add("127.0.0.1"))),
                router);
        router.route("/cgi-bin/*").handler(context -> {
            String words = "invalid url: " + context.request().path() + " is not imitated";
            write(context.response().setStatusCode(404), Answer.of(Answer.error(40066, words)));
        });
        media.mount(router);
    }

    private void open(String endpoint, Call call, Router router) {
        router.route("/cgi-bin/" + endpoint).handler(context -> run(context, endpoint, false, call));
    }

    private void closed(String endpoint, Call call, Router router) {
        router.route("/cgi-bin/" + endpoint).handler(context -> run(context, endpoint, true, call));
    }

    private void contact(String endpoint, UnaryOperator<JsonObject> call, Router router) {
        closed("externalcontact/" + endpoint, (c, body) -> Answer.of(call.apply(body)), router);
    }

    private void service(String endpoint, UnaryOperator<JsonObject> call, Router router) {
        closed("kf/" + endpoint, (c, body) -> Answer.of(call.apply(body)), router);
    }

    private void run(RoutingContext context, String endpoint, boolean needsToken, Call call) {
        corp.counts().add(endpoint);
        Optional<Fault> found = faults.take(endpoint);
        if (found.isEmpty()) {
            write(context.response(), answer(context, needsToken, call));
            return;
        }
        Fault fault = found.get();
        if (fault.isHttpStatus()) {
            context.response().setStatusCode(Integer.parseInt(fault.kind())).end("<html>" + fault.kind() + "</html>");
        } else if (fault.isErrorCode()) {
            write(context.response(), Answer.of(Answer.error(Integer.parseInt(fault.kind()), "fault switched on")));
        } else {
            strike(context, fault, needsToken, call);
        }
    }

    /** In all of these but silence the request is carried out; only the answer suffers. */
    private void strike(RoutingContext context, Fault fault, boolean needsToken, Call call) {
        if (fault.kind().equals("silence")) {
            return;
        }
        Answer answer = answer(context, needsToken, call);
        switch (fault.kind()) {
            case "lost" -> context.request().connection().close();
            case "half" -> {
                HttpServerResponse response = context.response();
                response.putHeader(
                        "Content-Length", Integer.toString(answer.body().length()));
                Buffer half = answer.body().getBuffer(0, answer.body().length() / 2);
                response.write(half)
                        .onComplete(written -> context.request().connection().close());
            }
            default -> vertx.setTimer(Math.max(1, fault.millis()), timer -> write(context.response(), answer));
        }
    }

    private Answer answer(RoutingContext context, boolean needsToken, Call call) {
        try {
            if (needsToken) {
                tokens.check(context.request().getParam("access_token"));
            }
            Buffer body = context.body() == null ? null : context.body().buffer();
            JsonObject json = body == null || body.length() == 0 ? new JsonObject() : body.toJsonObject();
            return call.answer(context, json);
        } catch (Refused refused) {
            return Answer.of(Answer.error(refused.code(), refused.why()));
        } catch (DecodeException | ClassCastException malformed) {
            return Answer.of(Answer.error(47001, "data format error"));
        }
    }

    private static void write(HttpServerResponse response, Answer answer) {
        if (response.closed()) {
            return;
        }
        response.putHeader("Content-Type", answer.type());
        if (answer.filename() != null) {
            response.putHeader("Content-Disposition", "attachment; filename=\"" + answer.filename() + "\"");
        }
        response.end(answer.body());
    }
}
