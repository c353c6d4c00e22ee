package lianhu.bot.conversation.handler;

import java.util.List;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketWithReceipts;

/**
 * What a member of staff wants done to a ticket.
 *
 * @param loaded the ticket, loaded once for the whole action
 * @param text the reason or the result; empty when it was not said yet
 * @param responseCode of the card whose button was pressed; empty for none
 */
record StaffCommand(
        IncomingMessage message,
        ActionType type,
        TicketWithReceipts loaded,
        String text,
        List<AttachmentId> photos,
        String responseCode) {

    boolean needsText() {
        return (type == ActionType.RESULT || type == ActionType.RETURN) && text.isBlank();
    }
}
