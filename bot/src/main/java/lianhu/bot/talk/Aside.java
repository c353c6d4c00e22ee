package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;

/** Says something to one person alone, as a message of the application. For answers only: what must arrive goes by the outbox. */
public interface Aside {
    Uni<Void> tell(String userId, String words);
}
