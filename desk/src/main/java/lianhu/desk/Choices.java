package lianhu.desk;

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
import lianhu.core.catalogue.Lead;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.Owners;
import lianhu.core.ticket.Ticket;

/** To whom the desk can give a matter: the next best, those in charge of the place, its neighbours, every department. */
@Singleton
final class Choices {
    private final Areas areas;
    private final Owners owners;
    private final Departments departments;

    Choices(Areas areas, Owners owners, Departments departments) {
        this.areas = areas;
        this.owners = owners;
        this.departments = departments;
    }

    /**
     * @param key type and id, for instance {@code GRID:621099101201001}
     * @param note where it is, or why it is among the first
     */
    record Choice(String key, String name, String note, boolean isNext, Owner owner) {}

    List<Choice> of(Ticket ticket, LocalDate day) {
        List<Choice> choices = new ArrayList<>();
        ticket.route().next().forEach(owner -> add(choices, owner, "次选", true));
        chain(ticket.area(), day).forEach(owner -> add(choices, owner, "管这个地方", false));
        neighbours(ticket.area(), day).forEach(grid -> add(choices, grid, place(grid), false));
        // A village's own body is offered for its own matters only: there may be hundreds.
        departments.all().stream()
                .filter(department -> !department.area().reaches(Level.VILLAGE)
                        || department.area().contains(ticket.area()))
                .sorted(Comparator.comparing(department -> !department.area().contains(ticket.area())))
                .forEach(department -> owners.department(department.id())
                        .ifPresent(owner -> add(choices, owner, serves(department), false)));
        choices.removeIf(choice -> choice.owner().isDesk() || choice.owner().isSameAs(ticket.lead()));
        return List.copyOf(choices);
    }

    /** Only what is offered can be chosen. */
    Optional<Owner> find(Ticket ticket, String key, LocalDate day) {
        return of(ticket, day).stream()
                .filter(choice -> choice.key().equals(key))
                .map(Choice::owner)
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
                .map(type -> owners.of(new Lead(type, ""), place, day))
                .toList();
    }

    /** The other grids of the township. */
    private List<Owner> neighbours(AreaCode place, LocalDate day) {
        if (!place.reaches(Level.TOWNSHIP)) {
            return List.of();
        }
        AreaCode township = place.at(Level.TOWNSHIP);
        OwnerType type = place.isAway() ? OwnerType.AWAY_GRID : OwnerType.GRID;
        return areas.all().stream()
                .map(Area::code)
                .filter(code -> code.level() == Level.GRID && township.contains(code))
                .sorted()
                .map(code -> owners.of(new Lead(type, ""), code, day))
                .filter(owner -> owner.type() == type)
                .toList();
    }

    private String place(Owner grid) {
        return areas.spoken(new AreaCode(grid.id()));
    }

    private String serves(Department department) {
        return areas.find(department.area()).map(Area::name).orElse("");
    }

    private static void add(List<Choice> choices, Owner owner, String note, boolean isNext) {
        if (choices.stream().noneMatch(choice -> choice.owner().isSameAs(owner))) {
            choices.add(new Choice(key(owner), owner.name(), note, isNext, owner));
        }
    }
}
