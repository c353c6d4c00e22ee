package lianhu.core.notice;

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
import lianhu.core.people.Post;
import lianhu.core.people.Posts;
import lianhu.core.people.Role;
import lianhu.core.report.Channel;

/** Who a notice reaches: every group below a place, and every unit that has none. Decided in memory, once. */
public final class Targets {
    private static final List<Role> HEADS = List.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD);

    private final Areas areas;
    private final Bindings bindings;
    private final Posts posts;

    public Targets(Areas areas, Bindings bindings, Posts posts) {
        this.areas = areas;
        this.bindings = bindings;
        this.posts = posts;
    }

    /** In the order of places; the robot's groups of a place first. */
    public List<Target> below(AreaCode area, LocalDate day) {
        List<Target> targets = new ArrayList<>();
        Set<AreaCode> reached = new HashSet<>();
        for (Binding binding : bindings.all()) {
            // One plain group a unit: its head has one page.
            if (area.contains(binding.area())
                    && (binding.tier() != Binding.Tier.PLAIN || reached.add(binding.area()))) {
                targets.add(group(binding, day));
                reached.add(binding.area());
            }
        }
        for (Area unit : areas.all()) {
            if (unit.code().level() == Level.UNIT && area.contains(unit.code()) && !reached.contains(unit.code())) {
                targets.add(unbound(unit.code(), day));
            }
        }
        targets.sort(Comparator.comparing(Target::place)
                .thenComparing(Target::way)
                .thenComparing(target -> target.audience().text()));
        return List.copyOf(targets);
    }

    /** The posts that are called for a place in an emergency, one after the other until somebody answers. */
    public List<Post> line(AreaCode place, LocalDate day) {
        Stream<Post> unit = place.reaches(Level.UNIT)
                ? HEADS.stream().flatMap(role -> posts.at(place.at(Level.UNIT), role, day).stream())
                : Stream.empty();
        Stream<Post> grid = place.reaches(Level.GRID)
                ? Stream.of(Role.KEEPER, Role.GRID_HEAD)
                        .flatMap(role -> posts.at(place.at(Level.GRID), role, day).stream())
                : Stream.empty();
        Stream<Post> village = place.reaches(Level.VILLAGE)
                ? Stream.of(Role.GRID_HEAD, Role.LEADER)
                        .flatMap(role -> posts.at(place.at(Level.VILLAGE), role, day).stream())
                : Stream.empty();
        return Stream.of(unit, grid, village).flatMap(step -> step).distinct().toList();
    }

    /** The places that must answer an emergency: the units below, or the place itself where it has none. */
    public List<AreaCode> called(AreaCode area) {
        List<AreaCode> units = areas.all().stream()
                .map(Area::code)
                .filter(code -> code.level() == Level.UNIT && area.contains(code))
                .sorted()
                .toList();
        return units.isEmpty() ? List.of(area) : units;
    }

    private Target group(Binding binding, LocalDate day) {
        Audience group = new Audience.Group(binding.chat());
        return switch (binding.tier()) {
            case INTERNAL ->
                new Target(group, binding.area(), binding.tier(), Channel.GROUP, DeliveryState.PENDING, "");
            case CUSTOMER ->
                new Target(group, binding.area(), binding.tier(), Channel.GROUP, DeliveryState.PENDING, "");
            case PLAIN -> plain(binding.area(), "普通群，机器人进不去，等联户长转", "联户长空缺，普通群里没有人转", day);
        };
    }

    private Target unbound(AreaCode unit, LocalDate day) {
        return plain(unit, "没有登记的群，等联户长当面告诉", "没有群，联户长也空缺", day);
    }

    private Target plain(AreaCode unit, String waits, String cannot, LocalDate day) {
        boolean isHeld =
                HEADS.stream().anyMatch(role -> !posts.at(unit, role, day).isEmpty());
        return new Target(
                new Audience.Neighbours(unit),
                unit,
                Binding.Tier.PLAIN,
                Channel.RELAY,
                isHeld ? DeliveryState.WAITS_FOR_PERSON : DeliveryState.CANNOT,
                isHeld ? waits : cannot);
    }
}
