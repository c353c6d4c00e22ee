package lianhu.adapters.county;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The keys of one YAML mapping. A required key that is missing is an error on the line of the mapping. */
final class YamlMap {
    private final YamlNode node;
    private final Map<String, YamlNode> nodes = new HashMap<>();

    YamlMap(YamlNode place) {
        this.node = place;
    }

    boolean put(String key, YamlNode part) {
        return nodes.putIfAbsent(key, part) == null;
    }

    boolean has(String key) {
        return nodes.containsKey(key);
    }

    Optional<YamlNode> node(String key) {
        return Optional.ofNullable(nodes.get(key));
    }

    Optional<YamlNode> required(String key) {
        Optional<YamlNode> part = node(key);
        if (part.isEmpty()) {
            node.error("缺少“" + key + "”");
        }
        return part;
    }

    String text(String key) {
        String text = required(key).map(YamlNode::text).orElse("");
        if (text.isEmpty() && has(key)) {
            node.error("“" + key + "”不能空着");
        }
        return text;
    }

    String text(String key, String defaultValue) {
        return node(key).map(YamlNode::text).orElse(defaultValue);
    }

    List<String> texts(String key) {
        return required(key).map(YamlNode::list).orElse(List.of()).stream()
                .map(YamlNode::text)
                .toList();
    }

    <T> Optional<T> as(String key, Function<String, T> read) {
        return required(key).flatMap(part -> part.as(read));
    }

    <E extends Enum<E>> Optional<E> enumValue(String key, Class<E> type) {
        return as(key, text -> EnumParser.parse(type, text, key));
    }

    int number(String key) {
        return as(key, text -> {
                    if (!text.matches("\\d{1,6}")) {
                        throw new IllegalArgumentException("“" + text + "”不是数：应是 1、2、3…");
                    }
                    return Integer.valueOf(text);
                })
                .orElse(0);
    }

    boolean bool(String key) {
        return node(key)
                .flatMap(part -> part.as(text -> switch (text) {
                    case "true", "yes" -> true;
                    case "false", "no" -> false;
                    default -> throw new IllegalArgumentException("“" + key + "”应是 true 或 false");
                }))
                .orElse(false);
    }

    void error(String sentence) {
        node.error(sentence);
    }

    void warn(String sentence) {
        node.warn(sentence);
    }
}
