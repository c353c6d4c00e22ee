package lianhu.core.customergroup;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;

/**
 * A customer group and the evidence for its place.
 *
 * @param owner WeCom account of the staff member who owns it and confirms each mass message; empty while unknown
 * @param area where it belongs; a conflict keeps the earlier place, so that one stray code does not cut a group off
 * @param evidence the units whose join codes brought members in, in order
 * @param memberVersion WeCom's version of the members; the same version means no change
 */
public record CustomerGroup(
        String chat,
        String name,
        String owner,
        BindingStatus status,
        Optional<AreaCode> area,
        List<AreaCode> evidence,
        String memberVersion) {

    /** How the place of a group was found. */
    public enum BindingStatus {
        /** No evidence yet. */
        CANDIDATE,
        /** By the join code of one unit. */
        BOUND,
        /** Assigned by a person. Stays until new evidence disagrees. */
        DECIDED,
        /** Two join codes disagree, or one disagrees with a person's decision; a person decides. */
        CONFLICT,
        DISMISSED
    }

    public CustomerGroup {
        evidence = List.copyOf(evidence);
    }

    /** The current state of a group in WeCom. */
    public record Snapshot(String chat, String name, String owner, List<AreaCode> units, String memberVersion) {
        public Snapshot {
            units = units.stream().distinct().sorted().toList();
        }
    }

    public boolean waitsForPerson() {
        return status == BindingStatus.CANDIDATE || status == BindingStatus.CONFLICT;
    }

    /** A group seen for the first time. An imported place counts as assigned by a person. */
    public static CustomerGroup firstSeen(Snapshot snapshot, Optional<AreaCode> imported) {
        CustomerGroup empty = new CustomerGroup(
                snapshot.chat,
                snapshot.name,
                snapshot.owner,
                imported.isPresent() ? BindingStatus.DECIDED : BindingStatus.CANDIDATE,
                imported,
                List.of(),
                "");
        return empty.withSnapshot(snapshot);
    }

    /** Pure; the same snapshot again changes nothing. */
    public CustomerGroup withSnapshot(Snapshot snapshot) {
        BindingStatus now = status == BindingStatus.DECIDED && evidence.containsAll(conflictingUnits(snapshot.units))
                ? BindingStatus.DECIDED
                : statusFor(snapshot.units);
        Optional<AreaCode> place =
                now == BindingStatus.BOUND && !snapshot.units.isEmpty() ? Optional.of(snapshot.units.getFirst()) : area;
        return new CustomerGroup(
                chat, snapshot.name, snapshot.owner, now, place, snapshot.units, snapshot.memberVersion);
    }

    /** Members may leave; that does not end a binding. */
    private BindingStatus statusFor(List<AreaCode> units) {
        return switch (units.size()) {
            case 0 -> status == BindingStatus.DISMISSED ? BindingStatus.CANDIDATE : status;
            case 1 -> agrees(units.getFirst()) ? BindingStatus.BOUND : BindingStatus.CONFLICT;
            default -> BindingStatus.CONFLICT;
        };
    }

    private boolean agrees(AreaCode unit) {
        return area.isEmpty() || area.get().equals(unit);
    }

    /** The codes that disagree with its place. */
    private List<AreaCode> conflictingUnits(List<AreaCode> units) {
        return units.stream().filter(unit -> !agrees(unit)).toList();
    }

    public CustomerGroup assignedTo(AreaCode place) {
        return new CustomerGroup(chat, name, owner, BindingStatus.DECIDED, Optional.of(place), evidence, memberVersion);
    }

    public CustomerGroup dismissed() {
        return new CustomerGroup(chat, name, owner, BindingStatus.DISMISSED, Optional.empty(), evidence, memberVersion);
    }
}
