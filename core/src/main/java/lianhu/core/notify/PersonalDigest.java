package lianhu.core.notify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.TicketNo;

/**
 * What one person has in the morning, by all posts and offices together.
 *
 * @param person the account; the post or office of a person without one
 * @param delivery to the post or office whose ticket is the most urgent
 * @param open tickets that wait for the person, without the sealed ones
 * @param overdue of them
 * @param dueToday of them, still in time
 * @param mostUrgent the first of them
 * @param sealed number of sealed tickets that wait for the person
 * @param onlySealed one of them, where the person has nothing else: the digest is hidden like that ticket, or it would show
 *     everybody who sees deliveries that there is one
 * @param overdueBelow overdue tickets of others whose leader the person is
 * @param names of the posts and offices by which the person has open tickets that are not sealed
 */
public record PersonalDigest(
        String person,
        NewDelivery delivery,
        int open,
        int overdue,
        int dueToday,
        List<TicketQueries.Row> mostUrgent,
        int sealed,
        Optional<TicketNo> onlySealed,
        int overdueBelow,
        Map<Recipient, String> names) {}
