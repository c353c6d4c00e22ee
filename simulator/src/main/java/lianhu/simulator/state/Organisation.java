package lianhu.simulator.state;

import io.vertx.core.json.JsonArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The groups and people of the corp, in the order of their creation. */
public final class Organisation {

    private final Map<String, SimulatedGroup> simulatedGroups = new LinkedHashMap<>();
    private final Map<String, SimulatedPerson> corp = new LinkedHashMap<>();
    private final Map<String, String> chatOfKey = new LinkedHashMap<>();

    public synchronized void add(SimulatedGroup simulatedGroup) {
        SimulatedGroup before = simulatedGroups.put(simulatedGroup.chat(), simulatedGroup);
        if (before != null && before.webhook() != null) {
            chatOfKey.remove(before.webhook());
        }
        if (simulatedGroup.webhook() != null) {
            chatOfKey.put(simulatedGroup.webhook(), simulatedGroup.chat());
        }
        simulatedGroup.members().stream()
                .filter(SimulatedPerson::inCorp)
                .forEach(simulatedPerson -> corp.putIfAbsent(simulatedPerson.id(), simulatedPerson));
    }

    public synchronized void add(SimulatedPerson simulatedPerson) {
        corp.put(simulatedPerson.id(), simulatedPerson);
    }

    public synchronized SimulatedPerson join(String chat, SimulatedPerson simulatedPerson) {
        SimulatedGroup simulatedGroup = simulatedGroups.get(chat);
        if (simulatedGroup != null) {
            add(simulatedGroup.joinedBy(simulatedPerson));
        }
        return simulatedPerson;
    }

    public synchronized void remove(String chat) {
        simulatedGroups.remove(chat);
    }

    public synchronized List<SimulatedGroup> groups() {
        return List.copyOf(simulatedGroups.values());
    }

    public synchronized Optional<SimulatedGroup> group(String chat) {
        return Optional.ofNullable(simulatedGroups.get(chat));
    }

    public synchronized Optional<SimulatedGroup> groupOfKey(String webhook) {
        return Optional.ofNullable(chatOfKey.get(webhook)).map(simulatedGroups::get);
    }

    public synchronized Optional<SimulatedPerson> corpMember(String userid) {
        return Optional.ofNullable(corp.get(userid));
    }

    public synchronized List<String> corpMembers() {
        return List.copyOf(corp.keySet());
    }

    public synchronized JsonArray groupsAsJson() {
        JsonArray all = new JsonArray();
        simulatedGroups.values().forEach(simulatedGroup -> all.add(simulatedGroup.json()));
        return all;
    }

    public synchronized JsonArray peopleAsJson() {
        JsonArray all = new JsonArray();
        corp.values().forEach(simulatedPerson -> all.add(simulatedPerson.json()));
        return all;
    }
}
