package lianhu.core.routing;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;

/**
 * A routing decision with its reasons.
 *
 * @param rule the rule or step that decided
 * @param why in plain Chinese, for the desk
 * @param confidence 0 to 1
 * @param rulesHash hash of the rule book in force
 * @param alternatives the two next-best owners, for a correction by two clicks
 * @param recusedArea posts at this place and below neither lead nor see the matter, since it is about one of them
 */
public record RoutingDecision(
        Owner owner,
        List<Owner> collaborators,
        String rule,
        List<String> why,
        double confidence,
        String rulesHash,
        List<Owner> alternatives,
        Optional<AreaCode> recusedArea) {

    /** True for an owner that must not get the matter (回避). */
    public boolean isRecused(Owner candidate) {
        return recusedArea.filter(candidate::isRecusedBy).isPresent();
    }
}
