package lianhu.simulator.control;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import lianhu.simulator.callback.AppDoor;
import lianhu.simulator.world.Content;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.CustomerGroups;
import lianhu.simulator.world.Group;
import lianhu.simulator.world.GroupKind;
import lianhu.simulator.world.Journal;
import lianhu.simulator.world.MassTasks;
import lianhu.simulator.world.Person;
import lianhu.simulator.world.Place;
import lianhu.simulator.world.Refused;
import lianhu.simulator.world.Via;

/**
 * What happens to customer groups on people's phones, and the owner's tap. With {@code "tell":false} WeCom's event gets
 * lost on its way.
 */
final class Customers {

    private final Corp corp;
    private final CustomerGroups groups;
    private final AppDoor app;

    Customers(Corp corp, AppDoor app) {
        this.corp = corp;
        this.groups = corp.customers();
        this.app = app;
    }

    Future<JsonObject> change(JsonObject body) {
        try {
            return changed(body);
        } catch (Refused no) {
            throw new NotPossible(404, no.why());
        }
    }

    private Future<JsonObject> changed(JsonObject body) {
        String chat = body.getString("chat", "");
        return switch (body.getString("change", "")) {
            case "create" -> {
                create(chat, body);
                yield told(body, new AppDoor.GroupEvent(chat, "create", "", List.of()));
            }
            case "join" -> join(chat, body);
            case "name" -> {
                groups.rename(chat, body.getString("name", chat));
                yield told(body, new AppDoor.GroupEvent(chat, "update", "change_name", List.of()));
            }
            case "owner" -> {
                groups.owner(chat, body.getString("owner", ""));
                yield told(body, new AppDoor.GroupEvent(chat, "update", "change_owner", List.of()));
            }
            case "dismiss" -> {
                groups.dismiss(chat);
                yield told(body, new AppDoor.GroupEvent(chat, "dismiss", "", List.of()));
            }
            case "mass" -> {
                corp.massTasks().own(chat, Content.plain("text", body.getString("text", "")));
                yield Future.succeededFuture(new JsonObject().put("chat", chat));
            }
            default -> throw new NotPossible(400, "change is create, join, name, owner, mass or dismiss");
        };
    }

    private void create(String chat, JsonObject body) {
        List<Person> members = new ArrayList<>();
        for (Object member : body.getJsonArray("members", new JsonArray())) {
            members.add(Person.parse(member.toString()));
        }
        if (chat.isEmpty() || members.stream().noneMatch(Person::inCorp)) {
            throw new NotPossible(400, "a customer group needs a chat and a corp member to own it");
        }
        corp.world().add(new Group(chat, body.getString("name", chat), GroupKind.CUSTOMER, "", null, members));
    }

    /** By a join way she comes into its first group. */
    private Future<JsonObject> join(String chat, JsonObject body) {
        String config = body.getString("config", "");
        String into = chat.isEmpty()
                ? groups.joinWay(config).getJsonArray("chat_id_list").getString(0)
                : chat;
        Person person = Person.resident(body.getString("from", ""));
        String external = groups.join(into, person, config);
        corp.journal()
                .add(new Journal.Line(
                        Place.chat(into),
                        person.id(),
                        Content.plain("join", person.name() + (config.isEmpty() ? " 进群了" : " 扫码进群了")),
                        Via.SAY,
                        external,
                        "shown"));
        return told(body, new AppDoor.GroupEvent(into, "update", "add_member", List.of(external)));
    }

    private Future<JsonObject> told(JsonObject body, AppDoor.GroupEvent event) {
        JsonObject answer = new JsonObject().put("chat", event.chat());
        return body.getBoolean("tell", true)
                ? app.group(event).map(status -> answer.put("status", status))
                : Future.succeededFuture(answer.put("status", "lost"));
    }

    Future<JsonObject> confirm(JsonObject body) {
        String owner = body.getString("owner", "");
        if (corp.world().corpMember(owner).isEmpty()) {
            throw new NotPossible(404, "'" + owner + "' is no member of the corp");
        }
        MassTasks.Confirmed done = corp.massTasks().confirm(owner);
        return Future.succeededFuture(new JsonObject()
                .put("confirmed", done.tasks())
                .put("sent", done.sent())
                .put("tooMany", done.tooMany()));
    }
}
