package lianhu.bot.wecom.send;

import io.smallrye.mutiny.Uni;
import lianhu.bot.conversation.CardStatus;

/** Shows the result of an action on the pressed card; the action is valid whether the card shows it or not. */
public interface CardStatusUpdater {
    Uni<Boolean> update(String user, CardStatus cardStatus);
}
