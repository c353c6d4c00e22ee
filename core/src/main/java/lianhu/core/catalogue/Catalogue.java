package lianhu.core.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * All a county's folder says about words, categories and rules.
 *
 * @param hash of the files it was read from; kept with every route, so that a decision can be explained years later
 */
public record Catalogue(
        List<Category> categories,
        List<RoutingRule> rules,
        List<KeywordTopic> emergencies,
        List<KeywordTopic> sealed,
        List<KeywordTopic> sensitive,
        List<KeywordTopic> statutory,
        String hash) {

    public Optional<Category> category(String code) {
        return categories.stream()
                .filter(category -> category.code().equals(code))
                .findFirst();
    }

    public Optional<KeywordTopic> topic(String name) {
        return List.of(emergencies, sealed, sensitive, statutory).stream()
                .flatMap(List::stream)
                .filter(keywordTopic -> keywordTopic.name().equals(name))
                .findFirst();
    }
}
