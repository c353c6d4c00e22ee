package lianhu.simulator.wecom;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import lianhu.simulator.world.Content;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.CustomerService;
import lianhu.simulator.world.Refused;

/** The interfaces of customer service: accounts, links, what was heard, and answers. */
final class KfInterfaces {
    private static final int PAGE = 1_000;

    private final Corp corp;

    KfInterfaces(Corp corp) {
        this.corp = corp;
    }

    JsonObject accounts(JsonObject body) {
        JsonObject account = new JsonObject()
                .put("open_kfid", CustomerService.ACCOUNT)
                .put("name", "联户客服")
                .put("avatar", "");
        boolean isFirst = body.getInteger("offset", 0) == 0;
        return Answer.ok().put("account_list", isFirst ? new JsonArray().add(account) : new JsonArray());
    }

    /** The link; who wants a parameter in it adds {@code scene_param} himself. */
    JsonObject link(JsonObject body) {
        known(body);
        String scene = body.getString("scene", "");
        if (!scene.matches("[0-9a-zA-Z_-]{0,32}")) {
            throw new Refused(40058, "invalid scene");
        }
        return Answer.ok().put("url", corp.address() + "/kf/" + CustomerService.ACCOUNT + "?enc_scene=" + scene);
    }

    JsonObject sync(JsonObject body) {
        known(body);
        int limit = body.getInteger("limit", PAGE);
        if (limit < 1 || limit > PAGE) {
            throw new Refused(40058, "invalid limit");
        }
        CustomerService.Page page =
                corp.customerService().sync(body.getString("cursor"), body.getString("token"), limit);
        return Answer.ok()
                .put("next_cursor", page.cursor())
                .put("has_more", page.hasMore() ? 1 : 0)
                .put("msg_list", new JsonArray(page.messages()));
    }

    JsonObject send(JsonObject body) {
        known(body);
        String person = body.getString("touser", "");
        return told(corp.customerService().send(person, msgid(body), words(body)));
    }

    JsonObject sendOnEvent(JsonObject body) {
        return told(corp.customerService().welcome(body.getString("code", ""), msgid(body), words(body)));
    }

    private static JsonObject told(String msgid) {
        return Answer.ok().put("msgid", msgid);
    }

    private static void known(JsonObject body) {
        if (!CustomerService.ACCOUNT.equals(body.getString("open_kfid"))) {
            throw new Refused(95000, "invalid open_kfid");
        }
    }

    private static String msgid(JsonObject body) {
        String msgid = body.getString("msgid", "");
        if (!msgid.matches("[0-9a-zA-Z_-]{0,32}")) {
            throw new Refused(40058, "invalid msgid");
        }
        return msgid;
    }

    /** Only text is imitated. */
    private static Content words(JsonObject body) {
        if (!"text".equals(body.getString("msgtype"))) {
            throw new Refused(40008, "invalid message type");
        }
        String words = body.getJsonObject("text", new JsonObject()).getString("content", "");
        if (words.isEmpty()) {
            throw new Refused(44004, "empty content");
        }
        return Content.plain("text", words);
    }
}
