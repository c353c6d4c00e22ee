package lianhu.core.classification;

import java.util.List;
import java.util.Optional;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;

/**
 * The result of classifying a text.
 *
 * @param ranked the categories whose words the text contains, strongest first
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
     * A category with its words in the text.
     *
     * @param weight sum of the squares of the words' lengths
     */
    public record CategoryMatch(Category category, List<String> words, int weight) {}

    public Optional<CategoryMatch> best() {
        return ranked.stream().findFirst();
    }
}
