package lianhu.simulator.wecom;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.CustomerGroups;
import lianhu.simulator.world.Group;
import lianhu.simulator.world.Refused;

/** Customer groups and the ways into them (documents 92120, 92122, 92229). */
final class GroupChats {

    private static final int LARGEST_PAGE = 1_000;
    private static final int MOST_CHATS = 5;
    private static final int STATE_BYTES = 30;

    private final Corp corp;
    private final CustomerGroups groups;

    GroupChats(Corp corp) {
        this.corp = corp;
        this.groups = corp.customers();
    }

    JsonObject list(JsonObject body) {
        int limit = body.getInteger("limit", 0);
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new Refused(40058, "limit is 1 to " + LARGEST_PAGE);
        }
        JsonArray owners =
                body.getJsonObject("owner_filter", new JsonObject()).getJsonArray("userid_list", new JsonArray());
        List<Group> all = groups.all().stream()
                .filter(group -> owners.isEmpty() || owners.contains(groups.owner(group)))
                .toList();
        int from = cursor(body.getString("cursor", ""));
        int to = Math.min(all.size(), from + limit);
        JsonArray page = new JsonArray();
        IntStream.range(Math.min(from, to), to)
                .mapToObj(all::get)
                .forEach(group ->
                        page.add(new JsonObject().put("chat_id", group.chat()).put("status", 0)));
        JsonObject answer = Answer.ok().put("group_chat_list", page);
        return to < all.size() ? answer.put("next_cursor", Integer.toString(to)) : answer;
    }

    private static int cursor(String cursor) {
        try {
            return cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        } catch (NumberFormatException wrong) {
            throw new Refused(40058, "invalid cursor");
        }
    }

    JsonObject get(JsonObject body) {
        boolean withNames = body.getInteger("need_name", 0) == 1;
        return Answer.ok().put("group_chat", groups.json(body.getString("chat_id", ""), withNames));
    }

    JsonObject addJoinWay(JsonObject body) {
        check(body);
        JsonObject kept = body.copy();
        if (body.getInteger("scene", 0) == 2) {
            kept.put("qr_code", corp.address() + "/#join");
        }
        return Answer.ok().put("config_id", groups.addJoinWay(kept));
    }

    JsonObject getJoinWay(JsonObject body) {
        return Answer.ok().put("join_way", groups.joinWay(body.getString("config_id", "")));
    }

    JsonObject updateJoinWay(JsonObject body) {
        check(body);
        groups.changeJoinWay(body.getString("config_id", ""), body);
        return Answer.ok();
    }

    JsonObject delJoinWay(JsonObject body) {
        groups.removeJoinWay(body.getString("config_id", ""));
        return Answer.ok();
    }

    private void check(JsonObject body) {
        int scene = body.getInteger("scene", 0);
        JsonArray chats = body.getJsonArray("chat_id_list", new JsonArray());
        if (scene != 1 && scene != 2) {
            throw new Refused(40058, "scene is 1 or 2");
        }
        if (chats.isEmpty() || chats.size() > MOST_CHATS) {
            throw new Refused(40058, "chat_id_list has 1 to " + MOST_CHATS + " groups");
        }
        chats.forEach(chat -> groups.find(chat.toString()));
        if (body.getString("state", "").getBytes(StandardCharsets.UTF_8).length > STATE_BYTES) {
            throw new Refused(40058, "state exceeds " + STATE_BYTES + " bytes");
        }
    }
}
