package lianhu.core.routing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;

/** Resolves "the grid" or "the platform" to the owner at a place on a day. There is always an owner. */
@ApplicationScoped
public final class OwnerResolver {
    /** 县工商联: away grids have no township platform; this body handles their needs (景宁). */
    static final String FEDERATION = "acfic";

    private static final List<Role> UNIT_ROLES = List.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD);
    private static final List<Role> GRID_ROLES = List.of(Role.KEEPER, Role.HELPER, Role.GRID_HEAD, Role.GUIDE);
    private static final List<Role> VILLAGE_ROLES = List.of(Role.GRID_HEAD, Role.KEEPER, Role.HELPER, Role.LEADER);
    private static final List<Role> TOWNSHIP_ROLES = List.of(Role.TOWNSHIP_ROOM, Role.GRID_HEAD, Role.LEADER);

    private final Areas areas;
    private final PostDirectory postDirectory;
    private final Departments departments;

    public OwnerResolver(Areas areas, PostDirectory postDirectory, Departments departments) {
        this.areas = areas;
        this.postDirectory = postDirectory;
        this.departments = departments;
    }

    public Owner desk() {
        return departments
                .find(Department.DESK)
                .map(OwnerResolver::resolve)
                .orElseGet(() -> new Owner(
                        OwnerType.DESK, Department.DESK, areas.county().name() + "受理台"));
    }

    public Optional<Owner> department(String id) {
        return departments.find(id).map(OwnerResolver::resolve);
    }

    /** The body of that id which serves the place. */
    public Optional<Owner> department(String id, AreaCode place) {
        return departments.nearest(id, place).map(OwnerResolver::resolve);
    }

    /** By the dispatch catalogue; the desk when its owner does not exist here. */
    public Owner resolve(OwnerRef ownerRef, AreaCode place, LocalDate day) {
        return switch (ownerRef.type()) {
            case UNIT, GRID, VILLAGE, TOWNSHIP, AWAY_GRID ->
                nearestStaffed(place, ownerRef.type(), day).orElseGet(this::desk);
            case PLATFORM ->
                platform(ownerRef.id(), place)
                        .or(() -> place.isAway() ? department(FEDERATION, place) : Optional.empty())
                        .orElseGet(this::desk);
            case CENTRE, DEPARTMENT, TEAM, VENDOR ->
                department(ownerRef.id(), place).orElseGet(this::desk);
            case DESK -> desk();
        };
    }

    /** The nearest staffed post from the wanted level upwards; empty when there is none below the county. */
    public Optional<Owner> nearestStaffed(AreaCode place, OwnerType from, LocalDate day) {
        return Stream.<Supplier<Optional<Owner>>>of(
                        () -> from == OwnerType.UNIT ? unit(place, day) : Optional.empty(),
                        () -> isAtMost(from, OwnerType.GRID) ? grid(place, day) : Optional.empty(),
                        () -> isAtMost(from, OwnerType.VILLAGE) ? village(place, day) : Optional.empty(),
                        () -> township(place, day))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The holders of an owner's posts, the first in charge first; empty for departments, which have a contact. */
    public List<Post> holders(Owner owner, LocalDate day) {
        return switch (owner.type()) {
            case UNIT -> postsAt(new AreaCode(owner.id()), UNIT_ROLES, day);
            case GRID, AWAY_GRID -> postsAt(new AreaCode(owner.id()), GRID_ROLES, day);
            case VILLAGE -> postsAt(new AreaCode(owner.id()), VILLAGE_ROLES, day);
            case TOWNSHIP -> postsAt(new AreaCode(owner.id()), TOWNSHIP_ROLES, day);
            case PLATFORM, CENTRE, DEPARTMENT, TEAM, VENDOR, DESK -> List.of();
        };
    }

    /** Responders of an emergency at a place: unit head, deputies, keeper. The duty room is notified in addition. */
    public List<Post> respondersAt(AreaCode place, LocalDate day) {
        return Stream.concat(
                        place.isAtOrBelow(Level.UNIT)
                                ? postsAt(place.ancestorAt(Level.UNIT), UNIT_ROLES, day).stream()
                                : Stream.empty(),
                        place.isAtOrBelow(Level.GRID)
                                ? postDirectory.at(place.ancestorAt(Level.GRID), Role.KEEPER, day).stream()
                                : Stream.empty())
                .toList();
    }

    /** The leaders at a place, the nearest first: called when nobody below answers an emergency. */
    public List<Post> leadersAt(AreaCode place, LocalDate day) {
        return Stream.of(Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
                .filter(place::isAtOrBelow)
                .flatMap(level -> postDirectory.at(place.ancestorAt(level), Role.LEADER, day).stream())
                .toList();
    }

    /** The holders of the posts of all away grids: the contacts of the chambers. */
    public List<Post> awayContacts(LocalDate day) {
        return postDirectory.all().stream()
                .filter(post -> post.area().isAway() && post.isHeldOn(day))
                .toList();
    }

    /**
     * The leaders above an owner at a place, level by level, the nearest first. A level where nobody is a leader is left out, so
     * that the next one takes its part.
     */
    public List<List<Post>> leadersAbove(Owner owner, AreaCode place, LocalDate day) {
        Level from = levelAbove(owner);
        return Stream.of(Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
                .filter(level -> level.compareTo(from) <= 0 && place.isAtOrBelow(level))
                .map(level -> postDirectory.at(place.ancestorAt(level), Role.LEADER, day))
                .filter(leaders -> !leaders.isEmpty())
                .toList();
    }

    /** The rooms of the township, and the dispatchers of the county. */
    public List<Post> roomAt(AreaCode place, Level level, LocalDate day) {
        return place.isAtOrBelow(level)
                ? postDirectory.at(
                        place.ancestorAt(level), level == Level.COUNTY ? Role.DISPATCHER : Role.TOWNSHIP_ROOM, day)
                : List.of();
    }

    private Level levelAbove(Owner owner) {
        return switch (owner.type()) {
            case UNIT, GRID, AWAY_GRID -> Level.VILLAGE;
            case VILLAGE, TOWNSHIP -> Level.TOWNSHIP;
            case PLATFORM, CENTRE, DEPARTMENT, TEAM, VENDOR, DESK ->
                departments
                        .find(owner.id())
                        .filter(office -> office.area().isAtOrBelow(Level.TOWNSHIP))
                        .map(office -> Level.TOWNSHIP)
                        .orElse(Level.COUNTY);
        };
    }

    private Optional<Owner> unit(AreaCode place, LocalDate day) {
        return place.isAtOrBelow(Level.UNIT)
                ? holder(place.ancestorAt(Level.UNIT), UNIT_ROLES, OwnerType.UNIT, day)
                : Optional.empty();
    }

    private Optional<Owner> grid(AreaCode place, LocalDate day) {
        return place.isAtOrBelow(Level.GRID)
                ? holder(
                        place.ancestorAt(Level.GRID),
                        GRID_ROLES,
                        place.isAway() ? OwnerType.AWAY_GRID : OwnerType.GRID,
                        day)
                : Optional.empty();
    }

    private Optional<Owner> village(AreaCode place, LocalDate day) {
        return place.isAtOrBelow(Level.VILLAGE)
                ? holder(place.ancestorAt(Level.VILLAGE), VILLAGE_ROLES, OwnerType.VILLAGE, day)
                : Optional.empty();
    }

    private Optional<Owner> township(AreaCode place, LocalDate day) {
        if (!place.isAtOrBelow(Level.TOWNSHIP)) {
            return Optional.empty();
        }
        AreaCode town = place.ancestorAt(Level.TOWNSHIP);
        return postsAt(town, TOWNSHIP_ROLES, day).isEmpty()
                ? Optional.empty()
                : Optional.of(new Owner(
                        OwnerType.TOWNSHIP,
                        town.value(),
                        areas.find(town).map(Area::name).orElse("") + Role.TOWNSHIP_ROOM.title()));
    }

    private Optional<Owner> platform(String shortName, AreaCode place) {
        return place.isAtOrBelow(Level.TOWNSHIP)
                ? department(shortName + "-" + place.ancestorAt(Level.TOWNSHIP))
                : Optional.empty();
    }

    private Optional<Owner> holder(AreaCode area, List<Role> roles, OwnerType type, LocalDate day) {
        return postsAt(area, roles, day).stream()
                .findFirst()
                .map(post -> new Owner(type, area.value(), displayName(post, area)));
    }

    private String displayName(Post post, AreaCode area) {
        return area.level() == Level.VILLAGE
                ? areas.find(area).map(Area::name).orElse("") + post.spoken()
                : post.spoken();
    }

    private List<Post> postsAt(AreaCode area, List<Role> roles, LocalDate day) {
        return roles.stream()
                .flatMap(role -> postDirectory.at(area, role, day).stream())
                .toList();
    }

    private static boolean isAtMost(OwnerType from, OwnerType level) {
        return from == OwnerType.AWAY_GRID ? level != OwnerType.UNIT : from.compareTo(level) <= 0;
    }

    private static Owner resolve(Department department) {
        return new Owner(department.type(), department.id(), department.name());
    }
}
