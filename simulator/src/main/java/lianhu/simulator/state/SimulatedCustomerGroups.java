package lianhu.simulator.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Owner, age and join ways of customer groups, and the join way of each member. The owner is the first corp member until
 * another owner is set.
 */
public final class SimulatedCustomerGroups {

    private final Organisation organisation;
    private final InstantSource time;
    private final Map<String, GroupDetails> groupDetails = new LinkedHashMap<>();
    private final Map<String, JsonObject> joinWays = new LinkedHashMap<>();

    private static final class GroupDetails {
        final Instant createdAt;
        final Map<String, String> states = new LinkedHashMap<>();

        @Nullable
        String owner;

        int memberVersion = 1;

        GroupDetails(Instant createdAt) {
            this.createdAt = createdAt;
        }
    }

    SimulatedCustomerGroups(Organisation organisation, InstantSource time) {
        this.organisation = organisation;
        this.time = time;
    }

    public synchronized List<SimulatedGroup> all() {
        return organisation.groups().stream()
                .filter(simulatedGroup -> simulatedGroup.kind() == GroupKind.CUSTOMER)
                .toList();
    }

    public synchronized SimulatedGroup find(String chat) {
        return organisation
                .group(chat)
                .filter(simulatedGroup -> simulatedGroup.kind() == GroupKind.CUSTOMER)
                .orElseThrow(() -> new WecomErrorException(40050, "invalid chat_id: " + chat));
    }

    /** The owner; empty for a group without corp members, which WeCom does not have. */
    public synchronized String owner(SimulatedGroup simulatedGroup) {
        String named = details(simulatedGroup.chat()).owner;
        return named != null
                ? named
                : simulatedGroup.members().stream()
                        .filter(SimulatedPerson::inCorp)
                        .map(SimulatedPerson::id)
                        .findFirst()
                        .orElse("");
    }

    public synchronized void owner(String chat, String userid) {
        find(chat);
        details(chat).owner = userid;
    }

    public synchronized void rename(String chat, String name) {
        organisation.add(find(chat).named(name));
    }

    /** Adds a member by a join way, or by invitation when the join way is empty. */
    public synchronized String join(String chat, SimulatedPerson simulatedPerson, String configId) {
        SimulatedGroup simulatedGroup = find(chat);
        JsonObject way = configId.isEmpty() ? new JsonObject() : joinWay(configId);
        organisation.add(simulatedGroup.joinedBy(simulatedPerson));
        GroupDetails details = details(chat);
        details.states.put(simulatedPerson.id(), way.getString("state", ""));
        details.memberVersion++;
        return externalId(simulatedPerson);
    }

    public synchronized void dismiss(String chat) {
        find(chat);
        organisation.remove(chat);
        groupDetails.remove(chat);
    }

    /** The answer of {@code groupchat/get} (document 92122). */
    public synchronized JsonObject json(String chat, boolean withNames) {
        SimulatedGroup simulatedGroup = find(chat);
        GroupDetails details = details(chat);
        JsonArray members = new JsonArray();
        for (SimulatedPerson simulatedPerson : simulatedGroup.members()) {
            String state = details.states.get(simulatedPerson.id());
            JsonObject member = new JsonObject()
                    .put("userid", simulatedPerson.inCorp() ? simulatedPerson.id() : externalId(simulatedPerson))
                    .put("type", simulatedPerson.inCorp() ? 1 : 2)
                    .put("join_time", details.createdAt.getEpochSecond())
                    // 1: invited by a member; 3: scanned the code of a join way
                    .put("join_scene", state == null || state.isEmpty() ? 1 : 3)
                    .put("group_nickname", "");
            if (state != null && !state.isEmpty()) {
                member.put("state", state);
            }
            if (withNames) {
                member.put("name", simulatedPerson.name());
            }
            members.add(member);
        }
        String owner = owner(simulatedGroup);
        return new JsonObject()
                .put("chat_id", chat)
                .put("name", simulatedGroup.name())
                .put("owner", owner)
                .put("create_time", details.createdAt.getEpochSecond())
                .put("notice", "")
                .put("member_list", members)
                .put("admin_list", new JsonArray())
                .put(
                        "member_version",
                        "v" + details.memberVersion + "-"
                                + simulatedGroup.members().size());
    }

    public synchronized String addJoinWay(JsonObject joinWay) {
        String configId = UUID.randomUUID().toString().replace("-", "");
        joinWays.put(configId, joinWay.copy().put("config_id", configId));
        return configId;
    }

    public synchronized JsonObject joinWay(String configId) {
        return Optional.ofNullable(joinWays.get(configId))
                .orElseThrow(() -> new WecomErrorException(41046, "config_id not exist: " + configId));
    }

    public synchronized void changeJoinWay(String configId, JsonObject changed) {
        joinWays.put(configId, joinWay(configId).mergeIn(changed.copy()).put("config_id", configId));
    }

    public synchronized void removeJoinWay(String configId) {
        joinWay(configId);
        joinWays.remove(configId);
    }

    public synchronized List<JsonObject> joinWays() {
        return new ArrayList<>(joinWays.values());
    }

    private GroupDetails details(String chat) {
        return groupDetails.computeIfAbsent(chat, created -> new GroupDetails(time.instant()));
    }

    /** Ids of external contacts begin with {@code wm}. */
    private static String externalId(SimulatedPerson simulatedPerson) {
        return "wm" + Integer.toHexString(simulatedPerson.id().hashCode());
    }
}
