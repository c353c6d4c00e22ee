package lianhu.adapters.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.query.Viewer;

/**
 * What a viewer may see, as a condition of every query.
 *
 * <p>The desk sees all that is not sealed. A post sees what is open at its place and below, from the grid upwards also what
 * is private there; an office or a post sees what it leads or helps with. What is sealed is seen by who leads it and by
 * nobody else. A matter about one of a chain is seen by nobody of that chain, whatever else holds.
 */
final class VisibilityFilter {
    static void apply(SqlConditions sqlConditions, Viewer viewer) {
        if (viewer.isAll()) {
            return;
        }
        String[] areas = viewer.areas().stream().map(AreaCode::value).toArray(String[]::new);
        String[] circle =
                Stream.concat(Stream.of(areas), viewer.departments().stream()).toArray(String[]::new);
        String mine = sqlConditions.bind(circle);
        String leads = "t.owner_id = ANY(" + mine + "::text[])";
        sqlConditions.and(leads + " OR t.confidentiality <> 'SEALED' AND ("
                + unsealedCondition(sqlConditions, viewer, mine) + ")");
        if (!viewer.isDesk() && areas.length > 0) {
            sqlConditions.and("t.recused_area IS NULL OR NOT EXISTS (SELECT FROM unnest(" + sqlConditions.bind(areas)
                    + "::text[]) AS place WHERE starts_with(place, t.recused_area))");
        }
    }

    private static String unsealedCondition(SqlConditions sqlConditions, Viewer viewer, String mine) {
        if (viewer.isDesk()) {
            return "true";
        }
        List<String> ways = new ArrayList<>();
        ways.add("EXISTS (SELECT FROM ticket_collaborator c WHERE c.ticket_no = t.no AND c.id = ANY(" + mine
                + "::text[]))");
        for (AreaCode area : viewer.areas()) {
            // A unit's head is a neighbour: what is private is none of her business unless it is given to her.
            String open = area.isAtOrBelow(Level.UNIT) ? " AND t.confidentiality = 'OPEN'" : "";
            ways.add(inSubtree(sqlConditions, area) + open);
        }
        return String.join(" OR ", ways);
    }

    /** A subtree is a range: digits and {@code -} stand before {@code :}. */
    static String inSubtree(SqlConditions sqlConditions, AreaCode area) {
        return "t.area >= " + sqlConditions.bind(area.value()) + " AND t.area < "
                + sqlConditions.bind(area.value() + ":");
    }

    private VisibilityFilter() {}
}
