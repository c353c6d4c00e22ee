package lianhu.core.broadcast;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;

/** Finds the targets of a broadcast: every group below its places, and every unit without one. */
@ApplicationScoped
public final class BroadcastTargets {
    private static final List<Role> HEADS = List.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD);

    private final Areas areas;
    private final GroupBindings groupBindings;
    private final PostDirectory postDirectory;

    public BroadcastTargets(Areas areas, GroupBindings groupBindings, PostDirectory postDirectory) {
        this.areas = areas;
        this.groupBindings = groupBindings;
        this.postDirectory = postDirectory;
    }

    /** In the order of places; a place's internal groups first. */
    public List<BroadcastTarget> below(BroadcastAudience audience, LocalDate day) {
        List<BroadcastTarget> broadcastTargets = new ArrayList<>();
        Set<AreaCode> reached = new HashSet<>();
        for (GroupBinding groupBinding : groupBindings.all()) {
            // One plain group a unit: its head has one page.
            if (audience.contains(groupBinding.area())
                    && (groupBinding.tier() != GroupBinding.Tier.PLAIN || reached.add(groupBinding.area()))) {
                broadcastTargets.add(groupTarget(groupBinding, day));
                reached.add(groupBinding.area());
            }
        }
        for (Area unit : areas.all()) {
            if (unit.code().level() == Level.UNIT && audience.contains(unit.code()) && !reached.contains(unit.code())) {
                broadcastTargets.add(ungroupedUnitTarget(unit.code(), day));
            }
        }
        broadcastTargets.sort(Comparator.comparing(BroadcastTarget::place)
                .thenComparing(BroadcastTarget::tier)
                .thenComparing(broadcastTarget -> broadcastTarget.recipient().encode()));
        return List.copyOf(broadcastTargets);
    }

    /** The posts to call for a place in an emergency, in order, until one answers; the duty room and the leader last. */
    public List<Post> escalationChain(AreaCode place, LocalDate day) {
        Stream<Post> unit = place.isAtOrBelow(Level.UNIT)
                ? HEADS.stream().flatMap(role -> postDirectory.at(place.ancestorAt(Level.UNIT), role, day).stream())
                : Stream.empty();
        Stream<Post> grid = place.isAtOrBelow(Level.GRID)
                ? Stream.of(Role.KEEPER, Role.GRID_HEAD)
                        .flatMap(role -> postDirectory.at(place.ancestorAt(Level.GRID), role, day).stream())
                : Stream.empty();
        Stream<Post> village = place.isAtOrBelow(Level.VILLAGE)
                ? Stream.of(Role.GRID_HEAD, Role.LEADER)
                        .flatMap(role -> postDirectory.at(place.ancestorAt(Level.VILLAGE), role, day).stream())
                : Stream.empty();
        Stream<Post> township = place.isAtOrBelow(Level.TOWNSHIP)
                ? Stream.of(Role.TOWNSHIP_ROOM, Role.LEADER)
                        .flatMap(role -> postDirectory.at(place.ancestorAt(Level.TOWNSHIP), role, day).stream())
                : Stream.empty();
        Stream<Post> county = Stream.of(Role.DUTY, Role.LEADER)
                .flatMap(role -> postDirectory.at(place.ancestorAt(Level.COUNTY), role, day).stream());
        return Stream.of(unit, grid, village, township, county)
                .flatMap(step -> step)
                .distinct()
                .toList();
    }

    /** The places that must answer an emergency: the units below, or a place itself where it has none. */
    public List<AreaCode> placesToCall(BroadcastAudience audience) {
        return audience.areas().stream()
                .flatMap(area -> placesToCall(area).stream())
                .toList();
    }

    private List<AreaCode> placesToCall(AreaCode area) {
        List<AreaCode> units = areas.all().stream()
                .map(Area::code)
                .filter(code -> code.level() == Level.UNIT && area.contains(code))
                .sorted()
                .toList();
        return units.isEmpty() ? List.of(area) : units;
    }

    private BroadcastTarget groupTarget(GroupBinding groupBinding, LocalDate day) {
        Recipient group = new Recipient.Group(groupBinding.chat());
        return switch (groupBinding.tier()) {
            case INTERNAL ->
                new BroadcastTarget(
                        group, groupBinding.area(), groupBinding.tier(), Channel.GROUP, DeliveryState.PENDING, "");
            case CUSTOMER ->
                new BroadcastTarget(
                        group, groupBinding.area(), groupBinding.tier(), Channel.GROUP, DeliveryState.PENDING, "");
            case PLAIN -> plainGroupTarget(groupBinding.area(), "普通群，机器人进不去，等联户长转", "联户长空缺，普通群里没有人转", day);
        };
    }

    private BroadcastTarget ungroupedUnitTarget(AreaCode unit, LocalDate day) {
        return plainGroupTarget(unit, "没有登记的群，等联户长当面告诉", "没有群，联户长也空缺", day);
    }

    private BroadcastTarget plainGroupTarget(AreaCode unit, String waits, String cannot, LocalDate day) {
        boolean isHeld = HEADS.stream()
                .anyMatch(role -> !postDirectory.at(unit, role, day).isEmpty());
        return new BroadcastTarget(
                new Recipient.PlainGroup(unit),
                unit,
                GroupBinding.Tier.PLAIN,
                Channel.RELAY,
                isHeld ? DeliveryState.WAITS_FOR_PERSON : DeliveryState.CANNOT,
                isHeld ? waits : cannot);
    }
}
