package lianhu.core.classification;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;

/**
 * Classifies a free text by the words of the county's catalogue. A longer word counts more; a repeated word counts once; a
 * word that only names a landmark gives way to every other.
 */
@ApplicationScoped
public final class TextClassifier {
    /**
     * A category and its words in the text.
     *
     * @param landmarks those of the words that only say where something is
     */
    private record Matches(Category category, Set<String> words, Set<String> landmarks) {
        Matches(Category category) {
            this(category, new LinkedHashSet<>(), new LinkedHashSet<>());
        }

        boolean isLandmarkOnly() {
            return landmarks.containsAll(words);
        }
    }

    /** 祠堂门口的石板松了 is about the slab: what stands before one of these words says where something is. */
    private static final Pattern BESIDE = Pattern.compile("的?(大?门口|门前|门外|旁边?|边上|跟前|附近|对面|对过|后面|后头|背后|前面|前头|下面|隔壁)");

    /** No form accepts a longer text; it bounds the work for a message of another channel. */
    private static final int MAX_READ = 40_000;

    private static final Map<RequestKind, List<String>> KIND_WORDS = new LinkedHashMap<>();

    static {
        KIND_WORDS.put(RequestKind.TIP_OFF, List.of("举报"));
        KIND_WORDS.put(RequestKind.COMPLAINT, List.of("投诉", "态度恶劣", "态度很差", "不作为", "乱收费", "推诿", "告状"));
        KIND_WORDS.put(RequestKind.PRAISE, List.of("表扬", "点赞", "锦旗"));
        KIND_WORDS.put(RequestKind.SUGGESTION, List.of("建议", "提个意见", "希望能增"));
        KIND_WORDS.put(
                RequestKind.INQUIRY, List.of("咨询", "请问", "问一下", "怎么办理", "如何办理", "需要什么材料", "什么时候能", "怎么交", "多少钱"));
    }

    private final KeywordIndex<Category> categories = new KeywordIndex<>();
    private final KeywordIndex<KeywordTopic> topics = new KeywordIndex<>();
    private final List<KeywordTopic> emergencies;
    private final List<KeywordTopic> sealed;
    private final List<KeywordTopic> sensitive;
    private final List<KeywordTopic> statutory;

    public TextClassifier(Catalogue catalogue) {
        catalogue.categories().forEach(category -> category.words().forEach(word -> categories.add(word, category)));
        emergencies = catalogue.emergencies();
        sealed = catalogue.sealed();
        sensitive = catalogue.sensitive();
        statutory = catalogue.statutory();
        Stream.of(emergencies, sealed, sensitive, statutory)
                .flatMap(List::stream)
                .forEach(keywordTopic -> keywordTopic.words().forEach(word -> topics.add(word, keywordTopic)));
    }

    /** Reads the first {@link #MAX_READ} characters. */
    public Classification classify(String text) {
        String words = text.substring(0, Math.min(text.length(), MAX_READ));
        List<Classification.CategoryMatch> ranked = rank(words);
        Set<KeywordTopic> heard = topics.valuesIn(words);
        heard.removeIf(keywordTopic -> !isMentioned(keywordTopic, words));
        Optional<KeywordTopic> emergency = emergency(heard);
        Optional<KeywordTopic> closed = first(sealed, heard);
        Optional<KeywordTopic> delicate = first(sensitive, heard);
        return new Classification(
                closed.isPresent() ? RequestKind.TIP_OFF : kind(words, ranked),
                emergency.isPresent() ? Urgency.EMERGENCY : Urgency.NORMAL,
                discretion(closed, delicate, emergency, ranked),
                emergency,
                first(statutory, heard),
                closed.or(() -> delicate),
                ranked);
    }

    private static Confidentiality discretion(
            Optional<KeywordTopic> closed,
            Optional<KeywordTopic> delicate,
            Optional<KeywordTopic> emergency,
            List<Classification.CategoryMatch> ranked) {
        if (closed.isPresent()) {
            return Confidentiality.SEALED;
        }
        // A fire concerns everybody near it, whichever private matter its words also resemble (邻居家着火了).
        boolean isOpen = delicate.isEmpty()
                && emergency
                        .map(keywordTopic -> !keywordTopic.isPrivate())
                        .orElseGet(() -> ranked.stream()
                                .noneMatch(categoryMatch -> isLikelyPrivate(categoryMatch, ranked.getFirst())));
        return isOpen ? Confidentiality.OPEN : Confidentiality.PRIVATE;
    }

    /** A tie stays private: a matter that may be a person's affair is not named in a group. */
    private static boolean isLikelyPrivate(
            Classification.CategoryMatch categoryMatch, Classification.CategoryMatch best) {
        return !categoryMatch.category().isOpen() && categoryMatch.weight() * 2 > best.weight();
    }

    private List<Classification.CategoryMatch> rank(String words) {
        Map<String, Matches> heard = new LinkedHashMap<>();
        Matcher beside = BESIDE.matcher(words);
        categories.find(words, match -> {
            Matches matches = heard.computeIfAbsent(match.value().code(), code -> new Matches(match.value()));
            matches.words().add(match.word());
            if (beside.region(match.position() + match.word().length(), words.length())
                    .lookingAt()) {
                matches.landmarks().add(match.word());
            }
        });
        if (heard.values().stream().anyMatch(matches -> !matches.isLandmarkOnly())) {
            heard.values().removeIf(Matches::isLandmarkOnly);
        }
        List<Classification.CategoryMatch> ranked = new ArrayList<>();
        heard.values().forEach(matches -> {
            List<String> distinct = withoutContainedWords(matches.words());
            int weight = distinct.stream()
                    .mapToInt(word -> word.length() * word.length())
                    .sum();
            ranked.add(new Classification.CategoryMatch(matches.category(), distinct, weight));
        });
        ranked.sort(
                Comparator.comparingInt(Classification.CategoryMatch::weight).reversed());
        return ranked;
    }

    /** A word inside a longer match adds nothing. */
    private static List<String> withoutContainedWords(Set<String> words) {
        return words.stream()
                .filter(word ->
                        words.stream().noneMatch(other -> other.length() > word.length() && other.contains(word)))
                .toList();
    }

    private static RequestKind kind(String words, List<Classification.CategoryMatch> ranked) {
        for (Map.Entry<RequestKind, List<String>> entry : KIND_WORDS.entrySet()) {
            if (entry.getValue().stream().anyMatch(words::contains)) {
                return entry.getKey();
            }
        }
        return ranked.stream()
                .findFirst()
                .map(categoryMatch -> categoryMatch.category().kind())
                .orElse(RequestKind.HELP);
    }

    /** A topic that is answered only in private comes before every other. */
    private Optional<KeywordTopic> emergency(Set<KeywordTopic> heard) {
        return emergencies.stream()
                .filter(keywordTopic -> keywordTopic.isPrivate() && heard.contains(keywordTopic))
                .findFirst()
                .or(() -> first(emergencies, heard));
    }

    private static Optional<KeywordTopic> first(List<KeywordTopic> keywordTopics, Set<KeywordTopic> heard) {
        return heard.isEmpty()
                ? Optional.empty()
                : keywordTopics.stream().filter(heard::contains).findFirst();
    }

    /** Excluded words are removed first, so 火车站着火了 is still a fire. */
    private static boolean isMentioned(KeywordTopic keywordTopic, String words) {
        String rest = words;
        for (String other : keywordTopic.excludedWords()) {
            rest = rest.replace(other, " ");
        }
        return keywordTopic.words().stream().anyMatch(rest::contains);
    }
}
