package lianhu.simulator.control;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lianhu.simulator.callback.Gateways;
import lianhu.simulator.fault.Fault;
import lianhu.simulator.fault.Faults;
import lianhu.simulator.wecom.Tokens;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Group;
import lianhu.simulator.world.GroupKind;
import lianhu.simulator.world.Person;

/** What is set up around the people: groups, faults, the clock, where the gateway is. */
final class Stage {

    private final Corp corp;
    private final Faults faults;
    private final Tokens tokens;
    private final Gateways gateways;

    Stage(Corp corp, Faults faults, Tokens tokens, Gateways gateways) {
        this.corp = corp;
        this.faults = faults;
        this.tokens = tokens;
        this.gateways = gateways;
    }

    JsonObject groups(JsonObject body) {
        objects(body.getJsonArray("people", new JsonArray()))
                .forEach(person -> corp.world().add(person(person)));
        List<JsonObject> groups =
                body.containsKey("chat") ? List.of(body) : objects(body.getJsonArray("groups", new JsonArray()));
        groups.forEach(group -> corp.world().add(group(group)));
        return new JsonObject().put("groups", groups.size());
    }

    private static Group group(JsonObject json) {
        String kind = json.getString("kind", "internal");
        List<Person> members = new ArrayList<>();
        for (Object member : json.getJsonArray("members", new JsonArray())) {
            members.add(member instanceof JsonObject whole ? person(whole) : Person.parse(member.toString()));
        }
        return new Group(
                json.getString("chat"),
                json.getString("name", json.getString("chat")),
                GroupKind.of(kind).orElseThrow(() -> new NotPossible(400, "kind is internal, customer or plain")),
                json.getString("area", json.getString("unit", "")),
                json.getString("webhook"),
                members);
    }

    private static Person person(JsonObject json) {
        String userid = json.getString("userid");
        String name = json.getString("name", userid == null ? "" : userid);
        return userid == null ? Person.resident(name) : new Person(userid, name, json.getString("role", ""), true);
    }

    JsonObject faults(JsonObject body) {
        if (body.getBoolean("clear", false)) {
            faults.clear();
        }
        if (body.containsKey("seed")) {
            faults.seed(body.getLong("seed"));
        }
        if (body.containsKey("fault")) {
            faults.add(fault(body));
        }
        objects(body.getJsonArray("faults", new JsonArray())).forEach(one -> faults.add(fault(one)));
        return new JsonObject().put("faults", faults.json());
    }

    private static Fault fault(JsonObject json) {
        String kind = String.valueOf(json.getValue("fault"));
        boolean onlyOfCallbacks = List.of("double", "reorder", "cut").contains(kind);
        double chance = json.getDouble("chance", 1.0);
        return new Fault(
                json.getString("on", onlyOfCallbacks ? Fault.CALLBACK : "*"),
                kind,
                json.getInteger("times", json.containsKey("chance") ? -1 : 1),
                chance,
                json.getLong("millis", 300L));
    }

    JsonObject clock(JsonObject body) {
        if (body.getBoolean("reset", false)) {
            corp.clock().reset();
        }
        if (body.containsKey("advance")) {
            corp.clock().move(Duration.parse(body.getString("advance")));
        }
        if (body.getBoolean("expireTokens", false)) {
            tokens.expire();
        }
        return new JsonObject()
                .put("now", corp.clock().instant().toString())
                .put("shift", corp.clock().shift().toString());
    }

    JsonObject gateways(JsonObject body) {
        if (body.containsKey("urls")) {
            gateways.set(body.getJsonArray("urls").stream()
                    .map(url -> URI.create(url.toString()))
                    .toList());
        }
        return new JsonObject()
                .put(
                        "urls",
                        new JsonArray(gateways.all().stream().map(URI::toString).toList()));
    }

    private static List<JsonObject> objects(JsonArray array) {
        List<JsonObject> all = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            all.add(array.getJsonObject(i));
        }
        return all;
    }
}
