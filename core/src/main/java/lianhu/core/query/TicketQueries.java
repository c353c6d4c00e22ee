package lianhu.core.query;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/** Reads tickets and deliveries. What a viewer may not see is absent, by the same query. */
public interface TicketQueries {
    Uni<Page> list(Query query, Viewer viewer);

    /**
     * Open tickets, emergencies first, then by due date: the first {@code limit}, and the total of all. A store with an
     * index by due date overrides this walk through the pages.
     */
    default Uni<Page> mostUrgent(int limit, Viewer viewer) {
        Set<State> open =
                Arrays.stream(State.values()).filter(state -> !state.isOver()).collect(Collectors.toUnmodifiableSet());
        return loadPages(open, "", viewer, new ArrayList<>()).map(rows -> {
            rows.sort(Comparator.<Row, Boolean>comparing(row -> row.ticket().urgency() != Urgency.EMERGENCY)
                    .thenComparing(row -> row.ticket().due()));
            return new Page(List.copyOf(rows.subList(0, Math.min(limit, rows.size()))), "", rows.size());
        });
    }

    private Uni<List<Row>> loadPages(Set<State> states, String cursor, Viewer viewer, List<Row> before) {
        Query query = new Query(
                Optional.empty(), Optional.empty(), Optional.empty(), states, Optional.empty(), "", cursor, 200);
        return list(query, viewer).chain(page -> {
            before.addAll(page.items());
            return page.next().isEmpty()
                    ? Uni.createFrom().item(before)
                    : loadPages(states, page.next(), viewer, before);
        });
    }

    Uni<Optional<TicketDetails>> find(TicketNo no, Viewer viewer);

    /** By receipt; the receipt of a merged ticket finds the target. */
    Uni<Optional<TicketDetails>> find(ReceiptNo receipt, Viewer viewer);

    /** Reports of this person, newest first, in this conversation, or anywhere when it is empty. */
    Uni<List<OwnTicket>> ownTickets(PersonDetails personDetails, Optional<String> conversation, int limit);

    /** Deliveries of the tickets that the viewer may see, and of notices to many. */
    Uni<List<Delivery>> deliveries(Set<DeliveryState> states, int limit, Viewer viewer);

    /** Texts that wait for this unit's head. */
    Uni<List<Delivery>> waitingForUnitHead(AreaCode unit);

    /**
     * Records what a person did: 已转发, or a check of an UNKNOWN. False when the delivery was no longer waiting, and in the
     * same way when it is of a ticket that the viewer may not see.
     */
    Uni<Boolean> settle(long delivery, DeliveryState state, String why, Viewer viewer);

    /**
     * The same count everywhere: reports, receipts, and receipts with an answer or a way to one. Sealed tickets are not
     * counted for anybody.
     */
    Uni<Totals> totals();

    /**
     * A search; empty parts match everything.
     *
     * @param text in titles, or a receipt or ticket number
     * @param cursor of the previous page
     */
    record Query(
            Optional<ReceiptNo> receipt,
            Optional<String> source,
            Optional<AreaCode> area,
            Set<State> states,
            Optional<String> owner,
            String text,
            String cursor,
            int limit) {
        public static Query all(int limit) {
            return new Query(
                    Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), "", "", limit);
        }
    }

    /** @param next empty on the last page */
    record Page(List<Row> items, String next, long total) {}

    record Row(Ticket ticket, String title, List<ReceiptInfo> receipts) {}

    /** @param reporter masked, for instance 李*; empty when unknown */
    record ReceiptInfo(ReceiptNo receipt, Channel channel, String reporter, String relayedBy, Instant at) {}

    /** A ticket with everything that belongs to it. */
    record TicketDetails(
            Ticket ticket,
            String title,
            List<ReportText> texts,
            List<ReceiptInfo> receipts,
            List<TicketEvent> history,
            List<Delivery> deliveries) {}

    /** The text of one reporter. */
    record ReportText(ReceiptNo receipt, String text, List<AttachmentId> attachments, Instant at) {}

    record OwnTicket(ReceiptNo receipt, Ticket ticket, String title, Instant at) {}

    record Totals(long heard, long received, long answered, long waiting) {}
}
