package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import lianhu.bot.talk.Mark;

/** Shows on a pressed card what was done. What was done stands whether the card shows it or not. */
interface Marks {
    Uni<Boolean> show(String user, Mark mark);
}
