package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import lianhu.bot.Tally;
import lianhu.bot.talk.Aside;

/** Tells the speaker alone, within what is left of WeCom's five seconds; an answer that is late is counted, not waited for. */
final class Whisper {
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final String door;
    private final Aside aside;
    private final Tally tally;

    Whisper(String door, Aside aside, Tally tally) {
        this.door = door;
        this.aside = aside;
        this.tally = tally;
    }

    /** Never fails: what had to be kept is kept by now. */
    Uni<Void> to(String user, String words) {
        return words.isEmpty()
                ? Uni.createFrom().voidItem()
                : aside.tell(user, words)
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .onFailure()
                        .recoverWithItem(() -> {
                            tally.unsaid(door);
                            return null;
                        });
    }
}
