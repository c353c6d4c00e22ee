package lianhu.simulator.control;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lianhu.simulator.callback.GatewayRotation;
import lianhu.simulator.fault.FaultInjector;
import lianhu.simulator.fault.InjectedFault;
import lianhu.simulator.state.GroupKind;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.SimulatedGroup;
import lianhu.simulator.state.SimulatedPerson;
import lianhu.simulator.wecom.SimulatedAccessTokens;

/** Sets groups, people, faults, the clock and the addresses of the gateway. */
final class SetupApi {

    private final SimulatedCorp simulatedCorp;
    private final FaultInjector faultInjector;
    private final SimulatedAccessTokens simulatedAccessTokens;
    private final GatewayRotation gatewayRotation;

    SetupApi(
            SimulatedCorp simulatedCorp,
            FaultInjector faultInjector,
            SimulatedAccessTokens simulatedAccessTokens,
            GatewayRotation gatewayRotation) {
        this.simulatedCorp = simulatedCorp;
        this.faultInjector = faultInjector;
        this.simulatedAccessTokens = simulatedAccessTokens;
        this.gatewayRotation = gatewayRotation;
    }

    JsonObject groups(JsonObject body) {
        objects(body.getJsonArray("people", new JsonArray()))
                .forEach(person -> simulatedCorp.world().add(person(person)));
        List<JsonObject> groups =
                body.containsKey("chat") ? List.of(body) : objects(body.getJsonArray("groups", new JsonArray()));
        groups.forEach(group -> simulatedCorp.world().add(group(group)));
        return new JsonObject().put("groups", groups.size());
    }

    private static SimulatedGroup group(JsonObject json) {
        String kind = json.getString("kind", "internal");
        List<SimulatedPerson> members = new ArrayList<>();
        for (Object member : json.getJsonArray("members", new JsonArray())) {
            members.add(member instanceof JsonObject whole ? person(whole) : SimulatedPerson.parse(member.toString()));
        }
        return new SimulatedGroup(
                json.getString("chat"),
                json.getString("name", json.getString("chat")),
                GroupKind.of(kind)
                        .orElseThrow(() -> new InvalidRequestException(400, "kind is internal, customer or plain")),
                json.getString("area", json.getString("unit", "")),
                json.getString("webhook"),
                members);
    }

    private static SimulatedPerson person(JsonObject json) {
        String userid = json.getString("userid");
        String name = json.getString("name", userid == null ? "" : userid);
        return userid == null
                ? SimulatedPerson.resident(name)
                : new SimulatedPerson(userid, name, json.getString("role", ""), true);
    }

    JsonObject faults(JsonObject body) {
        if (body.getBoolean("clear", false)) {
            faultInjector.clear();
        }
        if (body.containsKey("seed")) {
            faultInjector.seed(body.getLong("seed"));
        }
        if (body.containsKey("fault")) {
            faultInjector.add(fault(body));
        }
        objects(body.getJsonArray("faults", new JsonArray())).forEach(one -> faultInjector.add(fault(one)));
        return new JsonObject().put("faults", faultInjector.json());
    }

    private static InjectedFault fault(JsonObject json) {
        String kind = String.valueOf(json.getValue("fault"));
        boolean onlyOfCallbacks = List.of("double", "reorder", "cut").contains(kind);
        double chance = json.getDouble("chance", 1.0);
        return new InjectedFault(
                json.getString("on", onlyOfCallbacks ? InjectedFault.CALLBACK : "*"),
                kind,
                json.getInteger("times", json.containsKey("chance") ? -1 : 1),
                chance,
                json.getLong("millis", 300L));
    }

    JsonObject clock(JsonObject body) {
        if (body.getBoolean("reset", false)) {
            simulatedCorp.clock().reset();
        }
        if (body.containsKey("advance")) {
            simulatedCorp.clock().move(Duration.parse(body.getString("advance")));
        }
        if (body.getBoolean("expireTokens", false)) {
            simulatedAccessTokens.expire();
        }
        return new JsonObject()
                .put("now", simulatedCorp.clock().instant().toString())
                .put("shift", simulatedCorp.clock().shift().toString());
    }

    JsonObject gateways(JsonObject body) {
        if (body.containsKey("urls")) {
            gatewayRotation.set(body.getJsonArray("urls").stream()
                    .map(url -> URI.create(url.toString()))
                    .toList());
        }
        return new JsonObject()
                .put(
                        "urls",
                        new JsonArray(gatewayRotation.all().stream()
                                .map(URI::toString)
                                .toList()));
    }

    private static List<JsonObject> objects(JsonArray array) {
        List<JsonObject> all = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            all.add(array.getJsonObject(i));
        }
        return all;
    }
}
