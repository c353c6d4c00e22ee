package lianhu.bot.wecom.customergroup;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import lianhu.bot.wecom.callback.GroupChangeListener;
import lianhu.bot.wecom.callback.XmlElement;
import lianhu.core.area.Areas;
import lianhu.core.customergroup.CustomerGroup;
import lianhu.core.customergroup.CustomerGroupRepository;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Synchronises customer groups. A change event is only a trigger: its list of members may be blank and the rest may be
 * outdated, so the group itself is loaded. Events may be lost, so all groups are reconciled every night.
 */
@Singleton
public final class CustomerGroupSync implements GroupChangeListener {
    private static final Logger LOG = Logger.getLogger(CustomerGroupSync.class);

    private final CustomerGroupClient chats;
    private final CustomerGroupRepository groups;
    private final Areas areas;
    /** WeCom shows the details of a change a little later than it sends the event. */
    private final Set<String> pendingChats = new ConcurrentSkipListSet<>();

    public CustomerGroupSync(CustomerGroupClient chats, CustomerGroupRepository groups, Areas areas) {
        this.chats = chats;
        this.groups = groups;
        this.areas = areas;
    }

    /** A group that cannot be loaded now is loaded again by {@link #syncChanged}. */
    @Override
    public Uni<Void> onGroupChange(XmlElement event) {
        @Nullable String chat = event.textOf("ChatId");
        if (chat == null || chat.isBlank()) {
            return Uni.createFrom().voidItem();
        }
        if ("dismiss".equals(event.textOf("ChangeType"))) {
            return recovered(groups.dismiss(chat).replaceWithVoid(), "a dismissal");
        }
        pendingChats.add(chat);
        return recovered(sync(chat), "a change");
    }

    /** Loads again the groups that changed since the last call, and those that could not be loaded then. */
    public Uni<Void> syncChanged() {
        List<String> changed = new ArrayList<>(pendingChats);
        changed.forEach(pendingChats::remove);
        return syncAll(changed);
    }

    Uni<Void> sync(String chat) {
        return chats.loadGroup(chat)
                .chain(snapshot -> snapshot.isEmpty()
                        ? groups.dismiss(chat).replaceWithVoid()
                        : groups.upsert(withKnownUnits(snapshot.get()))
                                .invoke(this::logConflict)
                                .replaceWithVoid());
    }

    /** Keeps the units of this county only; a unit that no longer exists binds nothing. */
    private CustomerGroup.Snapshot withKnownUnits(CustomerGroup.Snapshot snapshot) {
        return new CustomerGroup.Snapshot(
                snapshot.chat(),
                snapshot.name(),
                snapshot.owner(),
                snapshot.units().stream()
                        .filter(unit -> areas.find(unit).isPresent())
                        .toList(),
                snapshot.memberVersion());
    }

    private void logConflict(CustomerGroup group) {
        if (group.status() == CustomerGroup.BindingStatus.CONFLICT) {
            LOG.warnf("customer group %s: join codes of %s disagree, a person decides", group.chat(), group.evidence());
        }
    }

    /** Loads every group that WeCom lists, and the known ones that it no longer lists. */
    public Uni<Void> reconcile() {
        return recovered(
                chats.listChatIds()
                        .chain(shown -> groups.all().map(known -> {
                            Set<String> all = new TreeSet<>(shown);
                            known.forEach(group -> all.add(group.chat()));
                            return all;
                        }))
                        .chain(this::syncAll),
                "the customer groups");
    }

    private Uni<Void> syncAll(Iterable<String> some) {
        return Multi.createFrom()
                .iterable(some)
                .onItem()
                .transformToUniAndConcatenate(
                        chat -> recovered(sync(chat).onFailure().invoke(e -> pendingChats.add(chat)), "a group"))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> recovered(Uni<Void> work, String what) {
        return work.onFailure()
                .invoke(e -> LOG.warnf("%s could not be synchronised: %s", what, e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
