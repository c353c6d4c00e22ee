package lianhu.core.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;

/** What an event changed. It carries no words and no persons: those stand apart, so that they can be sealed and erased. */
public sealed interface Change {
    EventType type();

    record Received(ReceiptNo receipt, Channel channel) implements Change {
        @Override
        public EventType type() {
            return EventType.RECEIVED;
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
            implements Change {
        @Override
        public EventType type() {
            return EventType.TRIAGED;
        }
    }

    /**
     * Given to an owner. The clock of the answer starts here.
     *
     * @param isByHead the unit head could not settle it and passed it to the grid (报网格)
     */
    record Dispatched(Owner owner, List<Owner> collaborators, Instant due, boolean isByHead) implements Change {
        @Override
        public EventType type() {
            return EventType.DISPATCHED;
        }
    }

    record Accepted() implements Change {
        @Override
        public EventType type() {
            return EventType.ACCEPTED;
        }
    }

    /** Given back to the desk; the reason stands with the event's words. */
    record Returned(Owner desk) implements Change {
        @Override
        public EventType type() {
            return EventType.RETURNED;
        }
    }

    /** The result, in one public sentence kept with the event's words. */
    record ResultSubmitted(boolean isSolved) implements Change {
        @Override
        public EventType type() {
            return EventType.RESULT_SUBMITTED;
        }
    }

    record Closed(Reason reason) implements Change {
        /** Why it ended. */
        public enum Reason {
            REPORTER_CONTENT,
            NO_OBJECTION,
            DESK
        }

        @Override
        public EventType type() {
            return EventType.CLOSED;
        }
    }

    /** Not solved after all; a dispatch follows. */
    record Reopened() implements Change {
        @Override
        public EventType type() {
            return EventType.REOPENED;
        }
    }

    record Merged(TicketNo into) implements Change {
        @Override
        public EventType type() {
            return EventType.MERGED;
        }
    }

    /** Somebody listened to a voice message: what was said stands with the event's words and gives the matter its title. */
    record Transcribed() implements Change {
        @Override
        public EventType type() {
            return EventType.WRITTEN_DOWN;
        }
    }

    /** Another ticket was merged into this one; its reporters hear what this one's hear. */
    record MergedFrom(TicketNo other) implements Change {
        @Override
        public EventType type() {
            return EventType.ABSORBED;
        }
    }

    record Withdrawn() implements Change {
        @Override
        public EventType type() {
            return EventType.WITHDRAWN;
        }
    }

    /** The reporter added a photo, a place or a short word; the addition stands with the event's words and photos. */
    record Supplemented(Optional<ReceiptNo> receipt) implements Change {
        @Override
        public EventType type() {
            return EventType.SUPPLEMENTED;
        }
    }

    /** Somebody answered the emergency call; the others need not be called any more. */
    record Acknowledged() implements Change {
        @Override
        public EventType type() {
            return EventType.ACKNOWLEDGED;
        }
    }

    /** A person of the circle wants to know who reported a sealed matter; the reason stands with the event's words. */
    record DisclosureRequested() implements Change {
        @Override
        public EventType type() {
            return EventType.UNSEAL_ASKED;
        }
    }

    /** A second person of the circle agreed, with a reason of her own. */
    record DisclosureApproved() implements Change {
        @Override
        public EventType type() {
            return EventType.UNSEALED;
        }
    }

    /** One of the two was shown who it is. */
    record DisclosureViewed() implements Change {
        @Override
        public EventType type() {
            return EventType.UNSEAL_SEEN;
        }
    }
}
