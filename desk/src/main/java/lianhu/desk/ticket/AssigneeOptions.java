package lianhu.desk.ticket;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Ticket;

/** The owners whom the desk can dispatch a ticket to: the next best, those of the place, the neighbouring grids, all departments. */
@Singleton
public final class AssigneeOptions {
    private final Areas areas;
    private final OwnerResolver ownerResolver;
    private final Departments departments;

    public AssigneeOptions(Areas areas, OwnerResolver ownerResolver, Departments departments) {
        this.areas = areas;
        this.ownerResolver = ownerResolver;
        this.departments = departments;
    }

    /**
     * @param key type and id, for instance {@code GRID:621099101201001}
     * @param note the place of the owner, or why it is offered first
     */
    public record Assignee(String key, String name, String note, boolean isNext, Owner owner) {}

    public List<Assignee> of(Ticket ticket, LocalDate day) {
        List<Assignee> assignees = new ArrayList<>();
        ticket.route().alternatives().forEach(owner -> add(assignees, owner, "次选", true));
        chain(ticket.area(), day).forEach(owner -> add(assignees, owner, "管这个地方", false));
        neighbours(ticket.area(), day).forEach(grid -> add(assignees, grid, place(grid), false));
        // A department of a village is offered for tickets of that village only: there may be hundreds.
        departments.all().stream()
                .filter(department -> !department.area().isAtOrBelow(Level.VILLAGE)
                        || department.area().contains(ticket.area()))
                .sorted(Comparator.comparing(department -> !department.area().contains(ticket.area())))
                .forEach(department -> ownerResolver
                        .department(department.id())
                        .ifPresent(owner -> add(assignees, owner, serves(department), false)));
        assignees.removeIf(
                assignee -> assignee.owner().isDesk() || assignee.owner().isSameAs(ticket.owner()));
        return List.copyOf(assignees);
    }

    /** Finds a chosen owner among the offered ones only. */
    Optional<Owner> find(Ticket ticket, String key, LocalDate day) {
        return of(ticket, day).stream()
                .filter(assignee -> assignee.key().equals(key))
                .map(Assignee::owner)
                .findFirst();
    }

    static String key(Owner owner) {
        return owner.type() + ":" + owner.id();
    }

    private List<Owner> chain(AreaCode place, LocalDate day) {
        List<OwnerType> types = place.isAway()
                ? List.of(OwnerType.UNIT, OwnerType.AWAY_GRID)
                : List.of(OwnerType.UNIT, OwnerType.GRID, OwnerType.VILLAGE, OwnerType.TOWNSHIP);
        return types.stream()
                .map(type -> ownerResolver.resolve(new OwnerRef(type, ""), place, day))
                .toList();
    }

    /** The other grids of the township. */
    private List<Owner> neighbours(AreaCode place, LocalDate day) {
        if (!place.isAtOrBelow(Level.TOWNSHIP)) {
            return List.of();
        }
        AreaCode township = place.ancestorAt(Level.TOWNSHIP);
        OwnerType type = place.isAway() ? OwnerType.AWAY_GRID : OwnerType.GRID;
        return areas.all().stream()
                .map(Area::code)
                .filter(code -> code.level() == Level.GRID && township.contains(code))
                .sorted()
                .map(code -> ownerResolver.resolve(new OwnerRef(type, ""), code, day))
                .filter(owner -> owner.type() == type)
                .toList();
    }

    private String place(Owner grid) {
        return areas.displayName(new AreaCode(grid.id()));
    }

    private String serves(Department department) {
        return areas.find(department.area()).map(Area::name).orElse("");
    }

    private static void add(List<Assignee> assignees, Owner owner, String note, boolean isNext) {
        if (assignees.stream().noneMatch(assignee -> assignee.owner().isSameAs(owner))) {
            assignees.add(new Assignee(key(owner), owner.name(), note, isNext, owner));
        }
    }
}
