package lianhu.bot.wecom;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import lianhu.core.area.Areas;
import lianhu.core.group.CustomerGroup;
import lianhu.core.group.CustomerGroups;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears of changes of customer groups and looks at the group itself: what an event says of members may be blank and what
 * it says of the rest may be old. Events may be lost, so every night all groups are looked at.
 */
public final class GroupWatch implements ChatEvents {
    private static final Logger LOG = Logger.getLogger(GroupWatch.class);

    private final CustomerChats chats;
    private final CustomerGroups groups;
    private final Areas areas;
    /** WeCom shows the details of a change a little later than it tells of it. */
    private final Set<String> again = new ConcurrentSkipListSet<>();

    GroupWatch(CustomerChats chats, CustomerGroups groups, Areas areas) {
        this.chats = chats;
        this.groups = groups;
        this.areas = areas;
    }

    /** What could not be seen now is looked at again. */
    @Override
    public Uni<Void> heard(Tag event) {
        @Nullable String chat = event.textOf("ChatId");
        if (chat == null || chat.isBlank()) {
            return Uni.createFrom().voidItem();
        }
        if ("dismiss".equals(event.textOf("ChangeType"))) {
            return tried(groups.dismissed(chat).replaceWithVoid(), "a dismissal");
        }
        again.add(chat);
        return tried(look(chat), "a change");
    }

    /** Looks again at what changed since the last time. */
    public Uni<Void> lookAgain() {
        List<String> changed = new ArrayList<>(again);
        changed.forEach(again::remove);
        return each(changed);
    }

    Uni<Void> look(String chat) {
        return chats.look(chat)
                .chain(sight -> sight.isEmpty()
                        ? groups.dismissed(chat).replaceWithVoid()
                        : groups.saw(known(sight.get())).invoke(this::say).replaceWithVoid());
    }

    /** Of codes of this county only; a unit that is gone binds nothing. */
    private CustomerGroup.Sight known(CustomerGroup.Sight sight) {
        return new CustomerGroup.Sight(
                sight.chat(),
                sight.name(),
                sight.owner(),
                sight.units().stream()
                        .filter(unit -> areas.find(unit).isPresent())
                        .toList(),
                sight.memberVersion());
    }

    private void say(CustomerGroup group) {
        if (group.standing() == CustomerGroup.Standing.CONFLICT) {
            LOG.warnf("customer group %s: join codes of %s disagree, a person decides", group.chat(), group.evidence());
        }
    }

    /** Every group WeCom shows, and those it no longer shows. */
    public Uni<Void> reconcile() {
        return tried(
                chats.all()
                        .chain(shown -> groups.all().map(known -> {
                            Set<String> all = new TreeSet<>(shown);
                            known.forEach(group -> all.add(group.chat()));
                            return all;
                        }))
                        .chain(this::each),
                "the customer groups");
    }

    private Uni<Void> each(Iterable<String> some) {
        return Multi.createFrom()
                .iterable(some)
                .onItem()
                .transformToUniAndConcatenate(chat -> tried(look(chat), "a group"))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> tried(Uni<Void> work, String what) {
        return work.onFailure()
                .invoke(e -> LOG.warnf("%s could not be looked at: %s", what, e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
