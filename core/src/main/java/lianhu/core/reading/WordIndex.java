package lianhu.core.reading;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds which of many words stand in a text, in one pass: candidates by their first two characters, longest first. */
public final class WordIndex<T> {
    /** A word found and what it stands for. */
    public record Hit<T>(String word, int at, T meaning) {}

    private record Entry<T>(String word, T meaning) {}

    private final Map<Integer, List<Entry<T>>> byStart = new HashMap<>();

    public void add(String word, T meaning) {
        if (word.length() < 2) {
            throw new IllegalArgumentException("词“" + word + "”太短：至少两个字");
        }
        List<Entry<T>> entries = byStart.computeIfAbsent(start(word, 0), key -> new ArrayList<>());
        entries.add(new Entry<>(word, meaning));
        entries.sort(Comparator.comparingInt((Entry<T> entry) -> entry.word().length())
                .reversed());
    }

    public void find(String text, Consumer<Hit<T>> found) {
        for (int i = 0; i + 1 < text.length(); i++) {
            List<Entry<T>> entries = byStart.get(start(text, i));
            if (entries != null) {
                for (Entry<T> entry : entries) {
                    if (text.startsWith(entry.word(), i)) {
                        found.accept(new Hit<>(entry.word(), i, entry.meaning()));
                    }
                }
            }
        }
    }

    /** What is meant by at least one word in the text; each is the very object that was added. */
    public Set<T> meanings(String text) {
        Set<T> meanings = Collections.newSetFromMap(new IdentityHashMap<>());
        find(text, hit -> meanings.add(hit.meaning()));
        return meanings;
    }

    private static int start(String text, int at) {
        return text.charAt(at) << 16 | text.charAt(at + 1);
    }
}
