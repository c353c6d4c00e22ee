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
import lianhu.simulator.world.Cards;
import lianhu.simulator.world.Content;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Journal;
import lianhu.simulator.world.Place;
import lianhu.simulator.world.Quota;
import lianhu.simulator.world.Recent;
import lianhu.simulator.world.Refused;
import lianhu.simulator.world.Via;
import org.jspecify.annotations.Nullable;

/** Messages of the application to members: send, change a card, recall (documents 90236, 94888, 94867). */
final class AppMessages {

    private static final int KEPT = 100_000;

    private final Corp corp;
    private final Quota perMinute;
    private final Quota perHour;
    private final Set<String> tasks = Collections.newSetFromMap(new Recent<>(KEPT));
    private final Map<String, Instant> lastSame = new Recent<>(KEPT);
    private final Map<String, Sent> sent = new Recent<>(KEPT);

    private record Sent(Instant at, String kind, List<String> to) {}

    AppMessages(Corp corp) {
        this.corp = corp;
        // Document 90454; what exceeds them is dropped without a word.
        this.perMinute = new Quota(30, Duration.ofMinutes(1), corp.clock());
        this.perHour = new Quota(1_000, Duration.ofHours(1), corp.clock());
    }

    JsonObject send(JsonObject body) {
        checkAgent(body);
        List<String> unknown = new ArrayList<>();
        List<String> to = recipients(body, unknown);
        Content content = Content.ofApplication(body);
        checkMedia(body, content);
        if (content.card() != null) {
            String task = content.card().getString("task_id", "");
            if (!task.isEmpty() && !tasks.add(task)) {
                // Which code WeCom gives is not documented.
                throw new Refused(40058, "template_card.task_id was used before");
            }
        }
        String msgid = UUID.randomUUID().toString().replace("-", "");
        sent.put(msgid, new Sent(corp.clock().instant(), content.kind(), to));
        to.stream().filter(userid -> arrives(body, content, userid)).forEach(userid -> show(userid, content, msgid));
        JsonObject answer = Answer.ok().put("msgid", msgid);
        if (!unknown.isEmpty()) {
            answer.put("invaliduser", String.join("|", unknown));
        }
        if (content.card() != null) {
            String task = content.card().getString("task_id", "");
            answer.put("response_code", corp.cards().responseCodes().issue(new Cards.Sent(msgid, task)));
        }
        return answer;
    }

    private void checkMedia(JsonObject body, Content content) {
        if (Set.of("image", "file", "voice", "video").contains(content.kind())) {
            String id = body.getJsonObject(content.kind()).getString("media_id", "");
            if (corp.media().find(id, MediaStore.UPLOADED).isEmpty()) {
                throw new Refused(40007, "invalid media_id");
            }
        }
    }

    private void show(String userid, Content content, String msgid) {
        Place place = Place.user(userid);
        corp.journal().add(new Journal.Line(place, corp.setup().app().name(), content, Via.APP, msgid, "shown"));
        if (content.card() != null) {
            corp.cards().show(place, content.card(), msgid, false);
        }
    }

    private boolean arrives(JsonObject body, Content content, String userid) {
        if (number(body, "enable_duplicate_check", 0) == 1) {
            long seconds = number(body, "duplicate_check_interval", 1_800);
            Instant now = corp.clock().instant();
            Instant before = lastSame.put(userid + " " + content.kind() + " " + content.text(), now);
            if (before != null && now.isBefore(before.plusSeconds(seconds))) {
                corp.counts().add("droppedAsDuplicate");
                return false;
            }
        }
        if (perHour.free(userid) && perMinute.take(userid)) {
            return perHour.take(userid);
        }
        corp.counts().add("droppedByQuota");
        return false;
    }

    private List<String> recipients(JsonObject body, List<String> unknown) {
        String users = body.getString("touser", "");
        String others = body.getString("toparty", "") + body.getString("totag", "");
        if (users.isEmpty() && others.isEmpty()) {
            throw new Refused(82001, "touser, toparty and totag are all empty");
        }
        if (users.equals("@all")) {
            return corp.world().corpMembers();
        }
        List<String> to = new ArrayList<>();
        for (String userid : users.split("\\|")) {
            if (corp.world().corpMember(userid).isPresent()) {
                to.add(userid);
            } else if (!userid.isEmpty()) {
                unknown.add(userid);
            }
        }
        if (to.isEmpty()) {
            throw new Refused(81013, "user & party & tag all invalid");
        }
        return to.stream().distinct().toList();
    }

    JsonObject updateCard(JsonObject body) {
        checkAgent(body);
        String code = body.getString("response_code", "");
        Cards.Sent card = corp.cards().responseCodes().look(code);
        JsonObject button = body.getJsonObject("button");
        JsonObject changed = body.getJsonObject("template_card");
        if (button == null && changed == null) {
            throw new Refused(40058, "button or template_card missing");
        }
        if (changed != null) {
            Content.ofCard(changed.copy().put("task_id", card.task()));
        }
        corp.cards().responseCodes().use(code);
        JsonArray unknown = new JsonArray();
        for (String userid : toUpdate(body, card)) {
            corp.cards()
                    .find(Place.user(userid), card.task())
                    .ifPresentOrElse(old -> update(old, button, changed), () -> unknown.add(userid));
        }
        return Answer.ok().put("invaliduser", unknown);
    }

    private List<String> toUpdate(JsonObject body, Cards.Sent card) {
        Sent message = sent.get(card.msgid());
        if (number(body, "atall", 0) == 1 && message != null) {
            return message.to;
        }
        return body.getJsonArray("userids", new JsonArray()).stream()
                .map(Object::toString)
                .toList();
    }

    private void update(Cards.Shown old, @Nullable JsonObject button, @Nullable JsonObject changed) {
        String from = corp.setup().app().name();
        if (changed != null) {
            corp.cards().replace(old, changed, from, Via.APP);
        } else if (button != null) {
            corp.cards().replaceButtons(old, button.getString("replace_name", ""), from, Via.APP);
        }
    }

    JsonObject recall(JsonObject body) {
        String msgid = body.getString("msgid", "");
        Sent message = sent.get(msgid);
        if (message == null || !corp.clock().instant().isBefore(message.at.plus(Duration.ofHours(24)))) {
            throw new Refused(40058, "msgid is unknown or older than 24 hours");
        }
        for (String userid : message.to) {
            Place place = Place.user(userid);
            if (corp.journal().of(msgid).stream()
                    .anyMatch(entry -> entry.place().equals(place))) {
                corp.journal().mark(msgid, message.kind, place, "recalled");
                corp.journal()
                        .add(new Journal.Line(
                                place,
                                corp.setup().app().name(),
                                Content.plain("recall", ""),
                                Via.APP,
                                msgid,
                                "shown"));
            }
        }
        return Answer.ok();
    }

    private void checkAgent(JsonObject body) {
        Object agent = body.getValue("agentid");
        if (agent == null || !agent.toString().equals(corp.setup().app().agentId())) {
            throw new Refused(40056, "invalid agentid");
        }
    }

    private static long number(JsonObject body, String name, long otherwise) {
        Object value = body.getValue(name);
        return value == null ? otherwise : Long.parseLong(value.toString());
    }
}
