package lianhu.bot.conversation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The notes of one copy. It is bounded; the oldest note is dropped first. */
public final class InMemoryConversationStore implements ConversationStore {
    private record StoredValue(String text, Instant until) {}

    private final InstantSource clock;
    private final Map<String, StoredValue> entries;

    public InMemoryConversationStore(InstantSource clock, int bound) {
        this.clock = clock;
        this.entries = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, StoredValue> eldest) {
                return size() > bound;
            }
        };
    }

    @Override
    public Uni<Void> store(String key, String note, Duration remembered) {
        return Uni.createFrom().voidItem().invoke(() -> {
            synchronized (entries) {
                entries.remove(key);
                entries.put(key, new StoredValue(note, clock.instant().plus(remembered)));
            }
        });
    }

    @Override
    public Uni<Optional<String>> find(String key) {
        return Uni.createFrom().item(() -> {
            synchronized (entries) {
                return Optional.ofNullable(entries.get(key))
                        .filter(entry -> entry.until().isAfter(clock.instant()))
                        .map(StoredValue::text);
            }
        });
    }

    @Override
    public Uni<Void> remove(String key) {
        return Uni.createFrom().voidItem().invoke(() -> {
            synchronized (entries) {
                entries.remove(key);
            }
        });
    }
}
