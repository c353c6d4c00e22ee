package lianhu.bot.talk;

import java.util.List;
import lianhu.core.Worklist;
import lianhu.core.report.PhotoId;
import lianhu.core.ticket.ActionType;

/**
 * What a member of staff wants done to a ticket.
 *
 * @param words the reason or the result; empty when they were not said yet
 * @param responseCode of the card whose button was pressed; empty for none
 */
record Order(
        Utterance utterance,
        ActionType type,
        Worklist.File file,
        String words,
        List<PhotoId> photos,
        String responseCode) {

    static Order of(Utterance utterance, ActionType type, Worklist.File file, String words) {
        return new Order(utterance, type, file, words, List.of(), "");
    }

    boolean wantsWords() {
        return (type == ActionType.RESULT || type == ActionType.RETURN) && words.isBlank();
    }
}
