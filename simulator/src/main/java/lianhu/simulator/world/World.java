package lianhu.simulator.world;

import io.vertx.core.json.JsonArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The groups and people of the corp, in the order they were made. */
public final class World {

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Person> corp = new LinkedHashMap<>();
    private final Map<String, String> chatOfKey = new LinkedHashMap<>();

    public synchronized void add(Group group) {
        Group before = groups.put(group.chat(), group);
        if (before != null && before.webhook() != null) {
            chatOfKey.remove(before.webhook());
        }
        if (group.webhook() != null) {
            chatOfKey.put(group.webhook(), group.chat());
        }
        group.members().stream().filter(Person::inCorp).forEach(person -> corp.putIfAbsent(person.id(), person));
    }

    public synchronized void add(Person person) {
        corp.put(person.id(), person);
    }

    public synchronized Person join(String chat, Person person) {
        Group group = groups.get(chat);
        if (group != null) {
            add(group.joinedBy(person));
        }
        return person;
    }

    public synchronized void remove(String chat) {
        groups.remove(chat);
    }

    public synchronized List<Group> groups() {
        return List.copyOf(groups.values());
    }

    public synchronized Optional<Group> group(String chat) {
        return Optional.ofNullable(groups.get(chat));
    }

    public synchronized Optional<Group> groupOfKey(String webhook) {
        return Optional.ofNullable(chatOfKey.get(webhook)).map(groups::get);
    }

    public synchronized Optional<Person> corpMember(String userid) {
        return Optional.ofNullable(corp.get(userid));
    }

    public synchronized List<String> corpMembers() {
        return List.copyOf(corp.keySet());
    }

    public synchronized JsonArray groupsAsJson() {
        JsonArray all = new JsonArray();
        groups.values().forEach(group -> all.add(group.json()));
        return all;
    }

    public synchronized JsonArray peopleAsJson() {
        JsonArray all = new JsonArray();
        corp.values().forEach(person -> all.add(person.json()));
        return all;
    }
}
