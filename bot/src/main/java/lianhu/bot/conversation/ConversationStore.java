package lianhu.bot.conversation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers a short note for a while, for all copies of the gateway together. A hint and never the truth: when it is
 * forgotten, people are asked once more. It never fails.
 */
public interface ConversationStore {
    Uni<Void> store(String key, String note, Duration remembered);

    Uni<Optional<String>> find(String key);

    Uni<Void> remove(String key);
}
