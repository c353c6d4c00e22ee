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
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RoutingRule;
import lianhu.core.catalogue.SealedCircle;
import org.jspecify.annotations.Nullable;

/** Reads {@code rules.yaml}: the four keyword lists and the routing rules. */
final class RulesYaml {
    private static final String SEALED = "举报";
    private static final int SHORTEST_WORD = 2;

    private final List<KeywordTopic> emergencies = new ArrayList<>();
    private final List<KeywordTopic> sealed = new ArrayList<>();
    private final List<KeywordTopic> sensitive = new ArrayList<>();
    private final List<KeywordTopic> statutory = new ArrayList<>();
    private final List<RoutingRule> routingRules = new ArrayList<>();
    private final Map<String, YamlNode> nodes = new HashMap<>();
    private final Set<String> topics = new HashSet<>();
    private final Set<String> categories;
    private final Set<AreaCode> areas;
    private final OwnerRefParser ownerRefParser;
    private final @Nullable AreaCode exampleArea;

    private RulesYaml(
            Set<String> categories, Set<AreaCode> areas, OwnerRefParser ownerRefParser, @Nullable AreaCode exampleAt) {
        this.categories = categories;
        this.areas = areas;
        this.ownerRefParser = ownerRefParser;
        this.exampleArea = exampleAt;
    }

    static RulesYaml read(
            String file,
            String text,
            List<Category> categories,
            Set<AreaCode> areas,
            OwnerRefParser ownerRefParser,
            @Nullable AreaCode exampleAt,
            ConfigErrors configErrors) {
        RulesYaml rulesYaml = new RulesYaml(
                categories.stream().map(Category::code).collect(Collectors.toSet()), areas, ownerRefParser, exampleAt);
        YamlNode.read(file, text, configErrors).ifPresent(rulesYaml::readAll);
        return rulesYaml;
    }

    Catalogue catalogue(List<Category> all, SealedCircle circle, String hash) {
        return new Catalogue(
                List.copyOf(all),
                List.copyOf(routingRules),
                List.copyOf(emergencies),
                List.copyOf(sealed),
                List.copyOf(sensitive),
                List.copyOf(statutory),
                Optional.of(circle),
                hash);
    }

    /** The two files name one body for sealed tickets. */
    void check(String file, SealedCircle circle, ConfigErrors configErrors) {
        boolean isSame = sealed.stream()
                .map(KeywordTopic::owner)
                .allMatch(owner -> owner.type() == OwnerType.DESK || owner.id().equals(circle.department()));
        if (!isSame) {
            configErrors.add(file, 1, "sealed 的 lead 和 county.yaml 里 sealed 的 opens 不是同一个单位");
        }
    }

    /** The position of a rule in the file, for an error that is found when its example is routed. */
    YamlNode node(RoutingRule routingRule) {
        YamlNode node = nodes.get(routingRule.name());
        if (node == null) {
            throw new IllegalArgumentException("no rule of this file: " + routingRule.name());
        }
        return node;
    }

    private void readAll(YamlNode page) {
        YamlMap map = page.map("emergency", "statutory", "sealed", "sensitive", "rules");
        list(map, "emergency").forEach(part -> {
            YamlMap topic = part.map("name", "words", "unless", "number", "private");
            if (!topic.text("number").matches("\\d{3,12}")) {
                part.error("“number”应是要打的电话，例如 \"119\"");
            }
            emergencies.add(topic(part, topic, topic.text("name"), OwnerRef.DESK, topic.text("number", "")));
        });
        list(map, "statutory").forEach(part -> {
            YamlMap topic = part.map("name", "words", "unless", "tell");
            statutory.add(topic(part, topic, topic.text("name"), OwnerRef.DESK, topic.text("tell")));
        });
        map.required("sealed").ifPresent(part -> {
            YamlMap topic = part.map("words", "unless", "lead");
            OwnerRef ownerRef =
                    topic.has("lead") ? topic.as("lead", ownerRefParser::parse).orElse(OwnerRef.DESK) : OwnerRef.DESK;
            sealed.add(topic(part, topic, SEALED, ownerRef, ""));
        });
        list(map, "sensitive").forEach(part -> {
            YamlMap topic = part.map("name", "words", "unless", "lead");
            OwnerRef ownerRef = topic.as("lead", ownerRefParser::parse).orElse(OwnerRef.DESK);
            sensitive.add(topic(part, topic, topic.text("name"), ownerRef, ""));
        });
        list(map, "rules").forEach(this::rule);
    }

    private static List<YamlNode> list(YamlMap map, String key) {
        return map.required(key).map(YamlNode::list).orElse(List.of());
    }

    private KeywordTopic topic(YamlNode part, YamlMap map, String name, OwnerRef ownerRef, String advice) {
        if (!topics.add(name)) {
            part.error("名称“" + name + "”写了两次");
        }
        List<String> words = keywords(part, map);
        List<YamlNode> exceptions = map.node("unless").map(YamlNode::list).orElse(List.of());
        List<String> unless = exceptions.stream().map(YamlNode::text).toList();
        exceptions.stream()
                .filter(other -> words.stream().noneMatch(other.text()::contains))
                .forEach(other -> other.error("unless“" + other.text() + "”里没有本条的任何一个词，永远用不上"));
        return new KeywordTopic(name, words, unless, ownerRef, advice, map.bool("private"));
    }

    private static List<String> keywords(YamlNode part, YamlMap map) {
        List<String> words = map.texts("words");
        if (map.has("words") && words.isEmpty()) {
            part.error("“words”不能空着");
        }
        words.stream()
                .filter(word -> word.length() < SHORTEST_WORD)
                .forEach(word -> part.error("词“" + word + "”太短：至少两个字"));
        return words;
    }

    private void rule(YamlNode part) {
        YamlMap map = part.map("name", "words", "unless", "areas", "category", "lead", "example", "at", "expect");
        String name = map.text("name");
        if (nodes.putIfAbsent(name, part) != null || topics.contains(name)) {
            part.error("名称“" + name + "”写了两次");
        }
        String category = map.text("category");
        if (!category.isEmpty() && !categories.contains(category)) {
            part.error("categories.csv 里没有编码“" + category + "”");
        }
        List<AreaCode> where = map.node("areas").map(YamlNode::list).orElse(List.of()).stream()
                .map(this::area)
                .flatMap(Optional::stream)
                .toList();
        Optional<AreaCode> at =
                map.node("at").isPresent() ? map.node("at").flatMap(this::area) : Optional.ofNullable(exampleArea);
        Optional<OwnerRef> ownerRef = map.as("lead", ownerRefParser::parse);
        List<String> words = keywords(part, map);
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

    private Optional<AreaCode> area(YamlNode part) {
        Optional<AreaCode> code = part.as(AreaCode::new);
        if (code.isPresent() && !areas.contains(code.get())) {
            part.error("areas.csv 里没有 " + code.get());
        }
        return code;
    }
}
