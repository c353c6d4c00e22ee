package lianhu.core.catalogue;

import java.util.List;
import lianhu.core.area.AreaCode;

/**
 * One line of a county's rule book: a report with one of these words in these areas gets this category and owner.
 *
 * @param areas where it applies; empty for the whole county
 * @param example a sentence the rule is made for, replayed at every start
 * @param exampleArea area of the example
 * @param expectedOwner the owner the example must reach, {@code TYPE:id}
 */
public record RoutingRule(
        String name,
        List<String> words,
        List<String> excludedWords,
        List<AreaCode> areas,
        String category,
        OwnerRef owner,
        String example,
        AreaCode exampleArea,
        String expectedOwner) {

    public boolean appliesAt(AreaCode place) {
        return areas.isEmpty() || areas.stream().anyMatch(area -> area.contains(place));
    }
}
