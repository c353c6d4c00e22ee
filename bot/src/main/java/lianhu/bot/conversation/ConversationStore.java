package lianhu.bot.conversation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a short note for a limited time, shared by all copies of the gateway. It is a hint and never the truth: when a
 * note is lost, the person is asked once more. It never fails.
 */
public interface ConversationStore {
    Uni<Void> store(String key, String note, Duration remembered);

    Uni<Optional<String>> find(String key);

    Uni<Void> remove(String key);
}
