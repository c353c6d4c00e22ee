package lianhu.simulator.world;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A group chat; only an internal one can have a webhook key. */
public record Group(
        String chat,
        String name,
        GroupKind kind,
        String area,
        @Nullable String webhook,
        List<Person> members) {

    public Group {
        members = List.copyOf(members);
        if (webhook != null && kind != GroupKind.INTERNAL) {
            throw new IllegalArgumentException(
                    "group " + chat + " is " + kind.wire() + ": only internal groups have a webhook key");
        }
    }

    public Optional<Person> member(String idOrName) {
        return members.stream()
                .filter(person -> person.id().equals(idOrName) || person.name().equals(idOrName))
                .findFirst();
    }

    Group joinedBy(Person person) {
        return new Group(
                chat,
                name,
                kind,
                area,
                webhook,
                Stream.concat(members.stream(), Stream.of(person)).toList());
    }

    Group named(String other) {
        return new Group(chat, other, kind, area, webhook, members);
    }

    public JsonObject json() {
        JsonArray people = new JsonArray();
        members.forEach(person -> people.add(person.json()));
        return new JsonObject()
                .put("chat", chat)
                .put("name", name)
                .put("kind", kind.wire())
                .put("unit", area)
                .put("webhook", webhook)
                .put("members", people);
    }
}
