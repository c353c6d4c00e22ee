package lianhu.simulator.wecom;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import lianhu.simulator.world.Content;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.CustomerGroups;
import lianhu.simulator.world.Group;
import lianhu.simulator.world.MassTasks;
import lianhu.simulator.world.Refused;

/** Tasks to send something to customer groups (documents 92135, 93338, 97610, 97611); to single customers it is not imitated. */
final class MassMessages {

    private static final int MOST_CHATS = 2_000;
    private static final int TEXT_BYTES = 4_000;

    private final MassTasks tasks;
    private final CustomerGroups groups;

    MassMessages(Corp corp) {
        this.tasks = corp.massTasks();
        this.groups = corp.customers();
    }

    JsonObject add(JsonObject body) {
        if (!"group".equals(body.getString("chat_type"))) {
            throw new Refused(40058, "only chat_type group is imitated");
        }
        JsonArray chats = body.getJsonArray("chat_id_list", new JsonArray());
        if (chats.size() > MOST_CHATS) {
            throw new Refused(40058, "chat_id_list has more than " + MOST_CHATS + " groups: " + chats.size());
        }
        String sender = body.getString("sender", "");
        if (sender.isEmpty()) {
            throw new Refused(40058, "sender is needed for chat_type group");
        }
        Content content = content(body);
        Map<String, String> senders = new LinkedHashMap<>();
        JsonArray failed = new JsonArray();
        if (chats.isEmpty()) {
            groups.all().stream()
                    .filter(group -> groups.owner(group).equals(sender))
                    .forEach(group -> senders.put(group.chat(), sender));
        }
        chats.forEach(chat -> {
            if (isOwned(chat.toString(), sender)) {
                senders.put(chat.toString(), sender);
            } else {
                failed.add(chat.toString());
            }
        });
        if (senders.isEmpty()) {
            throw new Refused(41063, "no group of this sender is left to send to");
        }
        return Answer.ok().put("fail_list", failed).put("msgid", tasks.add(senders, content));
    }

    private boolean isOwned(String chat, String sender) {
        try {
            Group group = groups.find(chat);
            return groups.owner(group).equals(sender);
        } catch (Refused unknown) {
            return false;
        }
    }

    private static Content content(JsonObject body) {
        String text = body.getJsonObject("text", new JsonObject()).getString("content", "");
        int attachments = body.getJsonArray("attachments", new JsonArray()).size();
        if (text.isEmpty() && attachments == 0) {
            throw new Refused(40058, "text and attachments are both empty");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES) {
            throw new Refused(40058, "text.content exceeds " + TEXT_BYTES + " bytes");
        }
        return Content.plain("text", text);
    }

    JsonObject members(JsonObject body) {
        return Answer.ok().put("task_list", tasks.members(body.getString("msgid", "")));
    }

    JsonObject results(JsonObject body) {
        return Answer.ok().put("send_list", tasks.results(body.getString("msgid", ""), body.getString("userid", "")));
    }

    JsonObject remind(JsonObject body) {
        tasks.remind(body.getString("msgid", ""));
        return Answer.ok();
    }

    JsonObject cancel(JsonObject body) {
        tasks.cancel(body.getString("msgid", ""));
        return Answer.ok();
    }
}
