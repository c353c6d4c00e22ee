package lianhu.adapters.county;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.deadline.TimeRange;

/**
 * What {@code county.yaml} says.
 *
 * @param code of the county, or of the city where one installation serves several
 * @param levels what people here call the levels of the tree
 * @param platforms short names of what each township has, {@code zz zf sc bm} unless said otherwise
 * @param contactHours when people may be contacted about what is not urgent
 * @param shape of grids and units everywhere
 * @param districts where it is another; empty in most counties
 * @param groups of the report catalogue, in the order of its pages
 * @param exampleAt where the rules' examples are said unless they say otherwise
 */
public record CountyProfile(
        AreaCode code,
        String name,
        boolean isFictional,
        Map<Level, String> levels,
        NamedNumber hotline,
        NamedNumber desk,
        NamedNumber dutyRoom,
        List<String> serviceLines,
        List<String> platforms,
        List<String> languages,
        TimeRange contactHours,
        List<TimeRange> businessHours,
        StaffingNorm staffingNorm,
        List<StaffingNorm> districts,
        RoleTitles titles,
        List<String> groups,
        AreaCode exampleArea) {

    /** A name and the number it is called by. */
    public record NamedNumber(String name, String number) {}

    /** The shape that holds at a place. */
    public StaffingNorm staffingNormAt(AreaCode place) {
        return districts.stream()
                .filter(district -> district.appliesAt(place))
                .max(Comparator.comparingInt(district -> district.longestMatch(place)))
                .orElse(staffingNorm);
    }
}
