package lianhu.adapters.roster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.roster.PastContact;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Department;

/**
 * What the tables hold: the roster, its history, and what is in use.
 *
 * @param postHistory the newest first
 * @param departmentHistory the newest first, by id
 */
record RosterRecords(
        List<Area> areas,
        List<Department> departments,
        List<Post> posts,
        Map<PostId, List<PastContact>> postHistory,
        Map<String, List<PastContact>> departmentHistory,
        List<OpenTicket> openTickets,
        List<BoundGroup> groups) {

    /**
     * A ticket that nobody has finished, once for its owner and once for each collaborator.
     *
     * @param party owner or collaborator: code of an area, or id of a department
     */
    record OpenTicket(String no, AreaCode area, String party) {
        boolean isAt(AreaCode place) {
            return place.contains(area)
                    || AreaCode.parse(party).filter(place::contains).isPresent();
        }
    }

    record BoundGroup(AreaCode area, String name) {}

    long countOpen(Predicate<OpenTicket> condition) {
        return openTickets.stream()
                .filter(condition)
                .map(OpenTicket::no)
                .distinct()
                .count();
    }

    long openTicketsOf(String party) {
        return countOpen(open -> open.party().equals(party));
    }

    /** The newest change, when the desk made it. */
    static Optional<PastContact> deskChange(List<PastContact> history) {
        return history.stream().findFirst().filter(past -> !past.isReplacedByFiles());
    }
}
