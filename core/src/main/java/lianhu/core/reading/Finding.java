package lianhu.core.reading;

import java.util.List;
import java.util.Optional;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Kind;
import lianhu.core.catalogue.Topic;
import lianhu.core.catalogue.Urgency;

/**
 * What was understood.
 *
 * @param ranked categories that speak for themselves in the text, strongest first
 */
public record Finding(
        Kind kind,
        Urgency urgency,
        Discretion discretion,
        Optional<Topic> emergency,
        Optional<Topic> statutory,
        Optional<Topic> sensitive,
        List<Heard> ranked) {

    /**
     * A category with the words that spoke for it.
     *
     * @param weight squares of the words' lengths added up
     */
    public record Heard(Category category, List<String> words, int weight) {}

    public Optional<Heard> best() {
        return ranked.stream().findFirst();
    }
}
