package lianhu.bot.conversation;

import io.smallrye.mutiny.Uni;

/** Says something to one person alone, as a message of the application. For answers only: what must arrive goes by the outbox. */
public interface PrivateMessenger {
    Uni<Void> send(String userId, String words);
}
