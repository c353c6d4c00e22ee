package lianhu.adapters.county;

import java.util.List;
import java.util.Map;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.deadline.Span;

/**
 * What {@code county.yaml} says.
 *
 * @param levels what people here call the levels of the tree
 * @param contactHours when people may be contacted about what is not urgent
 * @param groups of the report catalogue, in the order of its pages
 * @param exampleAt where the rules' examples are said unless they say otherwise
 */
public record CountyProfile(
        AreaCode code,
        String name,
        boolean isFictional,
        Map<Level, String> levels,
        Line hotline,
        Line desk,
        Line dutyRoom,
        List<String> serviceLines,
        List<String> languages,
        Span contactHours,
        List<Span> businessHours,
        Bounds unitBounds,
        List<String> groups,
        AreaCode exampleAt) {

    /** A name and the number it is called by. */
    public record Line(String name, String number) {}

    /** How many households a unit should have. */
    public record Bounds(int min, int max) {}
}
