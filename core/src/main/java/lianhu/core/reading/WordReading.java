package lianhu.core.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Kind;
import lianhu.core.catalogue.Topic;
import lianhu.core.catalogue.Urgency;

/** Reads by the words of the county's catalogue. A longer word speaks louder; a word is counted once. */
public final class WordReading implements Reading {
    /** A category and the words that spoke for it. */
    private record Spoken(Category category, Set<String> words) {
        Spoken(Category category) {
            this(category, new LinkedHashSet<>());
        }
    }

    private static final Map<Kind, List<String>> KIND_WORDS = new LinkedHashMap<>();

    static {
        KIND_WORDS.put(Kind.TIP_OFF, List.of("举报"));
        KIND_WORDS.put(Kind.COMPLAINT, List.of("投诉", "态度恶劣", "态度很差", "不作为", "乱收费", "推诿", "告状"));
        KIND_WORDS.put(Kind.PRAISE, List.of("表扬", "点赞", "锦旗"));
        KIND_WORDS.put(Kind.SUGGESTION, List.of("建议", "提个意见", "希望能增"));
        KIND_WORDS.put(Kind.INQUIRY, List.of("咨询", "请问", "问一下", "怎么办理", "如何办理", "需要什么材料", "什么时候能", "怎么交", "多少钱"));
    }

    private final WordIndex<Category> categories = new WordIndex<>();
    private final WordIndex<Topic> topics = new WordIndex<>();
    private final List<Topic> emergencies;
    private final List<Topic> sealed;
    private final List<Topic> sensitive;
    private final List<Topic> statutory;

    public WordReading(Catalogue catalogue) {
        catalogue.categories().forEach(category -> category.words().forEach(word -> categories.add(word, category)));
        emergencies = catalogue.emergencies();
        sealed = catalogue.sealed();
        sensitive = catalogue.sensitive();
        statutory = catalogue.statutory();
        Stream.of(emergencies, sealed, sensitive, statutory)
                .flatMap(List::stream)
                .forEach(topic -> topic.words().forEach(word -> topics.add(word, topic)));
    }

    @Override
    public Finding of(String words) {
        List<Finding.Heard> ranked = rank(words);
        Set<Topic> heard = topics.meanings(words);
        heard.removeIf(topic -> !isHeard(topic, words));
        Optional<Topic> emergency = emergency(heard);
        Optional<Topic> closed = first(sealed, heard);
        Optional<Topic> delicate = first(sensitive, heard);
        return new Finding(
                closed.isPresent() ? Kind.TIP_OFF : kind(words, ranked),
                emergency.isPresent() ? Urgency.EMERGENCY : Urgency.NORMAL,
                discretion(closed, delicate, emergency, ranked),
                emergency,
                first(statutory, heard),
                closed.or(() -> delicate),
                ranked);
    }

    private static Discretion discretion(
            Optional<Topic> closed, Optional<Topic> delicate, Optional<Topic> emergency, List<Finding.Heard> ranked) {
        if (closed.isPresent()) {
            return Discretion.SEALED;
        }
        boolean isOpen = delicate.isEmpty()
                && emergency.map(topic -> !topic.isPrivate()).orElse(true)
                && ranked.stream().noneMatch(heard -> isAudiblyClosed(heard, ranked.getFirst()));
        return isOpen ? Discretion.OPEN : Discretion.PRIVATE;
    }

    /** In doubt it stays private: what may as well be a person's affair is not named in a group. */
    private static boolean isAudiblyClosed(Finding.Heard heard, Finding.Heard best) {
        return !heard.category().isOpen() && heard.weight() * 2 > best.weight();
    }

    private List<Finding.Heard> rank(String words) {
        Map<String, Spoken> heard = new LinkedHashMap<>();
        categories.find(
                words,
                hit -> heard.computeIfAbsent(hit.meaning().code(), code -> new Spoken(hit.meaning()))
                        .words()
                        .add(hit.word()));
        List<Finding.Heard> ranked = new ArrayList<>();
        heard.values().forEach(spoken -> {
            List<String> distinct = withoutParts(spoken.words());
            int weight = distinct.stream()
                    .mapToInt(word -> word.length() * word.length())
                    .sum();
            ranked.add(new Finding.Heard(spoken.category(), distinct, weight));
        });
        ranked.sort(Comparator.comparingInt(Finding.Heard::weight).reversed());
        return ranked;
    }

    /** A word inside a longer one that was heard too says nothing more. */
    private static List<String> withoutParts(Set<String> words) {
        return words.stream()
                .filter(word ->
                        words.stream().noneMatch(other -> other.length() > word.length() && other.contains(word)))
                .toList();
    }

    private static Kind kind(String words, List<Finding.Heard> ranked) {
        for (Map.Entry<Kind, List<String>> entry : KIND_WORDS.entrySet()) {
            if (entry.getValue().stream().anyMatch(words::contains)) {
                return entry.getKey();
            }
        }
        return ranked.stream().findFirst().map(heard -> heard.category().kind()).orElse(Kind.HELP);
    }

    /** What is answered only in private wins, whatever else burns. */
    private Optional<Topic> emergency(Set<Topic> heard) {
        return emergencies.stream()
                .filter(topic -> topic.isPrivate() && heard.contains(topic))
                .findFirst()
                .or(() -> first(emergencies, heard));
    }

    private static Optional<Topic> first(List<Topic> topics, Set<Topic> heard) {
        return heard.isEmpty()
                ? Optional.empty()
                : topics.stream().filter(heard::contains).findFirst();
    }

    /** The look-alikes are taken out first, so 火车站着火了 is still a fire. */
    private static boolean isHeard(Topic topic, String words) {
        String rest = words;
        for (String other : topic.unless()) {
            rest = rest.replace(other, " ");
        }
        return topic.words().stream().anyMatch(rest::contains);
    }
}
