package lianhu.adapters.county;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DeadlineRule;

/** Reads {@code deadlines.yaml}. A rule applies to a kind, or to the one category that names it. */
final class DeadlinesYaml {
    private final Map<String, YamlNode> keys = new HashMap<>();
    private final Map<String, YamlNode> categories = new HashMap<>();
    private final Map<String, String> ofCategory = new HashMap<>();
    private final List<DeadlineRule> rules = new ArrayList<>();

    static DeadlinesYaml read(String file, String text, ConfigErrors configErrors) {
        DeadlinesYaml deadlinesYaml = new DeadlinesYaml();
        YamlNode.read(file, text, configErrors)
                .map(YamlNode::list)
                .orElse(List.of())
                .forEach(deadlinesYaml::rule);
        return deadlinesYaml;
    }

    Set<String> keys() {
        return keys.keySet();
    }

    List<DeadlineRule> rules() {
        return List.copyOf(rules);
    }

    /** Checks that both files assign the same deadline to each category. */
    void check(List<Category> known) {
        categories.forEach((code, part) -> {
            Optional<Category> category =
                    known.stream().filter(one -> one.code().equals(code)).findFirst();
            if (category.isEmpty()) {
                part.error("categories.csv 里没有编码“" + code + "”");
            } else if (!category.get().deadline().equals(ofCategory.get(code))) {
                part.error(
                        "categories.csv 里“" + category.get().name() + "”的 deadline 应写“" + ofCategory.get(code) + "”");
            }
        });
    }

    private void rule(YamlNode part) {
        YamlMap map = part.map("key", "kind", "category", "urgency", "amount", "unit", "source");
        String key = map.text("key");
        if (keys.putIfAbsent(key, part) != null) {
            part.error("“" + key + "”写了两次");
        }
        if (map.has("kind") == map.has("category")) {
            part.error("“kind”和“category”要写一个，也只能写一个");
        }
        Optional<RequestKind> requestKind = map.has("kind") ? map.as("kind", RequestKind::of) : Optional.empty();
        map.node("category").ifPresent(category -> {
            categories.put(category.text(), part);
            ofCategory.put(category.text(), key);
        });
        Optional<Urgency> urgency = map.enumValue("urgency", Urgency.class);
        int amount = map.number("amount");
        if (amount < 1) {
            part.error("“amount”至少是 1");
        }
        Optional<DeadlineRule.Unit> unit = map.enumValue("unit", DeadlineRule.Unit.class);
        String source = map.text("source");
        if (urgency.isPresent() && unit.isPresent()) {
            rules.add(new DeadlineRule(key, requestKind, urgency.get(), amount, unit.get(), source));
        }
    }
}
