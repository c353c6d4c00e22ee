package lianhu.core.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Kind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.routing.Owner;
import lianhu.core.routing.Route;

/**
 * A ticket as its events make it; no words and no persons.
 *
 * @param version the number of its last event
 * @param dispatches how often it was dispatched since it was opened or reopened
 * @param changedAt time of its last event
 * @param due of the answer; of the triage while the desk looks for an owner
 */
public record Ticket(
        TicketNo no,
        int version,
        State state,
        Kind kind,
        String category,
        Urgency urgency,
        AreaCode area,
        Discretion discretion,
        Owner lead,
        List<Owner> helpers,
        Route route,
        int dispatches,
        int reopenings,
        boolean isAcknowledged,
        Optional<TicketNo> mergedInto,
        Instant receivedAt,
        Instant changedAt,
        Instant due) {

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
                triaged.discretion(),
                triaged.route().owner(),
                List.of(),
                triaged.route(),
                0,
                0,
                false,
                Optional.empty(),
                received.at(),
                second.at(),
                triaged.due());
    }

    /** From all events, in order. */
    public static Ticket replay(TicketNo no, List<TicketEvent> events) {
        Ticket ticket = opened(no, events.get(0), events.get(1));
        for (TicketEvent event : events.subList(2, events.size())) {
            ticket = ticket.after(event);
        }
        return ticket;
    }

    public Ticket after(TicketEvent event) {
        if (event.seq() != version + 1) {
            throw new IllegalArgumentException("event " + event.seq() + " after " + version + " of " + no);
        }
        Ticket next = with(event);
        return switch (event.change()) {
            case Change.Received r -> throw new IllegalArgumentException("received twice: " + no);
            case Change.Triaged t -> throw new IllegalArgumentException("triaged twice: " + no);
            case Change.Dispatched d -> next.dispatched(d);
            case Change.Accepted a -> next.in(State.ACCEPTED);
            case Change.Returned r -> next.ledBy(r.desk(), List.of()).in(State.RETURN_REVIEW);
            case Change.ResultSubmitted r -> next.in(State.FEEDBACK_DUE);
            case Change.Closed c -> next.in(State.CLOSED);
            case Change.Reopened r -> next.reopened();
            case Change.Merged m -> next.merged(m.into());
            case Change.Withdrawn w -> next.in(State.WITHDRAWN);
            case Change.Acknowledged a -> next.acknowledged();
            case Change.Absorbed a -> next;
            case Change.Supplemented s -> next;
        };
    }

    public boolean isSealed() {
        return discretion == Discretion.SEALED;
    }

    private Ticket dispatched(Change.Dispatched d) {
        return new Ticket(
                no,
                version,
                State.DISPATCHED,
                kind,
                category,
                urgency,
                area,
                discretion,
                d.lead(),
                d.helpers(),
                route,
                dispatches + 1,
                reopenings,
                isAcknowledged,
                mergedInto,
                receivedAt,
                changedAt,
                d.due());
    }

    private Ticket with(TicketEvent event) {
        return new Ticket(
                no,
                event.seq(),
                state,
                kind,
                category,
                urgency,
                area,
                discretion,
                lead,
                helpers,
                route,
                dispatches,
                reopenings,
                isAcknowledged,
                mergedInto,
                receivedAt,
                event.at(),
                due);
    }

    private Ticket in(State now) {
        return new Ticket(
                no,
                version,
                now,
                kind,
                category,
                urgency,
                area,
                discretion,
                lead,
                helpers,
                route,
                dispatches,
                reopenings,
                isAcknowledged,
                mergedInto,
                receivedAt,
                changedAt,
                due);
    }

    private Ticket ledBy(Owner owner, List<Owner> others) {
        return new Ticket(
                no,
                version,
                state,
                kind,
                category,
                urgency,
                area,
                discretion,
                owner,
                others,
                route,
                dispatches,
                reopenings,
                isAcknowledged,
                mergedInto,
                receivedAt,
                changedAt,
                due);
    }

    private Ticket reopened() {
        return new Ticket(
                no,
                version,
                State.TRIAGED,
                kind,
                category,
                urgency,
                area,
                discretion,
                lead,
                helpers,
                route,
                0,
                reopenings + 1,
                isAcknowledged,
                mergedInto,
                receivedAt,
                changedAt,
                due);
    }

    private Ticket merged(TicketNo into) {
        return new Ticket(
                no,
                version,
                State.MERGED,
                kind,
                category,
                urgency,
                area,
                discretion,
                lead,
                helpers,
                route,
                dispatches,
                reopenings,
                isAcknowledged,
                Optional.of(into),
                receivedAt,
                changedAt,
                due);
    }

    private Ticket acknowledged() {
        return new Ticket(
                no,
                version,
                state,
                kind,
                category,
                urgency,
                area,
                discretion,
                lead,
                helpers,
                route,
                dispatches,
                reopenings,
                true,
                mergedInto,
                receivedAt,
                changedAt,
                due);
    }
}
