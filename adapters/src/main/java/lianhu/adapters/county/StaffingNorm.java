package lianhu.adapters.county;

import java.util.List;
import java.util.Map;
import lianhu.core.area.AreaCode;
import lianhu.core.roster.Role;

/**
 * The size and the posts of grids and units in a district. Districts are independent of the area tree: a development zone or
 * a scenic area has no code in the national list and may include townships of several counties.
 *
 * @param areas the district's counties, townships or villages
 * @param units households in a unit
 * @param deputies of the head of a unit
 * @param gridPosts holders of each post in a grid, 1+1+1+X; empty without a norm
 */
public record StaffingNorm(
        String district, List<AreaCode> areas, IntRange units, IntRange deputies, Map<Role, IntRange> gridPosts) {
    boolean appliesAt(AreaCode place) {
        return longestMatch(place) > 0;
    }

    /** Length of the longest code that contains the area: a scenic area's township wins over its county. */
    int longestMatch(AreaCode place) {
        return areas.stream()
                .filter(area -> area.contains(place))
                .mapToInt(area -> area.value().length())
                .max()
                .orElse(0);
    }
}
