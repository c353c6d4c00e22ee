package lianhu.bot.wecom.send;

import io.smallrye.mutiny.Uni;
import lianhu.bot.conversation.CardStatus;

/** Shows on a pressed card what was done. What was done stands whether the card shows it or not. */
public interface CardStatusUpdater {
    Uni<Boolean> update(String user, CardStatus cardStatus);
}
