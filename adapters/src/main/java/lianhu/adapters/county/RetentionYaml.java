package lianhu.adapters.county;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import lianhu.core.retention.RetentionTerms;
import lianhu.core.ticket.ContentKind;

/** Reads {@code retention} of {@code county.yaml}: days, or {@code never} for what is not erased. */
final class RetentionYaml {
    /** Ten days to say that it is not solved, and time for the desk to look again. */
    private static final int MIN_DAYS = 30;

    /** Thirty years, the longest term of official files that is not for ever. */
    private static final int MAX_DAYS = 10_957;

    /** Longer than the 48 hours in which customer service may answer. */
    private static final int MIN_CONVERSATION_DAYS = 3;

    private static final int MAX_CONVERSATION_DAYS = 3_653;
    private static final String NEVER = "never";

    /** A county without the section erases no ticket. */
    static RetentionTerms read(YamlMap county) {
        return county.node("retention").map(RetentionYaml::read).orElse(RetentionTerms.UNDECLARED);
    }

    private static RetentionTerms read(YamlNode section) {
        YamlMap map = section.map("words", "persons", "attachments", "sealed", "conversations");
        OptionalInt words = days(map, "words", RetentionTerms.DEFAULT_WORDS, MIN_DAYS, MAX_DAYS, true);
        Map<ContentKind, Integer> days = new EnumMap<>(ContentKind.class);
        words.ifPresent(term -> days.put(ContentKind.WORDS, term));
        part(map, "persons", RetentionTerms.DEFAULT_PERSONS, words)
                .ifPresent(term -> days.put(ContentKind.PERSONS, term));
        part(map, "attachments", RetentionTerms.DEFAULT_ATTACHMENTS, words)
                .ifPresent(term -> days.put(ContentKind.ATTACHMENTS, term));
        return new RetentionTerms(
                days,
                days(map, "sealed", RetentionTerms.DEFAULT_SEALED, MIN_DAYS, MAX_DAYS, true),
                days(
                                map,
                                "conversations",
                                RetentionTerms.DEFAULT_CONVERSATIONS,
                                MIN_CONVERSATION_DAYS,
                                MAX_CONVERSATION_DAYS,
                                false)
                        .orElse(RetentionTerms.DEFAULT_CONVERSATIONS));
    }

    /** A term that ends with that of the words, at the latest. */
    private static OptionalInt part(YamlMap map, String key, int byDefault, OptionalInt words) {
        int shorter = words.isPresent() ? Math.min(byDefault, words.getAsInt()) : byDefault;
        OptionalInt term = days(map, key, shorter, MIN_DAYS, MAX_DAYS, true);
        boolean isLonger = words.isPresent() && (term.isEmpty() || term.getAsInt() > words.getAsInt());
        if (isLonger) {
            map.node(key)
                    .ifPresent(node -> node.error("“" + key + "”不能比“words”（" + words.getAsInt() + " 天）长：原话删了，别的也用不上了"));
        }
        return term;
    }

    private static OptionalInt days(YamlMap map, String key, int byDefault, int min, int max, boolean mayBeNever) {
        return map.node(key)
                .flatMap(node -> node.as(text -> days(text, key, min, max, mayBeNever)))
                .orElse(OptionalInt.of(byDefault));
    }

    private static OptionalInt days(String text, String key, int min, int max, boolean mayBeNever) {
        if (mayBeNever && text.equals(NEVER)) {
            return OptionalInt.empty();
        }
        int days = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
        if (days < min || days > max) {
            throw new IllegalArgumentException(
                    "“" + key + "”应是 " + min + " 到 " + max + " 的天数" + (mayBeNever ? "，或 never（不删）" : ""));
        }
        return OptionalInt.of(days);
    }

    private RetentionYaml() {}
}
