package lianhu.core.classification;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds which of many words a text contains, in one pass: candidates by their first two characters, longest first. */
public final class KeywordIndex<T> {
    /** A word found and its value. */
    public record Match<T>(String word, int position, T value) {}

    private record Keyword<T>(String word, T value) {}

    private final Map<Integer, List<Keyword<T>>> byStart = new HashMap<>();

    public void add(String word, T meaning) {
        if (word.length() < 2) {
            throw new IllegalArgumentException("词“" + word + "”太短：至少两个字");
        }
        List<Keyword<T>> keywords = byStart.computeIfAbsent(start(word, 0), key -> new ArrayList<>());
        keywords.add(new Keyword<>(word, meaning));
        keywords.sort(
                Comparator.comparingInt((Keyword<T> keyword) -> keyword.word().length())
                        .reversed());
    }

    public void find(String text, Consumer<Match<T>> found) {
        for (int i = 0; i + 1 < text.length(); i++) {
            List<Keyword<T>> keywords = byStart.get(start(text, i));
            if (keywords != null) {
                for (Keyword<T> keyword : keywords) {
                    if (text.startsWith(keyword.word(), i)) {
                        found.accept(new Match<>(keyword.word(), i, keyword.value()));
                    }
                }
            }
        }
    }

    /** The values of all words in the text; each is the same object that was added. */
    public Set<T> valuesIn(String text) {
        Set<T> meanings = Collections.newSetFromMap(new IdentityHashMap<>());
        find(text, match -> meanings.add(match.value()));
        return meanings;
    }

    private static int start(String text, int at) {
        return text.charAt(at) << 16 | text.charAt(at + 1);
    }
}
