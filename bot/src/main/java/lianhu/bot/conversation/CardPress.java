package lianhu.bot.conversation;

import java.util.Locale;
import java.util.Optional;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;

/**
 * A pressed button of a card: the ticket and the wanted action. The task id is {@code <ticket>_<version>_<delivery>}.
 *
 * @param responseCode good for one update of the card; empty for none
 */
public record CardPress(TicketNo ticket, ActionType type, String responseCode) {
    /** Empty for a card that this gateway did not send. */
    public static Optional<CardPress> parse(String task, String key, String responseCode) {
        int end = task.indexOf('_');
        return TicketNo.parse(end < 0 ? task : task.substring(0, end))
                .flatMap(ticket -> type(key).map(type -> new CardPress(ticket, type, responseCode)));
    }

    private static Optional<ActionType> type(String key) {
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "accept" -> Optional.of(ActionType.ACCEPT);
            case "return" -> Optional.of(ActionType.RETURN);
            case "result" -> Optional.of(ActionType.RESULT);
            case "pass_on" -> Optional.of(ActionType.PASS_ON);
            case "acknowledge" -> Optional.of(ActionType.ACKNOWLEDGE);
            default -> Optional.empty();
        };
    }

    /** Without the response code. */
    @Override
    public String toString() {
        return "CardPress[" + ticket + " " + type + "]";
    }
}
