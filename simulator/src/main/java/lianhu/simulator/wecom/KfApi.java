package lianhu.simulator.wecom;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import lianhu.simulator.state.MessageContent;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.SimulatedKf;
import lianhu.simulator.state.WecomErrorException;

/** Customer service: accounts, links, received messages and replies. */
final class KfApi {
    private static final int PAGE = 1_000;

    private final SimulatedCorp simulatedCorp;

    KfApi(SimulatedCorp simulatedCorp) {
        this.simulatedCorp = simulatedCorp;
    }

    JsonObject accounts(JsonObject body) {
        JsonObject account = new JsonObject()
                .put("open_kfid", SimulatedKf.ACCOUNT)
                .put("name", "联户客服")
                .put("avatar", "");
        boolean isFirst = body.getInteger("offset", 0) == 0;
        return ApiResponse.ok().put("account_list", isFirst ? new JsonArray().add(account) : new JsonArray());
    }

    /** Creates a link; the caller may add {@code scene_param} to it. */
    JsonObject link(JsonObject body) {
        checkAccount(body);
        String scene = body.getString("scene", "");
        if (!scene.matches("[0-9a-zA-Z_-]{0,32}")) {
            throw new WecomErrorException(40058, "invalid scene");
        }
        return ApiResponse.ok()
                .put("url", simulatedCorp.address() + "/kf/" + SimulatedKf.ACCOUNT + "?enc_scene=" + scene);
    }

    JsonObject sync(JsonObject body) {
        checkAccount(body);
        int limit = body.getInteger("limit", PAGE);
        if (limit < 1 || limit > PAGE) {
            throw new WecomErrorException(40058, "invalid limit");
        }
        SimulatedKf.MessagePage messagePage =
                simulatedCorp.customerService().sync(body.getString("cursor"), body.getString("token"), limit);
        return ApiResponse.ok()
                .put("next_cursor", messagePage.cursor())
                .put("has_more", messagePage.hasMore() ? 1 : 0)
                .put("msg_list", new JsonArray(messagePage.messages()));
    }

    JsonObject send(JsonObject body) {
        checkAccount(body);
        String person = body.getString("touser", "");
        return answer(simulatedCorp.customerService().send(person, msgid(body), content(body)));
    }

    JsonObject sendOnEvent(JsonObject body) {
        return answer(simulatedCorp.customerService().welcome(body.getString("code", ""), msgid(body), content(body)));
    }

    private static JsonObject answer(String msgid) {
        return ApiResponse.ok().put("msgid", msgid);
    }

    private static void checkAccount(JsonObject body) {
        if (!SimulatedKf.ACCOUNT.equals(body.getString("open_kfid"))) {
            throw new WecomErrorException(95000, "invalid open_kfid");
        }
    }

    private static String msgid(JsonObject body) {
        String msgid = body.getString("msgid", "");
        if (!msgid.matches("[0-9a-zA-Z_-]{0,32}")) {
            throw new WecomErrorException(40058, "invalid msgid");
        }
        return msgid;
    }

    /** Only text is simulated. */
    private static MessageContent content(JsonObject body) {
        if (!"text".equals(body.getString("msgtype"))) {
            throw new WecomErrorException(40008, "invalid message type");
        }
        String text = body.getJsonObject("text", new JsonObject()).getString("content", "");
        if (text.isEmpty()) {
            throw new WecomErrorException(44004, "empty content");
        }
        return MessageContent.plain("text", text);
    }
}
