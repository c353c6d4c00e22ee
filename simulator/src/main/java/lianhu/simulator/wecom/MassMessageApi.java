package lianhu.simulator.wecom;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import lianhu.simulator.state.MassMessageTasks;
import lianhu.simulator.state.MessageContent;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.SimulatedCustomerGroups;
import lianhu.simulator.state.SimulatedGroup;
import lianhu.simulator.state.WecomErrorException;

/** Mass messages to customer groups (documents 92135, 93338, 97610, 97611); messages to single customers are not simulated. */
final class MassMessageApi {

    private static final int MOST_CHATS = 2_000;
    private static final int TEXT_BYTES = 4_000;

    private final MassMessageTasks tasks;
    private final SimulatedCustomerGroups groups;

    MassMessageApi(SimulatedCorp simulatedCorp) {
        this.tasks = simulatedCorp.massTasks();
        this.groups = simulatedCorp.customers();
    }

    JsonObject add(JsonObject body) {
        if (!"group".equals(body.getString("chat_type"))) {
            throw new WecomErrorException(40058, "only chat_type group is simulated");
        }
        JsonArray chats = body.getJsonArray("chat_id_list", new JsonArray());
        if (chats.size() > MOST_CHATS) {
            throw new WecomErrorException(
                    40058, "chat_id_list has more than " + MOST_CHATS + " groups: " + chats.size());
        }
        String sender = body.getString("sender", "");
        if (sender.isEmpty()) {
            throw new WecomErrorException(40058, "sender is needed for chat_type group");
        }
        MessageContent messageContent = content(body);
        Map<String, String> senders = new LinkedHashMap<>();
        JsonArray failed = new JsonArray();
        if (chats.isEmpty()) {
            groups.all().stream()
                    .filter(simulatedGroup -> groups.owner(simulatedGroup).equals(sender))
                    .forEach(simulatedGroup -> senders.put(simulatedGroup.chat(), sender));
        }
        chats.forEach(chat -> {
            if (isOwned(chat.toString(), sender)) {
                senders.put(chat.toString(), sender);
            } else {
                failed.add(chat.toString());
            }
        });
        if (senders.isEmpty()) {
            throw new WecomErrorException(41063, "no group of this sender is left to send to");
        }
        return ApiResponse.ok().put("fail_list", failed).put("msgid", tasks.add(senders, messageContent));
    }

    private boolean isOwned(String chat, String sender) {
        try {
            SimulatedGroup simulatedGroup = groups.find(chat);
            return groups.owner(simulatedGroup).equals(sender);
        } catch (WecomErrorException unknown) {
            return false;
        }
    }

    private static MessageContent content(JsonObject body) {
        String text = body.getJsonObject("text", new JsonObject()).getString("content", "");
        int attachments = body.getJsonArray("attachments", new JsonArray()).size();
        if (text.isEmpty() && attachments == 0) {
            throw new WecomErrorException(40058, "text and attachments are both empty");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES) {
            throw new WecomErrorException(40058, "text.content exceeds " + TEXT_BYTES + " bytes");
        }
        return MessageContent.plain("text", text);
    }

    JsonObject members(JsonObject body) {
        return ApiResponse.ok().put("task_list", tasks.members(body.getString("msgid", "")));
    }

    JsonObject results(JsonObject body) {
        return ApiResponse.ok()
                .put("send_list", tasks.results(body.getString("msgid", ""), body.getString("userid", "")));
    }

    JsonObject remind(JsonObject body) {
        tasks.remind(body.getString("msgid", ""));
        return ApiResponse.ok();
    }

    JsonObject cancel(JsonObject body) {
        tasks.cancel(body.getString("msgid", ""));
        return ApiResponse.ok();
    }
}
