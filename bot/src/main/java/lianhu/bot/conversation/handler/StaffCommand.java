package lianhu.bot.conversation.handler;

import java.util.List;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.ActionType;

/**
 * What a member of staff wants done to a ticket.
 *
 * @param words the reason or the result; empty when they were not said yet
 * @param responseCode of the card whose button was pressed; empty for none
 */
record StaffCommand(
        IncomingMessage utterance,
        ActionType type,
        TicketQueries.TicketDetails details,
        String text,
        List<AttachmentId> photos,
        String responseCode) {

    static StaffCommand of(
            IncomingMessage incomingMessage, ActionType type, TicketQueries.TicketDetails ticketDetails, String words) {
        return new StaffCommand(incomingMessage, type, ticketDetails, words, List.of(), "");
    }

    boolean needsText() {
        return (type == ActionType.RESULT || type == ActionType.RETURN) && text.isBlank();
    }
}
