package lianhu.simulator.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A group chat; only an internal group can have a webhook key. */
public record SimulatedGroup(
        String chat,
        String name,
        GroupKind kind,
        String area,
        @Nullable String webhook,
        List<SimulatedPerson> members) {

    public SimulatedGroup {
        members = List.copyOf(members);
        if (webhook != null && kind != GroupKind.INTERNAL) {
            throw new IllegalArgumentException(
                    "group " + chat + " is " + kind.wire() + ": only internal groups have a webhook key");
        }
    }

    public Optional<SimulatedPerson> member(String idOrName) {
        return members.stream()
                .filter(simulatedPerson -> simulatedPerson.id().equals(idOrName)
                        || simulatedPerson.name().equals(idOrName))
                .findFirst();
    }

    SimulatedGroup joinedBy(SimulatedPerson simulatedPerson) {
        return new SimulatedGroup(
                chat,
                name,
                kind,
                area,
                webhook,
                Stream.concat(members.stream(), Stream.of(simulatedPerson)).toList());
    }

    SimulatedGroup named(String other) {
        return new SimulatedGroup(chat, other, kind, area, webhook, members);
    }

    public JsonObject json() {
        JsonArray people = new JsonArray();
        members.forEach(simulatedPerson -> people.add(simulatedPerson.json()));
        return new JsonObject()
                .put("chat", chat)
                .put("name", name)
                .put("kind", kind.wire())
                .put("unit", area)
                .put("webhook", webhook)
                .put("members", people);
    }
}
