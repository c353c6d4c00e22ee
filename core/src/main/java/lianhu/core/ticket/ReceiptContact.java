package lianhu.core.ticket;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.Channel;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;

/**
 * One receipt of a ticket and the way to its reporter.
 *
 * @param receivedAt when the report came: customer service may write to its reporter for two days
 * @param chat the group of the report; empty elsewhere
 * @param area of the report, for instance the unit of the head who relayed it
 * @param hasAccount the reporter has a WeCom account and gets private messages
 * @param hasMobile the reporter left a number that can get an SMS
 * @param awayContact the chamber contact who reported for a member in another city; empty elsewhere
 */
public record ReceiptContact(
        ReceiptNo receipt,
        Instant receivedAt,
        Channel channel,
        Optional<String> chat,
        AreaCode area,
        boolean hasAccount,
        boolean hasMobile,
        Optional<PersonDetails> awayContact) {

    /** For a matter of which nobody but the reporter may hear: no SMS, which others may read, and no contact. */
    public ReceiptContact withoutOthers() {
        return new ReceiptContact(receipt, receivedAt, channel, chat, area, hasAccount, false, Optional.empty());
    }

    /** Without the contact, who is a person. */
    @Override
    public String toString() {
        return "ReceiptContact[" + receipt + "]";
    }
}
