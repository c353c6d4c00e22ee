package lianhu.desk.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.SearchFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.Ticket;
import lianhu.desk.format.StatusLabel;

/**
 * Open tickets of the same category at the same place: perhaps the same matter, which a person may merge. A voice message
 * has no category of its own: it was routed before anyone listened to it. Pure.
 */
public final class SimilarTickets {
    private static final int SHOWN = 3;
    /** The ticket itself and sealed ones are left out. */
    private static final int READ = 2 * SHOWN + 1;

    /** @param receipt of one of its reports, for the form of 并单 */
    public record Row(String no, String title, String receipt, String meta) {}

    /** Empty for a ticket that is over or sealed: it is merged with none. */
    static Optional<TicketQueries.Query> query(Ticket ticket) {
        return ticket.state().isOver() || ticket.isSealed()
                ? Optional.empty()
                : Optional.of(new TicketQueries.Query(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(ticket.area()),
                        Set.of(),
                        Optional.empty(),
                        "",
                        "",
                        READ,
                        Optional.of(QueueFilter.ALL),
                        new SearchFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(ticket.category()),
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                false,
                                List.of()),
                        TicketQueries.Order.NEWEST));
    }

    public static List<Row> of(Ticket ticket, List<TicketQueries.Row> found, Instant now) {
        return found.stream()
                .filter(row ->
                        isSimilar(ticket, row.ticket()) && !row.receipts().isEmpty())
                .limit(SHOWN)
                .map(row -> new Row(
                        row.ticket().no().value(),
                        row.title(),
                        row.receipts().getFirst().receipt().spoken(),
                        StatusLabel.of(row.ticket()).word() + " · "
                                + row.ticket().owner().name() + " · "
                                + ChineseTime.formatMoment(row.ticket().receivedAt(), now)))
                .toList();
    }

    private static boolean isSimilar(Ticket ticket, Ticket other) {
        return !other.no().equals(ticket.no())
                && !other.isSealed()
                && !ticket.isVoiceOnly()
                && !other.isVoiceOnly()
                && other.area().equals(ticket.area())
                && other.category().equals(ticket.category());
    }

    private SimilarTickets() {}
}
