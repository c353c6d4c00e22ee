package lianhu.adapters.county;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The keys of one YAML mapping. A key that is asked for and missing is a fault on the line of the mapping. */
final class YamlMap {
    private final YamlPart place;
    private final Map<String, YamlPart> parts = new HashMap<>();

    YamlMap(YamlPart place) {
        this.place = place;
    }

    boolean put(String key, YamlPart part) {
        return parts.putIfAbsent(key, part) == null;
    }

    boolean has(String key) {
        return parts.containsKey(key);
    }

    Optional<YamlPart> part(String key) {
        return Optional.ofNullable(parts.get(key));
    }

    Optional<YamlPart> needed(String key) {
        Optional<YamlPart> part = part(key);
        if (part.isEmpty()) {
            place.fault("缺少“" + key + "”");
        }
        return part;
    }

    String text(String key) {
        String text = needed(key).map(YamlPart::text).orElse("");
        if (text.isEmpty() && has(key)) {
            place.fault("“" + key + "”不能空着");
        }
        return text;
    }

    String text(String key, String otherwise) {
        return part(key).map(YamlPart::text).orElse(otherwise);
    }

    List<String> texts(String key) {
        return needed(key).map(YamlPart::list).orElse(List.of()).stream()
                .map(YamlPart::text)
                .toList();
    }

    <T> Optional<T> as(String key, Function<String, T> read) {
        return needed(key).flatMap(part -> part.as(read));
    }

    <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
        return as(key, text -> Words.of(type, text, key));
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

    boolean yes(String key) {
        return part(key)
                .flatMap(part -> part.as(text -> switch (text) {
                    case "true", "yes" -> true;
                    case "false", "no" -> false;
                    default -> throw new IllegalArgumentException("“" + key + "”应是 true 或 false");
                }))
                .orElse(false);
    }

    void fault(String sentence) {
        place.fault(sentence);
    }

    void warn(String sentence) {
        place.warn(sentence);
    }
}
