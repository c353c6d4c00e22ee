package lianhu.core.ticket;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;

/**
 * A ticket, replayed from its events; it holds no words and no persons. Each arrow is an {@link ActionType}:
 *
 * <pre>
 *              DISPATCH               ACCEPT
 *   TRIAGED ------------> DISPATCHED ---------> ACCEPTED
 *      |                   |  ^   |             |     |
 *      |            RETURN |  |   |      RETURN |     |
 *      |                   v  | DISPATCH        |     |
 *      |              RETURN_REVIEW <-----------+     |
 *      | RESULT                   | RESULT            | RESULT
 *      |                          v                   |
 *      +-----------------> FEEDBACK_DUE <-------------+
 *                                 | CLOSE
 *                                 v
 *                              CLOSED
 *
 *   DISPATCH  from every state before FEEDBACK_DUE
 *   PASS_ON   DISPATCHED to a unit head: DISPATCHED to the grid, RETURN_REVIEW where that is not possible
 *   RESULT    DISPATCHED: an owner other than a unit head accepts with it
 *   REOPEN    FEEDBACK_DUE, CLOSED: DISPATCHED to the same owner, TRIAGED where that is the desk
 *   MERGE     every state before FEEDBACK_DUE: MERGED
 *   WITHDRAW  TRIAGED, DISPATCHED, RETURN_REVIEW: WITHDRAWN
 * </pre>
 *
 * @param version the number of the last event
 * @param dispatches how often it was dispatched since it was opened or reopened
 * @param changedAt time of the last event that is no erasure
 * @param due of the answer; of the triage while the desk looks for an owner
 * @param erased of an ended ticket: what is no longer kept; without words or persons it is not opened again
 */
public record Ticket(
        TicketNo no,
        int version,
        State state,
        RequestKind kind,
        String category,
        Urgency urgency,
        AreaCode area,
        Confidentiality confidentiality,
        Owner owner,
        List<Owner> collaborators,
        RoutingDecision route,
        int dispatches,
        int reopenings,
        boolean isAcknowledged,
        Optional<TicketNo> mergedInto,
        Instant receivedAt,
        Instant changedAt,
        Instant due,
        Set<ContentKind> erased) {

    /** The ticket after its first two events. */
    public static Ticket opened(TicketNo no, TicketEvent received, TicketEvent second) {
        if (!(received.change() instanceof Change.Received) || !(second.change() instanceof Change.Triaged triaged)) {
            throw new IllegalArgumentException("a ticket begins with received and triaged");
        }
        return new Ticket(
                no,
                second.seq(),
                State.TRIAGED,
                triaged.kind(),
                triaged.category(),
                triaged.urgency(),
                triaged.area(),
                triaged.confidentiality(),
                triaged.route().owner(),
                List.of(),
                triaged.route(),
                0,
                0,
                false,
                Optional.empty(),
                received.at(),
                second.at(),
                triaged.due(),
                Set.of());
    }

    /** Replays all events, in order. */
    public static Ticket replay(TicketNo no, List<TicketEvent> events) {
        Ticket ticket = opened(no, events.get(0), events.get(1));
        for (TicketEvent event : events.subList(2, events.size())) {
            ticket = ticket.apply(event);
        }
        return ticket;
    }

    public Ticket apply(TicketEvent event) {
        if (event.seq() != version + 1) {
            throw new IllegalArgumentException("event " + event.seq() + " after " + version + " of " + no);
        }
        return switch (event.change()) {
            case Change.Received r -> throw new IllegalArgumentException("received twice: " + no);
            case Change.Triaged t -> throw new IllegalArgumentException("triaged twice: " + no);
            case Change.Dispatched d ->
                with(event, State.DISPATCHED, d.owner(), d.collaborators(), dispatches + 1, reopenings, d.due());
            case Change.Accepted a -> inState(State.ACCEPTED, event);
            case Change.Returned r ->
                with(event, State.RETURN_REVIEW, r.desk(), List.of(), dispatches, reopenings, due);
            case Change.ResultSubmitted r -> inState(State.FEEDBACK_DUE, event);
            case Change.Closed c -> inState(State.CLOSED, event);
            case Change.Reopened r -> with(event, State.TRIAGED, owner, collaborators, 0, reopenings + 1, r.due());
            case Change.Merged m -> inState(State.MERGED, event);
            case Change.Withdrawn w -> inState(State.WITHDRAWN, event);
            case Change.Acknowledged a -> inState(state, event);
            case Change.MergedFrom a -> inState(state, event);
            case Change.DeadlineReached d -> inState(state, event);
            case Change.Transcribed w -> inState(state, event);
            case Change.Supplemented s -> inState(state, event);
            case Change.DueDateRecounted d -> with(event, state, owner, collaborators, dispatches, reopenings, d.due());
            case Change.DisclosureRequested u -> inState(state, event);
            case Change.DisclosureApproved u -> inState(state, event);
            case Change.DisclosureViewed u -> inState(state, event);
            case Change.Erased e -> inState(state, event);
        };
    }

    /** The report was a voice message without text. */
    public boolean isVoiceOnly() {
        return route.rule().equals(UntranscribedVoice.TITLE);
    }

    public boolean isSealed() {
        return confidentiality == Confidentiality.SEALED;
    }

    private Ticket inState(State now, TicketEvent event) {
        return with(event, now, owner, collaborators, dispatches, reopenings, due);
    }

    private Ticket with(
            TicketEvent event, State now, Owner owner, List<Owner> others, int given, int again, Instant until) {
        return new Ticket(
                no,
                event.seq(),
                now,
                kind,
                category,
                urgency,
                area,
                confidentiality,
                owner,
                others,
                route,
                given,
                again,
                isAcknowledged || event.change() instanceof Change.Acknowledged,
                event.change() instanceof Change.Merged m ? Optional.of(m.into()) : mergedInto,
                receivedAt,
                event.change() instanceof Change.Erased ? changedAt : event.at(),
                until,
                erasedAfter(event.change()));
    }

    /** A reopened ticket may get new attachments, so it holds all kinds again. */
    private Set<ContentKind> erasedAfter(Change change) {
        if (!(change instanceof Change.Erased more)) {
            return change instanceof Change.Reopened ? Set.of() : erased;
        }
        Set<ContentKind> all = EnumSet.copyOf(more.kinds());
        all.addAll(erased);
        return Set.copyOf(all);
    }
}
