package lianhu.simulator.wecom;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import lianhu.simulator.state.Address;
import lianhu.simulator.state.CallQuota;
import lianhu.simulator.state.Journal;
import lianhu.simulator.state.LruMap;
import lianhu.simulator.state.MessageContent;
import lianhu.simulator.state.MessageRoute;
import lianhu.simulator.state.SimulatedCards;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.WecomErrorException;
import org.jspecify.annotations.Nullable;

/** Messages of the application to members: send, change a card, recall (documents 90236, 94888, 94867). */
final class AppMessageApi {

    private static final int MAX_REMEMBERED = 100_000;

    private final SimulatedCorp simulatedCorp;
    private final CallQuota perMinute;
    private final CallQuota perHour;
    private final Set<String> tasks = Collections.newSetFromMap(new LruMap<>(MAX_REMEMBERED));
    private final Map<String, Instant> lastSame = new LruMap<>(MAX_REMEMBERED);
    private final Map<String, Sent> sent = new LruMap<>(MAX_REMEMBERED);

    private record Sent(Instant at, String kind, List<String> to) {}

    AppMessageApi(SimulatedCorp simulatedCorp) {
        this.simulatedCorp = simulatedCorp;
        // Document 90454; WeCom drops messages beyond the quota silently.
        this.perMinute = new CallQuota(30, Duration.ofMinutes(1), simulatedCorp.clock());
        this.perHour = new CallQuota(1_000, Duration.ofHours(1), simulatedCorp.clock());
    }

    JsonObject send(JsonObject body) {
        checkAgent(body);
        List<String> unknown = new ArrayList<>();
        List<String> to = recipients(body, unknown);
        MessageContent messageContent = MessageContent.ofApplication(body);
        checkMedia(body, messageContent);
        if (messageContent.card() != null) {
            String task = messageContent.card().getString("task_id", "");
            if (!task.isEmpty() && !tasks.add(task)) {
                // WeCom does not document the error code.
                throw new WecomErrorException(40058, "template_card.task_id was used before");
            }
        }
        String msgid = UUID.randomUUID().toString().replace("-", "");
        sent.put(msgid, new Sent(simulatedCorp.clock().instant(), messageContent.kind(), to));
        to.stream()
                .filter(userid -> reaches(body, messageContent, userid))
                .forEach(userid -> record(userid, messageContent, msgid));
        JsonObject answer = ApiResponse.ok().put("msgid", msgid);
        if (!unknown.isEmpty()) {
            answer.put("invaliduser", String.join("|", unknown));
        }
        if (messageContent.card() != null) {
            String task = messageContent.card().getString("task_id", "");
            answer.put(
                    "response_code", simulatedCorp.cards().responseCodes().issue(new SimulatedCards.Sent(msgid, task)));
        }
        return answer;
    }

    private void checkMedia(JsonObject body, MessageContent messageContent) {
        if (Set.of("image", "file", "voice", "video").contains(messageContent.kind())) {
            String id = body.getJsonObject(messageContent.kind()).getString("media_id", "");
            if (simulatedCorp.media().find(id, MediaApi.UPLOADED).isEmpty()) {
                throw new WecomErrorException(40007, "invalid media_id");
            }
        }
    }

    private void record(String userid, MessageContent messageContent, String msgid) {
        Address address = Address.user(userid);
        simulatedCorp
                .journal()
                .add(new Journal.NewEntry(
                        address, simulatedCorp.setup().app().name(), messageContent, MessageRoute.APP, msgid, "shown"));
        if (messageContent.card() != null) {
            simulatedCorp.cards().record(address, messageContent.card(), msgid, false);
        }
    }

    private boolean reaches(JsonObject body, MessageContent messageContent, String userid) {
        if (number(body, "enable_duplicate_check", 0) == 1) {
            long seconds = number(body, "duplicate_check_interval", 1_800);
            Instant now = simulatedCorp.clock().instant();
            Instant before = lastSame.put(userid + " " + messageContent.kind() + " " + messageContent.text(), now);
            if (before != null && now.isBefore(before.plusSeconds(seconds))) {
                simulatedCorp.counts().add("droppedAsDuplicate");
                return false;
            }
        }
        if (perHour.isAvailable(userid) && perMinute.acquire(userid)) {
            return perHour.acquire(userid);
        }
        simulatedCorp.counts().add("droppedByQuota");
        return false;
    }

    private List<String> recipients(JsonObject body, List<String> unknown) {
        String users = body.getString("touser", "");
        String others = body.getString("toparty", "") + body.getString("totag", "");
        if (users.isEmpty() && others.isEmpty()) {
            throw new WecomErrorException(82001, "touser, toparty and totag are all empty");
        }
        if (users.equals("@all")) {
            return simulatedCorp.world().corpMembers();
        }
        List<String> to = new ArrayList<>();
        for (String userid : users.split("\\|")) {
            if (simulatedCorp.world().corpMember(userid).isPresent()) {
                to.add(userid);
            } else if (!userid.isEmpty()) {
                unknown.add(userid);
            }
        }
        if (to.isEmpty()) {
            throw new WecomErrorException(81013, "user & party & tag all invalid");
        }
        return to.stream().distinct().toList();
    }

    JsonObject updateCard(JsonObject body) {
        checkAgent(body);
        String code = body.getString("response_code", "");
        SimulatedCards.Sent card = simulatedCorp.cards().responseCodes().find(code);
        JsonObject button = body.getJsonObject("button");
        JsonObject changed = body.getJsonObject("template_card");
        if (button == null && changed == null) {
            throw new WecomErrorException(40058, "button or template_card missing");
        }
        if (changed != null) {
            MessageContent.ofCard(changed.copy().put("task_id", card.task()));
        }
        simulatedCorp.cards().responseCodes().consume(code);
        JsonArray unknown = new JsonArray();
        for (String userid : toUpdate(body, card)) {
            simulatedCorp
                    .cards()
                    .find(Address.user(userid), card.task())
                    .ifPresentOrElse(old -> update(old, button, changed), () -> unknown.add(userid));
        }
        return ApiResponse.ok().put("invaliduser", unknown);
    }

    private List<String> toUpdate(JsonObject body, SimulatedCards.Sent card) {
        Sent message = sent.get(card.msgid());
        if (number(body, "atall", 0) == 1 && message != null) {
            return message.to;
        }
        return body.getJsonArray("userids", new JsonArray()).stream()
                .map(Object::toString)
                .toList();
    }

    private void update(SimulatedCards.Shown old, @Nullable JsonObject button, @Nullable JsonObject changed) {
        String from = simulatedCorp.setup().app().name();
        if (changed != null) {
            simulatedCorp.cards().replace(old, changed, from, MessageRoute.APP);
        } else if (button != null) {
            simulatedCorp.cards().replaceButtons(old, button.getString("replace_name", ""), from, MessageRoute.APP);
        }
    }

    JsonObject recall(JsonObject body) {
        String msgid = body.getString("msgid", "");
        Sent message = sent.get(msgid);
        if (message == null || !simulatedCorp.clock().instant().isBefore(message.at.plus(Duration.ofHours(24)))) {
            throw new WecomErrorException(40058, "msgid is unknown or older than 24 hours");
        }
        for (String userid : message.to) {
            Address address = Address.user(userid);
            if (simulatedCorp.journal().of(msgid).stream()
                    .anyMatch(journalEntry -> journalEntry.place().equals(address))) {
                simulatedCorp.journal().updateStatus(msgid, message.kind, address, "recalled");
                simulatedCorp
                        .journal()
                        .add(new Journal.NewEntry(
                                address,
                                simulatedCorp.setup().app().name(),
                                MessageContent.plain("recall", ""),
                                MessageRoute.APP,
                                msgid,
                                "shown"));
            }
        }
        return ApiResponse.ok();
    }

    private void checkAgent(JsonObject body) {
        Object agent = body.getValue("agentid");
        if (agent == null
                || !agent.toString().equals(simulatedCorp.setup().app().agentId())) {
            throw new WecomErrorException(40056, "invalid agentid");
        }
    }

    private static long number(JsonObject body, String name, long otherwise) {
        Object value = body.getValue(name);
        return value == null ? otherwise : Long.parseLong(value.toString());
    }
}
