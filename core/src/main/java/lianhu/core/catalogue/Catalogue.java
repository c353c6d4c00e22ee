package lianhu.core.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * The words, categories and rules of a county's folder.
 *
 * @param circle who opens sealed tickets
 * @param hash of the files it was read from; stored with every route, so that a decision can be explained years later
 */
public record Catalogue(
        List<Category> categories,
        List<RoutingRule> rules,
        List<KeywordTopic> emergencies,
        List<KeywordTopic> sealed,
        List<KeywordTopic> sensitive,
        List<KeywordTopic> statutory,
        Optional<SealedCircle> circle,
        String hash) {

    public Catalogue(
            List<Category> categories,
            List<RoutingRule> rules,
            List<KeywordTopic> emergencies,
            List<KeywordTopic> sealed,
            List<KeywordTopic> sensitive,
            List<KeywordTopic> statutory,
            String hash) {
        this(categories, rules, emergencies, sealed, sensitive, statutory, Optional.empty(), hash);
    }

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
