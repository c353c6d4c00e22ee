package lianhu.core.routing;

import java.util.ArrayList;
import java.util.List;
import lianhu.core.catalogue.Category;

/**
 * An owner with its reasons.
 *
 * @param matchedWords the resident's words that decided; repeated in the reasons of an open matter only
 */
record RoutingCandidate(
        Owner owner, Category category, String rule, List<String> matchedWords, List<String> why, double confidence) {
    RoutingCandidate(Owner owner, Category category, String rule, List<String> why, double confidence) {
        this(owner, category, rule, List.of(), why, confidence);
    }

    List<String> why(boolean isOpen) {
        List<String> reasons = new ArrayList<>(why);
        if (isOpen && !matchedWords.isEmpty()) {
            reasons.set(0, "话里有“" + String.join("”“", matchedWords) + "”，" + reasons.getFirst());
        }
        return reasons;
    }
}
