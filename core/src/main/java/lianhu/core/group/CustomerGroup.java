package lianhu.core.group;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;

/**
 * A customer group and what is known of it.
 *
 * @param owner WeCom account of the staff member who owns it and whose tap sends; empty when not known yet
 * @param area where it belongs; a conflict keeps the place it had, so that one stray code does not cut a group off
 * @param evidence the units whose join codes brought members in, in order
 * @param memberVersion WeCom's mark of the members; the same mark means nothing changed
 */
public record CustomerGroup(
        String chat,
        String name,
        String owner,
        Standing standing,
        Optional<AreaCode> area,
        List<AreaCode> evidence,
        String memberVersion) {

    /** How sure it is where a group belongs. */
    public enum Standing {
        /** Nothing says where it belongs. */
        CANDIDATE,
        /** By the join code of one unit. */
        BOUND,
        /** A person said so. Stays until evidence comes that was not there then. */
        DECIDED,
        /** Two join codes disagree, or one disagrees with what a person said; waits for a person. */
        CONFLICT,
        DISMISSED
    }

    public CustomerGroup {
        evidence = List.copyOf(evidence);
    }

    /** What WeCom shows of a group now. */
    public record Sight(String chat, String name, String owner, List<AreaCode> units, String memberVersion) {
        public Sight {
            units = units.stream().distinct().sorted().toList();
        }
    }

    public boolean waitsForPerson() {
        return standing == Standing.CANDIDATE || standing == Standing.CONFLICT;
    }

    /** A group seen for the first time. A place it was imported with counts as said by a person. */
    public static CustomerGroup first(Sight sight, Optional<AreaCode> imported) {
        CustomerGroup empty = new CustomerGroup(
                sight.chat,
                sight.name,
                sight.owner,
                imported.isPresent() ? Standing.DECIDED : Standing.CANDIDATE,
                imported,
                List.of(),
                "");
        return empty.seen(sight);
    }

    /** Pure: the same sight again changes nothing. */
    public CustomerGroup seen(Sight sight) {
        Standing now = standing == Standing.DECIDED && evidence.containsAll(others(sight.units))
                ? Standing.DECIDED
                : judged(sight.units);
        Optional<AreaCode> place =
                now == Standing.BOUND && !sight.units.isEmpty() ? Optional.of(sight.units.getFirst()) : area;
        return new CustomerGroup(chat, sight.name, sight.owner, now, place, sight.units, sight.memberVersion);
    }

    /** Members may leave; a group once bound does not come loose by that. */
    private Standing judged(List<AreaCode> units) {
        return switch (units.size()) {
            case 0 -> standing == Standing.DISMISSED ? Standing.CANDIDATE : standing;
            case 1 -> agrees(units.getFirst()) ? Standing.BOUND : Standing.CONFLICT;
            default -> Standing.CONFLICT;
        };
    }

    private boolean agrees(AreaCode unit) {
        return area.isEmpty() || area.get().equals(unit);
    }

    /** The codes that say something else than the place it has. */
    private List<AreaCode> others(List<AreaCode> units) {
        return units.stream().filter(unit -> !agrees(unit)).toList();
    }

    public CustomerGroup decided(AreaCode place) {
        return new CustomerGroup(chat, name, owner, Standing.DECIDED, Optional.of(place), evidence, memberVersion);
    }

    public CustomerGroup dismissed() {
        return new CustomerGroup(chat, name, owner, Standing.DISMISSED, Optional.empty(), evidence, memberVersion);
    }
}
