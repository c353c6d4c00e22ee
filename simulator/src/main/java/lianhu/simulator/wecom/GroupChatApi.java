package lianhu.simulator.wecom;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.SimulatedCustomerGroups;
import lianhu.simulator.state.SimulatedGroup;
import lianhu.simulator.state.WecomErrorException;

/** Customer groups and their join ways (documents 92120, 92122, 92229). */
final class GroupChatApi {

    private static final int LARGEST_PAGE = 1_000;
    private static final int MOST_CHATS = 5;
    private static final int STATE_BYTES = 30;

    private final SimulatedCorp simulatedCorp;
    private final SimulatedCustomerGroups groups;

    GroupChatApi(SimulatedCorp simulatedCorp) {
        this.simulatedCorp = simulatedCorp;
        this.groups = simulatedCorp.customers();
    }

    JsonObject list(JsonObject body) {
        int limit = body.getInteger("limit", 0);
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new WecomErrorException(40058, "limit is 1 to " + LARGEST_PAGE);
        }
        JsonArray owners =
                body.getJsonObject("owner_filter", new JsonObject()).getJsonArray("userid_list", new JsonArray());
        List<SimulatedGroup> all = groups.all().stream()
                .filter(simulatedGroup -> owners.isEmpty() || owners.contains(groups.owner(simulatedGroup)))
                .toList();
        int from = cursor(body.getString("cursor", ""));
        int to = Math.min(all.size(), from + limit);
        JsonArray page = new JsonArray();
        IntStream.range(Math.min(from, to), to)
                .mapToObj(all::get)
                .forEach(simulatedGroup -> page.add(
                        new JsonObject().put("chat_id", simulatedGroup.chat()).put("status", 0)));
        JsonObject answer = ApiResponse.ok().put("group_chat_list", page);
        return to < all.size() ? answer.put("next_cursor", Integer.toString(to)) : answer;
    }

    private static int cursor(String cursor) {
        try {
            return cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        } catch (NumberFormatException malformed) {
            throw new WecomErrorException(40058, "invalid cursor");
        }
    }

    JsonObject get(JsonObject body) {
        boolean withNames = body.getInteger("need_name", 0) == 1;
        return ApiResponse.ok().put("group_chat", groups.json(body.getString("chat_id", ""), withNames));
    }

    JsonObject addJoinWay(JsonObject body) {
        check(body);
        JsonObject kept = body.copy();
        if (body.getInteger("scene", 0) == 2) {
            kept.put("qr_code", simulatedCorp.address() + "/#join");
        }
        return ApiResponse.ok().put("config_id", groups.addJoinWay(kept));
    }

    JsonObject getJoinWay(JsonObject body) {
        return ApiResponse.ok().put("join_way", groups.joinWay(body.getString("config_id", "")));
    }

    JsonObject updateJoinWay(JsonObject body) {
        check(body);
        groups.changeJoinWay(body.getString("config_id", ""), body);
        return ApiResponse.ok();
    }

    JsonObject delJoinWay(JsonObject body) {
        groups.removeJoinWay(body.getString("config_id", ""));
        return ApiResponse.ok();
    }

    private void check(JsonObject body) {
        int scene = body.getInteger("scene", 0);
        JsonArray chats = body.getJsonArray("chat_id_list", new JsonArray());
        if (scene != 1 && scene != 2) {
            throw new WecomErrorException(40058, "scene is 1 or 2");
        }
        if (chats.isEmpty() || chats.size() > MOST_CHATS) {
            throw new WecomErrorException(40058, "chat_id_list has 1 to " + MOST_CHATS + " groups");
        }
        chats.forEach(chat -> groups.find(chat.toString()));
        if (body.getString("state", "").getBytes(StandardCharsets.UTF_8).length > STATE_BYTES) {
            throw new WecomErrorException(40058, "state exceeds " + STATE_BYTES + " bytes");
        }
    }
}
