package lianhu.core.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/** What is told, with all its text needs. Residents' words in it are cleaned by the wording, not here. */
public sealed interface Notice {

    /**
     * @param who name of the reporter as her neighbours know her; empty when unknown or in private
     * @param owner empty while the desk looks for one; {@code due} is then when she hears who it is
     */
    record Received(Channel channel, String reporterName, String title, String owner, Instant due, ReceiptNo receipt)
            implements Notice {}

    record Quiet() implements Notice {}

    record SealedReceived(ReceiptNo receipt, Instant due) implements Notice {}

    /** @param number to ring, for instance 119 */
    record EmergencyAdvice(String number) implements Notice {}

    record DangerAdvice() implements Notice {}

    record NoResponderYet() implements Notice {}

    record Dispatched(String title, ReceiptNo receipt, String owner, Instant due) implements Notice {}

    /** @param link where she may say whether it is solved; empty where there is none */
    record Result(
            Channel channel,
            String title,
            ReceiptNo receipt,
            Instant at,
            String owner,
            String words,
            boolean isSolved,
            String link)
            implements Notice {}

    record Merged(String title, ReceiptNo receipt, String owner, Instant due) implements Notice {}

    /**
     * A card for staff.
     *
     * @param words what the reporter said, for handlers only
     * @param version of the ticket the buttons act on
     * @param isForHead 解决了 · 报网格 instead of 签收 · 退回 · 办结
     */
    record Assigned(
            TicketNo ticket,
            int version,
            Optional<ReceiptNo> receipt,
            String title,
            String words,
            String place,
            Instant due,
            boolean isForHead)
            implements Notice {}

    record EmergencyCall(TicketNo ticket, int version, String title, String words, String place) implements Notice {}

    /** @param words why the reporter is not content */
    record Reopened(TicketNo ticket, int version, String title, String words, String place, Instant due)
            implements Notice {}

    record Dropped(TicketNo ticket, String title, String reason) implements Notice {}

    /** Words of a notice to many, as they were written. */
    record BroadcastText(String words) implements Notice {}

    /**
     * To a post that is called in an emergency.
     *
     * @param silent places in its charge that nobody answered for yet
     */
    record BroadcastCall(String words, List<String> unansweredPlaces) implements Notice {}

    /** @param link the private way in */
    record Welcome(String group, String link) implements Notice {}
}
