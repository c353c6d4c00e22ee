package lianhu.adapters.county;

import java.util.List;
import java.util.Map;
import lianhu.core.area.AreaCode;
import lianhu.core.roster.Role;

/**
 * What a grid and a unit should look like in a district. Districts are drawn over the tree: a development zone or a scenic
 * area has no code of its own in the national list and may take townships of several counties.
 *
 * @param areas the district's counties, townships or villages
 * @param units households in a unit
 * @param deputies beside the head of a unit
 * @param gridPosts holders of each post in a grid, 1+1+1+X; empty where nothing is laid down
 */
public record StaffingNorm(
        String district, List<AreaCode> areas, IntRange units, IntRange deputies, Map<Role, IntRange> gridPosts) {
    boolean appliesAt(AreaCode place) {
        return longestMatch(place) > 0;
    }

    /** Length of the longest code that contains the place; a scenic area's township wins over the county around it. */
    int longestMatch(AreaCode place) {
        return areas.stream()
                .filter(area -> area.contains(place))
                .mapToInt(area -> area.value().length())
                .max()
                .orElse(0);
    }
}
