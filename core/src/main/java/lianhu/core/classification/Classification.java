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
 * @param chosen the category that a person decided on after hearing the reporter; empty when only the words were read
 */
public record Classification(
        RequestKind kind,
        Urgency urgency,
        Confidentiality confidentiality,
        Optional<KeywordTopic> emergency,
        Optional<KeywordTopic> statutory,
        Optional<KeywordTopic> sensitive,
        List<CategoryMatch> ranked,
        Optional<Category> chosen) {
    /** What the words alone say. */
    public Classification(
            RequestKind kind,
            Urgency urgency,
            Confidentiality confidentiality,
            Optional<KeywordTopic> emergency,
            Optional<KeywordTopic> statutory,
            Optional<KeywordTopic> sensitive,
            List<CategoryMatch> ranked) {
        this(kind, urgency, confidentiality, emergency, statutory, sensitive, ranked, Optional.empty());
    }

    /**
     * A category with its words in the text.
     *
     * @param weight sum of the squares of the words' lengths
     */
    public record CategoryMatch(Category category, List<String> words, int weight) {}

    public Optional<CategoryMatch> best() {
        return ranked.stream().findFirst();
    }

    /** Whether the words may be about a matter of this category: they name no other. */
    public boolean mayBeAbout(String category) {
        return best().map(match -> match.category().code().equals(category)).orElse(true);
    }

    /**
     * With the category of a person. An emergency, a statutory channel and what is not public stay as the words say: a wrong
     * choice silences no alarm and publishes nothing. The kind follows the category unless a word of its own named it.
     */
    public Classification withChosen(Category category) {
        RequestKind ofCategory = best().map(match -> match.category().kind()).orElse(RequestKind.HELP);
        return new Classification(
                kind == ofCategory && confidentiality != Confidentiality.SEALED ? category.kind() : kind,
                urgency,
                confidentiality,
                emergency,
                statutory,
                sensitive,
                ranked,
                Optional.of(category));
    }
}
