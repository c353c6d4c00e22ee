package lianhu.core.query;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/** Reads tickets and deliveries. What a viewer may not see is absent, by the same query. */
public interface TicketQueries {
    Uni<Page> list(Query query, Viewer viewer);

    /** Whether this message was stored as a report before: a channel may deliver one more than once. */
    default Uni<Boolean> isReported(MessageSource source) {
        Query bySource = new Query(
                Optional.empty(),
                Optional.of(source.toString()),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                "",
                "",
                1);
        return list(bySource, Viewer.GATEWAY).map(page -> !page.items().isEmpty());
    }

    /** Counts the open tickets, all of them, by the rules of {@link QueueFilter}; {@code area} narrows the filters alone. */
    Uni<QueueCounts> queueCounts(Optional<AreaCode> area, Viewer viewer);

    Uni<Optional<TicketDetails>> find(TicketNo no, Viewer viewer);

    /** By receipt; the receipt of a merged ticket finds the target. */
    Uni<Optional<TicketDetails>> find(ReceiptNo receipt, Viewer viewer);

    /** Reports of this person, newest first, in this conversation, or anywhere when it is empty. */
    Uni<List<OwnTicket>> ownTickets(PersonDetails personDetails, Optional<String> conversation, int limit);

    /** Deliveries of the tickets that the viewer may see, and of notices to many. */
    Uni<List<Delivery>> deliveries(Set<DeliveryState> states, int limit, Viewer viewer);

    Uni<Optional<Delivery>> delivery(long id);

    /** Texts that wait for this unit's head. */
    Uni<List<Delivery>> waitingForUnitHead(AreaCode unit);

    /**
     * Records what a person did: 已转发, or a check of an UNKNOWN. False when the delivery was no longer waiting, and in the
     * same way when it is of a ticket that the viewer may not see.
     */
    Uni<Boolean> settle(long delivery, DeliveryState state, String why, Viewer viewer);

    /** Records that the reporter has read the result, on a page that asked for a proof. False when it was known already. */
    Uni<Boolean> markResultSeen(ReceiptNo receipt);

    /** The same count everywhere. Sealed tickets are not counted for anybody. */
    Uni<Totals> totals();

    /**
     * A search; empty parts match everything.
     *
     * @param text in titles, or a receipt or ticket number
     * @param cursor of the previous page, which had the same order
     * @param queue the filter of the desk's list of open tickets
     */
    record Query(
            Optional<ReceiptNo> receipt,
            Optional<String> source,
            Optional<AreaCode> area,
            Set<State> states,
            Optional<String> owner,
            String text,
            String cursor,
            int limit,
            Optional<QueueFilter> queue,
            SearchFilter filter,
            Order order) {
        /** The newest first. */
        public Query(
                Optional<ReceiptNo> receipt,
                Optional<String> source,
                Optional<AreaCode> area,
                Set<State> states,
                Optional<String> owner,
                String text,
                String cursor,
                int limit) {
            this(
                    receipt,
                    source,
                    area,
                    states,
                    owner,
                    text,
                    cursor,
                    limit,
                    Optional.empty(),
                    SearchFilter.NONE,
                    Order.NEWEST);
        }

        public static Query all(int limit) {
            return new Query(
                    Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), "", "", limit);
        }

        /** The same tickets from this cursor on. */
        public Query from(String otherCursor) {
            return new Query(receipt, source, area, states, owner, text, otherCursor, limit, queue, filter, order);
        }

        public Query with(DrillFilter drills) {
            return new Query(
                    receipt, source, area, states, owner, text, cursor, limit, queue, filter.with(drills), order);
        }

        /** Open tickets, the most urgent first. */
        public static Query queue(QueueFilter queue, Optional<AreaCode> area, String cursor, int limit) {
            return new Query(
                    Optional.empty(),
                    Optional.empty(),
                    area,
                    Set.of(),
                    Optional.empty(),
                    "",
                    cursor,
                    limit,
                    Optional.of(queue),
                    SearchFilter.NONE,
                    Order.MOST_URGENT);
        }
    }

    /** The order of a list. */
    enum Order {
        NEWEST,
        OLDEST,
        /** Emergencies that nobody answered, other emergencies, then the nearest due date, then those whose clock stopped. */
        MOST_URGENT
    }

    /**
     * How many open tickets there are.
     *
     * @param byFilter in the area that was asked for
     * @param byTownship everywhere; a ticket of the whole county is in none
     * @param total everywhere
     * @param calls emergencies that nobody answered, everywhere
     */
    record QueueCounts(Map<QueueFilter, Long> byFilter, SortedMap<AreaCode, Long> byTownship, long total, long calls) {
        public static final QueueCounts NONE = new QueueCounts(Map.of(), new TreeMap<>(), 0, 0);

        public long of(QueueFilter queueFilter) {
            return byFilter.getOrDefault(queueFilter, 0L);
        }
    }

    /**
     * @param next empty on the last page
     * @param total exact for open tickets; for others exact up to 10,000, and 10,001 means more; 0 for a page of the queue,
     *     whose numbers {@link #queueCounts} has, because counting takes longer than reading a page
     * @param searched of how many tickets, the first ones in the order of the list, a search read the words; 0 when it missed
     *     none
     * @param isCut whether a search for a text ended with the first {@link #MAX_FOUND} tickets: there may be more
     */
    record Page(List<Row> items, String next, long total, long searched, boolean isCut) {
        /** A search for a text lists the first ones alone, which are more than anybody reads. */
        public static final int MAX_FOUND = 500;

        public Page(List<Row> items, String next, long total) {
            this(items, next, total, 0, false);
        }
    }

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

    /**
     * @param receivesQuestions a question about the ticket goes to this person: the report is the first of the ticket, and nobody
     *     relayed it
     */
    record OwnTicket(ReceiptNo receipt, Ticket ticket, String title, Instant at, boolean receivesQuestions) {}

    /**
     * Each report is counted once: {@code received = answered + waiting + working}.
     *
     * @param heard 收到, reports
     * @param received 受理, receipts
     * @param answered 有回音: the result reached the reporter or was looked up; or the reporter withdrew the matter
     * @param waiting 等本人来查: a result exists, and it has neither reached the reporter nor been looked up
     * @param working 还在办: no result yet
     */
    record Totals(long heard, long received, long answered, long waiting, long working) {}
}
