package lianhu.core.consultation;

import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketWithReceipts;

/** 报到: by the place in words, or by a number of the ticket, which the keeper on the spot shows. Pure. */
final class CheckIn {
    private static final Pattern NUMBER = Pattern.compile("(?:GD)?[0-9 ]{8,}");

    /** What is kept; empty for a number of another ticket. */
    static Optional<String> words(TicketWithReceipts loaded, String text) {
        String given = text.strip();
        if (!NUMBER.matcher(given).matches()) {
            return Optional.of(given);
        }
        boolean isOfTicket = given.equals(loaded.ticket().no().value())
                || ReceiptNo.parse(given)
                        .filter(no -> loaded.receipts().stream()
                                .anyMatch(contact -> contact.receipt().equals(no)))
                        .isPresent();
        return isOfTicket ? Optional.of("凭受理号报到") : Optional.empty();
    }

    private CheckIn() {}
}
