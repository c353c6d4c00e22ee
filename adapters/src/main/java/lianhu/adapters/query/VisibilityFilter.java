package lianhu.adapters.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.query.Viewer;

/**
 * The visibility of tickets for a viewer, as a condition of every query.
 *
 * <p>The desk sees every ticket that is not sealed. A post sees open tickets of its area and below; a private one is seen
 * by its owner, its collaborators and the desk alone, on every level of posts. A unit head is a neighbour: of open tickets
 * the head sees what was said in the group or passed on by a head, and the emergencies the head is called to, but nothing
 * that a resident said privately. Only the owner sees a sealed ticket. A ticket about a member of a chain of posts is
 * hidden from that chain in every case.
 */
final class VisibilityFilter {
    /** Each report opens one ticket, so this is the report whose words are the title. */
    private static final String IN_GROUP =
            "EXISTS (SELECT FROM report r WHERE r.ticket_no = t.no AND r.channel IN ('GROUP', 'RELAY'))";

    static void apply(SqlConditions sqlConditions, Viewer viewer) {
        if (viewer.isAll()) {
            return;
        }
        String[] areas = viewer.areas().stream().map(AreaCode::value).toArray(String[]::new);
        String[] ownerIds =
                Stream.concat(Stream.of(areas), viewer.departments().stream()).toArray(String[]::new);
        String mine = sqlConditions.bind(ownerIds);
        String leads = "t.owner_id = ANY(" + mine + "::text[])";
        sqlConditions.and(leads + " OR t.confidentiality <> 'SEALED' AND ("
                + unsealedCondition(sqlConditions, viewer, mine) + ")");
        if (!viewer.isDesk() && areas.length > 0) {
            sqlConditions.and("t.recused_area IS NULL OR NOT EXISTS (SELECT FROM unnest(" + sqlConditions.bind(areas)
                    + "::text[]) AS place WHERE starts_with(place, t.recused_area))");
        }
    }

    /** The deliveries {@code d} of tickets that the viewer sees, and those without a ticket. */
    static void applyToDeliveries(SqlConditions sqlConditions, Viewer viewer) {
        SqlConditions ticket = sqlConditions.subquery();
        apply(ticket, viewer);
        if (!ticket.isEmpty()) {
            sqlConditions.and(
                    "d.ticket_no IS NULL OR EXISTS (SELECT FROM ticket t" + ticket.and("t.no = d.ticket_no") + ")");
        }
    }

    private static String unsealedCondition(SqlConditions sqlConditions, Viewer viewer, String mine) {
        if (viewer.isDesk()) {
            return "true";
        }
        List<String> conditions = new ArrayList<>();
        conditions.add("EXISTS (SELECT FROM ticket_collaborator c WHERE c.ticket_no = t.no AND c.id = ANY(" + mine
                + "::text[]))");
        for (AreaCode area : viewer.areas()) {
            String isPublic = area.isAtOrBelow(Level.UNIT) ? " AND (t.urgency = 'EMERGENCY' OR " + IN_GROUP + ")" : "";
            conditions.add(inSubtree(sqlConditions, area) + " AND t.confidentiality = 'OPEN'" + isPublic);
        }
        return String.join(" OR ", conditions);
    }

    /** A subtree is a range of codes: digits and {@code -} sort before {@code :}. */
    static String inSubtree(SqlConditions sqlConditions, AreaCode area) {
        return "t.area >= " + sqlConditions.bind(area.value()) + " AND t.area < "
                + sqlConditions.bind(area.value() + ":");
    }

    private VisibilityFilter() {}
}
