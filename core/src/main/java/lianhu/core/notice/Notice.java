package lianhu.core.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;

/** What a message says, with all values its text needs. The renderer sanitizes residents' words. */
public sealed interface Notice {
    /** Stands for the title of a sealed ticket, also for its reporter: others may see the screen. */
    String SEALED_TITLE = "您单独登记的事";

    /**
     * @param reporterName as the neighbours know the reporter; empty when unknown or in private
     * @param owner empty while the desk looks for one; {@code due} is then the due date of the triage
     * @param statutory the statutory way of the matter; empty for none
     */
    record Received(
            Channel channel,
            String reporterName,
            String title,
            String owner,
            Instant due,
            ReceiptNo receipt,
            String statutory)
            implements Notice {}

    record Quiet() implements Notice {}

    record SealedReceived(ReceiptNo receipt, Instant due) implements Notice {}

    record SealedAccepted(ReceiptNo receipt) implements Notice {}

    /** The date that the receipt promised was counted again. */
    record SealedRecounted(ReceiptNo receipt, Instant due) implements Notice {}

    /**
     * @param number to call, for instance 119
     * @param calling those whom a call reaches; empty when it reaches nobody
     * @param answeredBy who answered the call; empty while nobody did
     */
    record EmergencyAdvice(String number, List<String> calling, String answeredBy) implements Notice {}

    /** Somebody answered the emergency call. */
    record ResponderFound(String name, String number) implements Notice {}

    record DangerAdvice() implements Notice {}

    /** @param leaders who were called because nobody answered; empty before that */
    record NoResponderYet(List<String> leaders) implements Notice {}

    record Dispatched(String title, ReceiptNo receipt, String owner, Instant due) implements Notice {}

    /** @param link to the page where the reporter says whether it is solved; empty without one */
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
     * @param words of the report, for handlers only
     * @param version of the ticket the buttons act on
     * @param addition what the reporter said since, where the card is about it; empty otherwise
     * @param additions how often something was added to the ticket
     * @param isForHead 解决了 · 报网格 instead of 签收 · 退回 · 办结
     * @param link to the ticket's page for the recipient; empty for none
     */
    record Assigned(
            TicketNo ticket,
            int version,
            Optional<ReceiptNo> receipt,
            String title,
            String words,
            String addition,
            int additions,
            String place,
            Instant due,
            boolean isForHead,
            String link)
            implements Notice {}

    /**
     * One message instead of many cards.
     *
     * @param tickets number of tickets
     * @param mostUrgent the first of them
     * @param link to the page with all open tickets of the recipient; empty for none
     */
    record AssignedDigest(int tickets, List<Item> mostUrgent, String link) implements Notice {
        public record Item(String title, Instant due) {}
    }

    /** @param link as of {@link Assigned} */
    record EmergencyCall(
            TicketNo ticket,
            int version,
            Optional<ReceiptNo> receipt,
            String title,
            String words,
            String place,
            String link)
            implements Notice {}

    /**
     * @param words why the reporter objects
     * @param link as of {@link Assigned}
     */
    record Reopened(TicketNo ticket, int version, String title, String words, String place, Instant due, String link)
            implements Notice {}

    /** For a collaborator of the owner. */
    record Collaboration(TicketNo ticket, String title, String place, String owner, Instant due) implements Notice {}

    /**
     * For a collaborator of the owner.
     *
     * @param words the result, one public sentence
     */
    record CollaborationResult(TicketNo ticket, String title, String owner, String words, boolean isSolved)
            implements Notice {}

    /**
     * For the chamber contact who reported for a member in another city.
     *
     * @param words the result, one public sentence
     */
    record AwayResult(String title, Instant at, String owner, String words, boolean isSolved) implements Notice {}

    /**
     * A card for the owner.
     *
     * @param version of the ticket the buttons act on
     * @param isForHead as of {@link Assigned}
     * @param link as of {@link Assigned}
     */
    record Reminder(
            TicketNo ticket,
            int version,
            DeadlineStep step,
            String title,
            String place,
            Instant due,
            boolean isForHead,
            String link)
            implements Notice {}

    /**
     * A card for the owner, who has not accepted yet.
     *
     * @param version of the ticket the buttons act on
     * @param isBound it counts as accepted when it is not returned in time
     * @param link as of {@link Assigned}
     */
    record NotAccepted(
            TicketNo ticket, int version, String title, boolean isBound, String place, Instant due, String link)
            implements Notice {}

    /**
     * For the owner.
     *
     * @param due the new due date, or the one that stays
     * @param words why the desk refuses; empty where it agrees
     */
    record ExtensionDecided(TicketNo ticket, String title, boolean isGranted, Instant due, String words)
            implements Notice {}

    /**
     * @param owner empty where the owner would tell what the matter is
     * @param reason of the owner; empty for what is sealed
     */
    record Extended(String title, ReceiptNo receipt, String owner, Instant due, String reason) implements Notice {}

    /**
     * A question to the reporter.
     *
     * @param asker who asks, as residents may see it
     * @param until then the work goes on without an answer
     * @param isReminder the same question once more
     * @param link to the page where the reporter answers
     */
    record Question(
            String title, ReceiptNo receipt, String asker, String words, Instant until, boolean isReminder, String link)
            implements Notice {}

    /** For the reporter: the matter waits for an answer no more. */
    record Resumed(String title, ReceiptNo receipt, String owner, Instant due, Change.Resumed.Reason reason)
            implements Notice {}

    /**
     * For the owner.
     *
     * @param isUnanswered the reporter did not answer in time; otherwise the desk says to go on
     */
    record WaitOver(TicketNo ticket, String title, boolean isUnanswered, Instant due) implements Notice {}

    /**
     * A card for the owner: the desk sends the result back.
     *
     * @param words why
     * @param link as of {@link Assigned}
     */
    record ResultRejected(
            TicketNo ticket, int version, String title, String words, String place, Instant due, String link)
            implements Notice {}

    /**
     * For the owner, who is to say how far the matter is.
     *
     * @param words of the order; empty where the reporter objected twice, or nobody answered
     * @param isOverdue nobody has answered in time
     * @param link as of {@link Assigned}
     */
    record SupervisionOrder(
            TicketNo ticket, String title, String words, boolean isOverdue, String place, Instant replyDue, String link)
            implements Notice {}

    /**
     * For leaders.
     *
     * @param title empty for what is not open to all
     * @param isOverdue the owner did not answer in time; otherwise the reporter objected twice
     */
    record SupervisionReport(TicketNo ticket, String title, String place, String owner, boolean isOverdue)
            implements Notice {}

    /**
     * For those who supervise the owner.
     *
     * @param title empty for what is not open to all
     */
    record Supervision(TicketNo ticket, DeadlineStep step, String title, String place, String owner, Instant due)
            implements Notice {}

    /**
     * @param owner empty where the owner would tell what the matter is
     * @param due date that has passed
     */
    record Delayed(String title, ReceiptNo receipt, String owner, Instant due) implements Notice {}

    /** About several bodies that deal with one ticket together. */
    sealed interface OfConsultation extends Notice {
        /**
         * For a party of a consultation.
         *
         * @param place where to come; empty where nobody has to come
         * @param words what is asked of the party
         * @param by who called it
         * @param link to the page where the party answers; empty for none
         */
        record Called(
                TicketNo ticket,
                ConsultationKind kind,
                String title,
                String place,
                String words,
                String by,
                Instant answerBy,
                String link)
                implements OfConsultation {}

        /**
         * For the convenor of a consultation, and for the leaders of the silent parties.
         *
         * @param title empty for what is not open to all
         * @param silent names of those who neither came nor said anything; empty when all did
         */
        record Overdue(
                TicketNo ticket,
                ConsultationKind kind,
                String title,
                String place,
                List<String> silent,
                Instant answerBy,
                String link)
                implements OfConsultation {}

        /** @param words how it ended; empty once they are erased */
        record Ended(TicketNo ticket, ConsultationKind kind, String title, String words) implements OfConsultation {}
    }

    /** Another notice, about a drill: its text says so at the beginning. */
    record Drill(Notice notice) implements Notice {}

    record Dropped(TicketNo ticket, String title, String reason) implements Notice {}

    /**
     * What one person is told in the morning. At least one of {@code open}, {@code sealed} and {@code overdueBelow} is positive.
     *
     * @param open tickets that wait for the person, without the sealed ones
     * @param overdue of them
     * @param dueToday of them, still in time
     * @param mostUrgent the first of them
     * @param sealed number of sealed tickets that wait for the person
     * @param overdueBelow overdue tickets of others whose leader the person is
     * @param link to the page with all open tickets of one post or office of the person; empty for none
     * @param linkOf that post or office, where the person has tickets by another one, too; empty otherwise
     */
    record MorningDigest(
            int open,
            int overdue,
            int dueToday,
            List<Item> mostUrgent,
            int sealed,
            int overdueBelow,
            String link,
            String linkOf)
            implements Notice {
        public record Item(ReceiptNo receipt, Ticket ticket, String title) {}
    }

    /**
     * An SMS. Others may read it on the locked phone, so it never has the words of the matter, and all matters, also sealed
     * ones, read alike.
     */
    sealed interface Sms extends Notice {
        /** @param due of the answer; of the triage while the desk looks for the owner */
        record Received(ReceiptNo receipt, Instant due, String link) implements Sms {}

        /** @param number to call, for instance 119 */
        record EmergencyReceived(ReceiptNo receipt, String number) implements Sms {}

        /** @param owner empty where the owner would tell what the matter is */
        record HandedOver(ReceiptNo receipt, String owner, Instant due, String link) implements Sms {}

        record Answered(ReceiptNo receipt, Answer answer, String link) implements Sms {}

        record NobodyFound() implements Sms {}

        record SomebodyFound(String name) implements Sms {}

        record Late(ReceiptNo receipt, String link) implements Sms {}

        record Extended(ReceiptNo receipt, Instant due, String link) implements Sms {}

        /** @param until then the work goes on without an answer */
        record Question(ReceiptNo receipt, Instant until, String link) implements Sms {}

        /** For who is called to an emergency: neither what it is nor where. */
        record Urgent() implements Sms {}

        /** {@code GIVEN} where solved or not would tell too much. */
        enum Answer {
            SOLVED,
            NOT_SOLVED,
            GIVEN
        }
    }

    /** The text of a broadcast, unchanged. */
    record BroadcastText(String words) implements Notice {}

    /**
     * For a post that is called in an emergency.
     *
     * @param unansweredPlaces places of the post without an answer
     */
    record BroadcastCall(String words, List<String> unansweredPlaces) implements Notice {}

    /**
     * For the duty room and the leaders, when all posts were called.
     *
     * @param unansweredPlaces with the names of their heads
     */
    record BroadcastReminder(String words, List<String> unansweredPlaces) implements Notice {}

    /** @param link to the report page */
    record Welcome(String group, String link) implements Notice {}
}
