package lianhu.simulator.control;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import lianhu.simulator.callback.AppCallbacks;
import lianhu.simulator.state.Address;
import lianhu.simulator.state.GroupKind;
import lianhu.simulator.state.Journal;
import lianhu.simulator.state.MassMessageTasks;
import lianhu.simulator.state.MessageContent;
import lianhu.simulator.state.MessageRoute;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.SimulatedCustomerGroups;
import lianhu.simulator.state.SimulatedGroup;
import lianhu.simulator.state.SimulatedPerson;
import lianhu.simulator.state.WecomErrorException;

/**
 * Changes customer groups and confirms mass messages as their owners do on the phone. With {@code "tell":false} the
 * gateway does not receive WeCom's event.
 */
final class CustomersApi {

    private final SimulatedCorp simulatedCorp;
    private final SimulatedCustomerGroups groups;
    private final AppCallbacks app;

    CustomersApi(SimulatedCorp simulatedCorp, AppCallbacks app) {
        this.simulatedCorp = simulatedCorp;
        this.groups = simulatedCorp.customers();
        this.app = app;
    }

    Future<JsonObject> handleChange(JsonObject body) {
        try {
            return applyChange(body);
        } catch (WecomErrorException unknown) {
            throw new InvalidRequestException(404, unknown.why());
        }
    }

    private Future<JsonObject> applyChange(JsonObject body) {
        String chat = body.getString("chat", "");
        return switch (body.getString("change", "")) {
            case "create" -> {
                create(chat, body);
                yield notifyGateway(body, new AppCallbacks.GroupEvent(chat, "create", "", List.of()));
            }
            case "join" -> join(chat, body);
            case "name" -> {
                groups.rename(chat, body.getString("name", chat));
                yield notifyGateway(body, new AppCallbacks.GroupEvent(chat, "update", "change_name", List.of()));
            }
            case "owner" -> {
                groups.owner(chat, body.getString("owner", ""));
                yield notifyGateway(body, new AppCallbacks.GroupEvent(chat, "update", "change_owner", List.of()));
            }
            case "dismiss" -> {
                groups.dismiss(chat);
                yield notifyGateway(body, new AppCallbacks.GroupEvent(chat, "dismiss", "", List.of()));
            }
            case "mass" -> {
                simulatedCorp.massTasks().ownerNotice(chat, MessageContent.plain("text", body.getString("text", "")));
                yield Future.succeededFuture(new JsonObject().put("chat", chat));
            }
            default -> throw new InvalidRequestException(400, "change is create, join, name, owner, mass or dismiss");
        };
    }

    private void create(String chat, JsonObject body) {
        List<SimulatedPerson> members = new ArrayList<>();
        for (Object member : body.getJsonArray("members", new JsonArray())) {
            members.add(SimulatedPerson.parse(member.toString()));
        }
        if (chat.isEmpty() || members.stream().noneMatch(SimulatedPerson::inCorp)) {
            throw new InvalidRequestException(400, "a customer group needs a chat and a corp member to own it");
        }
        simulatedCorp
                .world()
                .add(new SimulatedGroup(chat, body.getString("name", chat), GroupKind.CUSTOMER, "", null, members));
    }

    /** A join way leads into the first of its groups. */
    private Future<JsonObject> join(String chat, JsonObject body) {
        String config = body.getString("config", "");
        String into = chat.isEmpty()
                ? groups.joinWay(config).getJsonArray("chat_id_list").getString(0)
                : chat;
        SimulatedPerson simulatedPerson = SimulatedPerson.resident(body.getString("from", ""));
        String external = groups.join(into, simulatedPerson, config);
        simulatedCorp
                .journal()
                .add(new Journal.NewEntry(
                        Address.chat(into),
                        simulatedPerson.id(),
                        MessageContent.plain("join", simulatedPerson.name() + (config.isEmpty() ? " 进群了" : " 扫码进群了")),
                        MessageRoute.SAY,
                        external,
                        "shown"));
        return notifyGateway(body, new AppCallbacks.GroupEvent(into, "update", "add_member", List.of(external)));
    }

    private Future<JsonObject> notifyGateway(JsonObject body, AppCallbacks.GroupEvent event) {
        JsonObject answer = new JsonObject().put("chat", event.chat());
        return body.getBoolean("tell", true)
                ? app.group(event).map(status -> answer.put("status", status))
                : Future.succeededFuture(answer.put("status", "lost"));
    }

    Future<JsonObject> confirm(JsonObject body) {
        String owner = body.getString("owner", "");
        if (simulatedCorp.world().corpMember(owner).isEmpty()) {
            throw new InvalidRequestException(404, "'" + owner + "' is no member of the corp");
        }
        MassMessageTasks.ConfirmResult done = simulatedCorp.massTasks().confirm(owner);
        return Future.succeededFuture(new JsonObject()
                .put("confirmed", done.tasks())
                .put("sent", done.sent())
                .put("tooMany", done.tooMany()));
    }
}
