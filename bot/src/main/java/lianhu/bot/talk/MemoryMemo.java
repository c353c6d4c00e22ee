package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The notes of one copy; bounded, the oldest goes first. */
public final class MemoryMemo implements Memo {
    private record Note(String text, Instant until) {}

    private final InstantSource clock;
    private final Map<String, Note> notes;

    public MemoryMemo(InstantSource clock, int bound) {
        this.clock = clock;
        this.notes = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Note> eldest) {
                return size() > bound;
            }
        };
    }

    @Override
    public Uni<Void> keep(String key, String note, Duration remembered) {
        return Uni.createFrom().voidItem().invoke(() -> {
            synchronized (notes) {
                notes.remove(key);
                notes.put(key, new Note(note, clock.instant().plus(remembered)));
            }
        });
    }

    @Override
    public Uni<Optional<String>> find(String key) {
        return Uni.createFrom().item(() -> {
            synchronized (notes) {
                return Optional.ofNullable(notes.get(key))
                        .filter(note -> note.until().isAfter(clock.instant()))
                        .map(Note::text);
            }
        });
    }

    @Override
    public Uni<Void> forget(String key) {
        return Uni.createFrom().voidItem().invoke(() -> {
            synchronized (notes) {
                notes.remove(key);
            }
        });
    }
}
