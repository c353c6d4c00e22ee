package lianhu.core.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Kind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.report.Unheard;
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
        return switch (event.change()) {
            case Change.Received r -> throw new IllegalArgumentException("received twice: " + no);
            case Change.Triaged t -> throw new IllegalArgumentException("triaged twice: " + no);
            case Change.Dispatched d ->
                row(event, State.DISPATCHED, d.lead(), d.helpers(), dispatches + 1, reopenings, d.due());
            case Change.Accepted a -> in(State.ACCEPTED, event);
            case Change.Returned r -> row(event, State.RETURN_REVIEW, r.desk(), List.of(), dispatches, reopenings, due);
            case Change.ResultSubmitted r -> in(State.FEEDBACK_DUE, event);
            case Change.Closed c -> in(State.CLOSED, event);
            case Change.Reopened r -> row(event, State.TRIAGED, lead, helpers, 0, reopenings + 1, due);
            case Change.Merged m -> in(State.MERGED, event);
            case Change.Withdrawn w -> in(State.WITHDRAWN, event);
            case Change.Acknowledged a -> in(state, event);
            case Change.Absorbed a -> in(state, event);
            case Change.WrittenDown w -> in(state, event);
            case Change.Supplemented s -> in(state, event);
            case Change.UnsealAsked u -> in(state, event);
            case Change.Unsealed u -> in(state, event);
            case Change.UnsealSeen u -> in(state, event);
        };
    }

    /** It came as a voice message alone. */
    public boolean isSpoken() {
        return route.rule().equals(Unheard.TITLE);
    }

    public boolean isSealed() {
        return discretion == Discretion.SEALED;
    }

    private Ticket in(State now, TicketEvent event) {
        return row(event, now, lead, helpers, dispatches, reopenings, due);
    }

    private Ticket row(
            TicketEvent event, State now, Owner owner, List<Owner> others, int given, int again, Instant until) {
        return new Ticket(
                no,
                event.seq(),
                now,
                kind,
                category,
                urgency,
                area,
                discretion,
                owner,
                others,
                route,
                given,
                again,
                isAcknowledged || event.change() instanceof Change.Acknowledged,
                event.change() instanceof Change.Merged m ? Optional.of(m.into()) : mergedInto,
                receivedAt,
                event.at(),
                until);
    }
}
