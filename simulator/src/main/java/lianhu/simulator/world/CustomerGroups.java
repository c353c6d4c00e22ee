package lianhu.simulator.world;

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
 * What WeCom knows of customer groups beyond their members: owner, age, by which join way a member came, and the join
 * ways. The owner is the first corp member until another one is named.
 */
public final class CustomerGroups {

    private final World world;
    private final InstantSource time;
    private final Map<String, Facts> facts = new LinkedHashMap<>();
    private final Map<String, JsonObject> joinWays = new LinkedHashMap<>();

    private static final class Facts {
        final Instant madeAt;
        final Map<String, String> states = new LinkedHashMap<>();

        @Nullable
        String owner;

        int memberVersion = 1;

        Facts(Instant madeAt) {
            this.madeAt = madeAt;
        }
    }

    CustomerGroups(World world, InstantSource time) {
        this.world = world;
        this.time = time;
    }

    public synchronized List<Group> all() {
        return world.groups().stream()
                .filter(group -> group.kind() == GroupKind.CUSTOMER)
                .toList();
    }

    public synchronized Group find(String chat) {
        return world.group(chat)
                .filter(group -> group.kind() == GroupKind.CUSTOMER)
                .orElseThrow(() -> new Refused(40050, "invalid chat_id: " + chat));
    }

    /** Empty for a group without corp members; WeCom has none such. */
    public synchronized String owner(Group group) {
        String named = facts(group.chat()).owner;
        return named != null
                ? named
                : group.members().stream()
                        .filter(Person::inCorp)
                        .map(Person::id)
                        .findFirst()
                        .orElse("");
    }

    public synchronized void owner(String chat, String userid) {
        find(chat);
        facts(chat).owner = userid;
    }

    public synchronized void rename(String chat, String name) {
        world.add(find(chat).named(name));
    }

    /** Somebody comes in, by a join way or, with an empty one, because a member asked her in. */
    public synchronized String join(String chat, Person person, String configId) {
        Group group = find(chat);
        JsonObject way = configId.isEmpty() ? new JsonObject() : joinWay(configId);
        world.add(group.joinedBy(person));
        Facts known = facts(chat);
        known.states.put(person.id(), way.getString("state", ""));
        known.memberVersion++;
        return externalId(person);
    }

    public synchronized void dismiss(String chat) {
        find(chat);
        world.remove(chat);
        facts.remove(chat);
    }

    /** As {@code groupchat/get} tells of it (document 92122). */
    public synchronized JsonObject json(String chat, boolean withNames) {
        Group group = find(chat);
        Facts known = facts(chat);
        JsonArray members = new JsonArray();
        for (Person person : group.members()) {
            String state = known.states.get(person.id());
            JsonObject member = new JsonObject()
                    .put("userid", person.inCorp() ? person.id() : externalId(person))
                    .put("type", person.inCorp() ? 1 : 2)
                    .put("join_time", known.madeAt.getEpochSecond())
                    // 1 asked in by a member, 3 by scanning a join way's code
                    .put("join_scene", state == null || state.isEmpty() ? 1 : 3)
                    .put("group_nickname", "");
            if (state != null && !state.isEmpty()) {
                member.put("state", state);
            }
            if (withNames) {
                member.put("name", person.name());
            }
            members.add(member);
        }
        String owner = owner(group);
        return new JsonObject()
                .put("chat_id", chat)
                .put("name", group.name())
                .put("owner", owner)
                .put("create_time", known.madeAt.getEpochSecond())
                .put("notice", "")
                .put("member_list", members)
                .put("admin_list", new JsonArray())
                .put(
                        "member_version",
                        "v" + known.memberVersion + "-" + group.members().size());
    }

    public synchronized String addJoinWay(JsonObject asked) {
        String configId = UUID.randomUUID().toString().replace("-", "");
        joinWays.put(configId, asked.copy().put("config_id", configId));
        return configId;
    }

    public synchronized JsonObject joinWay(String configId) {
        return Optional.ofNullable(joinWays.get(configId))
                .orElseThrow(() -> new Refused(41046, "config_id not exist: " + configId));
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

    private Facts facts(String chat) {
        return facts.computeIfAbsent(chat, made -> new Facts(time.instant()));
    }

    /** Outside people have ids that begin with wm. */
    private static String externalId(Person person) {
        return "wm" + Integer.toHexString(person.id().hashCode());
    }
}
