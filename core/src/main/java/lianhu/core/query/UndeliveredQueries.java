package lianhu.core.query;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Recipient;

/**
 * 没到位的: deliveries that a person must settle, by recipient. Those of a ticket that the viewer may not see are absent, and
 * so are their numbers.
 */
public interface UndeliveredQueries {
    /** Before the first page: newer than every delivery. */
    long NEWEST = Long.MAX_VALUE;

    /**
     * The recipients with deliveries in this state, the one with the newest delivery first.
     *
     * @param before {@link Group#newest} of the last recipient of the previous page
     */
    Uni<Page> recipients(DeliveryState state, long before, int limit, Viewer viewer);

    /** The deliveries of one recipient in this state, the newest first, older than {@code before}. */
    Uni<List<Delivery>> deliveries(Recipient recipient, DeliveryState state, long before, int limit, Viewer viewer);

    /**
     * Records what a person did about all deliveries of one recipient in this state, up to the newest one that the person saw.
     * Returns how many there were. A result that is not passed on remains to be looked up by its reporter.
     */
    Uni<Integer> settle(Group group, DeliveryState outcome, String why, Viewer viewer);

    /**
     * Deliveries of one recipient in one state.
     *
     * @param newest id of the newest delivery
     */
    record Group(Recipient recipient, DeliveryState state, long count, Instant oldest, long newest) {}

    /**
     * @param recipients of all pages
     * @param deliveries of all pages
     * @param hasMore whether another page follows
     */
    record Page(List<Group> groups, long recipients, long deliveries, boolean hasMore) {}
}
