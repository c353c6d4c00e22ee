package lianhu.core.classification;

import java.util.List;
import java.util.Optional;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;

/**
 * What was understood.
 *
 * @param ranked categories that speak for themselves in the text, strongest first
 */
public record Classification(
        RequestKind kind,
        Urgency urgency,
        Confidentiality confidentiality,
        Optional<KeywordTopic> emergency,
        Optional<KeywordTopic> statutory,
        Optional<KeywordTopic> sensitive,
        List<CategoryMatch> ranked) {

    /**
     * A category with the words that spoke for it.
     *
     * @param weight squares of the words' lengths added up
     */
    public record CategoryMatch(Category category, List<String> words, int weight) {}

    public Optional<CategoryMatch> best() {
        return ranked.stream().findFirst();
    }
}
