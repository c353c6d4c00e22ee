package lianhu.adapters.county;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.RoutingRule;
import org.jspecify.annotations.Nullable;

/** Reads {@code rules.yaml}: four lists of words that change how a matter is treated, and the rules. */
final class RulesPage {
    private static final String SEALED = "举报";
    private static final int SHORTEST_WORD = 2;

    private final List<KeywordTopic> emergencies = new ArrayList<>();
    private final List<KeywordTopic> sealed = new ArrayList<>();
    private final List<KeywordTopic> sensitive = new ArrayList<>();
    private final List<KeywordTopic> statutory = new ArrayList<>();
    private final List<RoutingRule> routingRules = new ArrayList<>();
    private final Map<String, YamlPart> places = new HashMap<>();
    private final Set<String> topics = new HashSet<>();
    private final Set<String> categories;
    private final Set<AreaCode> areas;
    private final Leads leads;
    private final @Nullable AreaCode exampleAt;

    private RulesPage(Set<String> categories, Set<AreaCode> areas, Leads leads, @Nullable AreaCode exampleAt) {
        this.categories = categories;
        this.areas = areas;
        this.leads = leads;
        this.exampleAt = exampleAt;
    }

    static RulesPage read(
            String file,
            String text,
            List<Category> categories,
            Set<AreaCode> areas,
            Leads leads,
            @Nullable AreaCode exampleAt,
            Faults faults) {
        RulesPage page = new RulesPage(
                categories.stream().map(Category::code).collect(Collectors.toSet()), areas, leads, exampleAt);
        YamlPart.read(file, text, faults).ifPresent(page::all);
        return page;
    }

    Catalogue catalogue(List<Category> all, String hash) {
        return new Catalogue(
                List.copyOf(all),
                List.copyOf(routingRules),
                List.copyOf(emergencies),
                List.copyOf(sealed),
                List.copyOf(sensitive),
                List.copyOf(statutory),
                hash);
    }

    /** Where a rule stands, for a fault that shows only when it is tried. */
    YamlPart place(RoutingRule routingRule) {
        YamlPart place = places.get(routingRule.name());
        if (place == null) {
            throw new IllegalArgumentException("no rule of this page: " + routingRule.name());
        }
        return place;
    }

    private void all(YamlPart page) {
        YamlMap map = page.map("emergency", "statutory", "sealed", "sensitive", "rules");
        list(map, "emergency").forEach(part -> {
            YamlMap topic = part.map("name", "words", "unless", "number", "private");
            if (!topic.text("number").matches("\\d{3,12}")) {
                part.fault("“number”应是要打的电话，例如 \"119\"");
            }
            emergencies.add(topic(part, topic, topic.text("name"), OwnerRef.DESK, topic.text("number", "")));
        });
        list(map, "statutory").forEach(part -> {
            YamlMap topic = part.map("name", "words", "unless", "tell");
            statutory.add(topic(part, topic, topic.text("name"), OwnerRef.DESK, topic.text("tell")));
        });
        map.needed("sealed").ifPresent(part -> {
            YamlMap topic = part.map("words", "unless", "lead");
            OwnerRef ownerRef =
                    topic.has("lead") ? topic.as("lead", leads::parse).orElse(OwnerRef.DESK) : OwnerRef.DESK;
            sealed.add(topic(part, topic, SEALED, ownerRef, ""));
        });
        list(map, "sensitive").forEach(part -> {
            YamlMap topic = part.map("name", "words", "unless", "lead");
            OwnerRef ownerRef = topic.as("lead", leads::parse).orElse(OwnerRef.DESK);
            sensitive.add(topic(part, topic, topic.text("name"), ownerRef, ""));
        });
        list(map, "rules").forEach(this::rule);
    }

    private static List<YamlPart> list(YamlMap map, String key) {
        return map.needed(key).map(YamlPart::list).orElse(List.of());
    }

    private KeywordTopic topic(YamlPart part, YamlMap map, String name, OwnerRef ownerRef, String tell) {
        if (!topics.add(name)) {
            part.fault("名称“" + name + "”写了两次");
        }
        List<String> words = words(part, map);
        List<YamlPart> lookAlikes = map.part("unless").map(YamlPart::list).orElse(List.of());
        List<String> unless = lookAlikes.stream().map(YamlPart::text).toList();
        lookAlikes.stream()
                .filter(other -> words.stream().noneMatch(other.text()::contains))
                .forEach(other -> other.fault("unless“" + other.text() + "”里没有本条的任何一个词，永远用不上"));
        return new KeywordTopic(name, words, unless, ownerRef, tell, map.yes("private"));
    }

    private static List<String> words(YamlPart part, YamlMap map) {
        List<String> words = map.texts("words");
        if (map.has("words") && words.isEmpty()) {
            part.fault("“words”不能空着");
        }
        words.stream()
                .filter(word -> word.length() < SHORTEST_WORD)
                .forEach(word -> part.fault("词“" + word + "”太短：至少两个字"));
        return words;
    }

    private void rule(YamlPart part) {
        YamlMap map = part.map("name", "words", "unless", "areas", "category", "lead", "example", "at", "expect");
        String name = map.text("name");
        if (places.putIfAbsent(name, part) != null || topics.contains(name)) {
            part.fault("名称“" + name + "”写了两次");
        }
        String category = map.text("category");
        if (!category.isEmpty() && !categories.contains(category)) {
            part.fault("categories.csv 里没有编码“" + category + "”");
        }
        List<AreaCode> where = map.part("areas").map(YamlPart::list).orElse(List.of()).stream()
                .map(this::area)
                .flatMap(Optional::stream)
                .toList();
        Optional<AreaCode> at =
                map.part("at").isPresent() ? map.part("at").flatMap(this::area) : Optional.ofNullable(exampleAt);
        Optional<OwnerRef> ownerRef = map.as("lead", leads::parse);
        List<String> words = words(part, map);
        String example = map.text("example");
        String expect = map.text("expect");
        if (ownerRef.isPresent() && at.isPresent()) {
            routingRules.add(new RoutingRule(
                    name,
                    words,
                    map.has("unless") ? map.texts("unless") : List.of(),
                    where,
                    category,
                    ownerRef.get(),
                    example,
                    at.get(),
                    expect));
        }
    }

    private Optional<AreaCode> area(YamlPart part) {
        Optional<AreaCode> code = part.as(AreaCode::new);
        if (code.isPresent() && !areas.contains(code.get())) {
            part.fault("areas.csv 里没有 " + code.get());
        }
        return code;
    }
}
