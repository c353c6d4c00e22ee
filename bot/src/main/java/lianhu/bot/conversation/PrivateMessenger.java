package lianhu.bot.conversation;

import io.smallrye.mutiny.Uni;

/**
 * Sends a text to one person as a message of the application. For replies only: what must arrive goes through the
 * outbox.
 */
public interface PrivateMessenger {
    Uni<Void> send(String userId, String words);
}
