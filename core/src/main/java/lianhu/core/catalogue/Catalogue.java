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
        List<Rule> rules,
        List<Topic> emergencies,
        List<Topic> sealed,
        List<Topic> sensitive,
        List<Topic> statutory,
        String hash) {

    public Optional<Category> category(String code) {
        return categories.stream()
                .filter(category -> category.code().equals(code))
                .findFirst();
    }

    public Optional<Topic> topic(String name) {
        return List.of(emergencies, sealed, sensitive, statutory).stream()
                .flatMap(List::stream)
                .filter(topic -> topic.name().equals(name))
                .findFirst();
    }
}
