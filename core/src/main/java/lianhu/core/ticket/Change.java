package lianhu.core.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;

/**
 * What an event changed. A change holds no words and no persons: the event keeps those apart, so that they can be sealed
 * and erased.
 */
public sealed interface Change {
    default EventType type() {
        return switch (this) {
            case Received c -> EventType.RECEIVED;
            case Triaged c -> EventType.TRIAGED;
            case Dispatched c -> EventType.DISPATCHED;
            case Accepted c -> EventType.ACCEPTED;
            case AcceptanceOverdue c -> EventType.ACCEPTANCE_OVERDUE;
            case Returned c -> EventType.RETURNED;
            case ExtensionRequested c -> EventType.EXTENSION_REQUESTED;
            case ExtensionGranted c -> EventType.EXTENSION_GRANTED;
            case ExtensionRefused c -> EventType.EXTENSION_REFUSED;
            case ReporterAsked c -> EventType.REPORTER_ASKED;
            case ReporterReminded c -> EventType.REPORTER_REMINDED;
            case Resumed c -> EventType.RESUMED;
            case ResultSubmitted c -> EventType.RESULT_SUBMITTED;
            case ResultPassed c -> EventType.RESULT_PASSED;
            case ResultRejected c -> EventType.RESULT_REJECTED;
            case Supervised c -> EventType.SUPERVISED;
            case SupervisionAnswered c -> EventType.SUPERVISION_ANSWERED;
            case SupervisionOverdue c -> EventType.SUPERVISION_OVERDUE;
            case Closed c -> EventType.CLOSED;
            case Reopened c -> EventType.REOPENED;
            case Merged c -> EventType.MERGED;
            case MergedFrom c -> EventType.ABSORBED;
            case Withdrawn c -> EventType.WITHDRAWN;
            case Supplemented c -> EventType.SUPPLEMENTED;
            case Transcribed c -> EventType.WRITTEN_DOWN;
            case Acknowledged c -> EventType.ACKNOWLEDGED;
            case DueDateRecounted c -> EventType.DUE_DATE_RECOUNTED;
            case DeadlineReached c -> EventType.DEADLINE_REACHED;
            case DisclosureRequested c -> EventType.UNSEAL_ASKED;
            case DisclosureApproved c -> EventType.UNSEALED;
            case DisclosureViewed c -> EventType.UNSEAL_SEEN;
            case Consulted c -> c.step().type();
            case Erased c -> EventType.ERASED;
        };
    }

    /** @param isDrill the report is made for an exercise (点验演练) */
    record Received(ReceiptNo receipt, Channel channel, boolean isDrill) implements Change {
        /** Of a report in earnest. */
        public Received(ReceiptNo receipt, Channel channel) {
            this(receipt, channel, false);
        }
    }

    record Triaged(
            RequestKind kind,
            String category,
            Urgency urgency,
            AreaCode area,
            Confidentiality confidentiality,
            RoutingDecision route,
            Instant due)
            implements Change {}

    /**
     * Assigned to an owner. The time to answer runs from here.
     *
     * @param isByHead the unit head could not settle it and passed it to the grid (报网格)
     */
    record Dispatched(Owner owner, List<Owner> collaborators, Instant due, boolean isByHead) implements Change {}

    /** @param isDeemed the owner did not say so, but gave it back in time neither, or was designated (视为签收) */
    record Accepted(boolean isDeemed) implements Change {}

    /** The owner has not accepted in time (签收超时). */
    record AcceptanceOverdue() implements Change {}

    /**
     * The owner asks for more time. The event's words are the reason, which the reporter reads once it is granted.
     *
     * @param until the due date that is asked for
     */
    record ExtensionRequested(Instant until) implements Change {}

    /** The desk agrees; the reporter is told. */
    record ExtensionGranted(Instant due) implements Change {}

    /** The due date stays. The event's words are the reason. */
    record ExtensionRefused() implements Change {}

    /**
     * The reporter is asked, and the time to answer stands still. The event's words are the question, which the reporter reads.
     *
     * @param until then the work goes on without an answer
     */
    record ReporterAsked(Instant until) implements Change {}

    /** The reporter has not answered the question and is sent it once more. */
    record ReporterReminded() implements Change {}

    /**
     * The time runs again.
     *
     * @param due later by the working time that was waited
     * @param waited working time
     */
    record Resumed(Reason reason, Instant due, Duration waited) implements Change {
        /** Why the ticket waits no more. */
        public enum Reason {
            ANSWERED,
            /** Nobody answered in time: the work goes on with what is known. */
            NO_ANSWER,
            /** The owner or the desk goes on without waiting for an answer, which they may have heard by telephone. */
            STAFF
        }
    }

    /** Given back to the desk. The event's words are the reason. */
    record Returned(Owner desk) implements Change {}

    /**
     * The event's words are the result, one public sentence.
     *
     * @param isToBeChecked the reporter hears it only after the desk has passed it
     */
    record ResultSubmitted(boolean isSolved, boolean isToBeChecked) implements Change {
        /** A result that the reporter hears immediately. */
        public ResultSubmitted(boolean isSolved) {
            this(isSolved, false);
        }
    }

    /** The desk passed the result, or did not check it in time: the reporter hears it. */
    record ResultPassed() implements Change {}

    /**
     * The desk sends the result back to the owner, once. The event's words are the reason.
     *
     * @param due half of the time again, and never earlier than promised
     */
    record ResultRejected(Instant due) implements Change {}

    /**
     * The owner must say how far the matter is. The event's words are the order (督办单).
     *
     * @param replyDue until then
     */
    record Supervised(Instant replyDue) implements Change {}

    /** The event's words say how far the matter is. */
    record SupervisionAnswered() implements Change {}

    /** The owner did not say so in time. The event's words name the leaders who are told. */
    record SupervisionOverdue() implements Change {}

    record Closed(Reason reason) implements Change {
        /** Why the ticket was closed. */
        public enum Reason {
            REPORTER_CONTENT,
            NO_OBJECTION,
            DESK
        }
    }

    /**
     * Not solved after all. A dispatch follows unless the desk is the owner.
     *
     * @param due counted from the reopening: of the answer, or of the triage where the desk is the owner
     */
    record Reopened(Instant due) implements Change {}

    record Merged(TicketNo into) implements Change {}

    /** Another ticket was merged into this one; the reporters of both get the notices of this one. */
    record MergedFrom(TicketNo other) implements Change {}

    record Withdrawn() implements Change {}

    /** The reporter added a photo, a place or a short text, which the event holds. */
    record Supplemented(Optional<ReceiptNo> receipt) implements Change {}

    /** A person wrote down a voice message. The event's words are the transcript, which also becomes the title. */
    record Transcribed() implements Change {}

    /** A responder answered the emergency call; the others are no longer called. */
    record Acknowledged() implements Change {}

    /** The holidays of the year were published after the due date had been counted. */
    record DueDateRecounted(Instant due) implements Change {}

    /** The owner, and from the due date on leaders, are reminded. The event's words name the leaders. */
    record DeadlineReached(DeadlineStep step) implements Change {}

    /**
     * A consultation went on. The event's words say who was called, who came, or what was decided.
     *
     * @param number of the consultation within the ticket: 1, 2, 3, …
     */
    record Consulted(int number, ConsultationKind kind, Step step) implements Change {
        /** What happened to the consultation. */
        public enum Step {
            OPENED(EventType.CONSULTATION_OPENED),
            /** A party came, said what it thinks, or what it did. */
            ANSWERED(EventType.CONSULTATION_ANSWERED),
            /** The time to answer has passed. */
            OVERDUE(EventType.CONSULTATION_OVERDUE),
            ENDED(EventType.CONSULTATION_ENDED);

            private final EventType type;

            Step(EventType type) {
                this.type = type;
            }

            public EventType type() {
                return type;
            }
        }
    }

    /** A person of the circle asks who reported a sealed matter. The event's words are the reason. */
    record DisclosureRequested() implements Change {}

    /** A second person of the circle agreed. The event's words are that person's reason. */
    record DisclosureApproved() implements Change {}

    /** One of the two saw the reporter's identity. */
    record DisclosureViewed() implements Change {}

    /**
     * Content of the ended ticket is no longer kept; the event is the proof. After a request its words are the reason.
     *
     * @param held which of these kinds there were; a report without a photo has none to erase
     */
    record Erased(Set<ContentKind> kinds, Set<ContentKind> held, ErasureBasis basis) implements Change {}
}
