package lianhu.desk.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.DrillFilter;
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

    /** Empty for a ticket that is over or sealed, or a drill: it is merged with none. */
    static Optional<TicketQueries.Query> query(Ticket ticket) {
        return ticket.state().isOver() || ticket.isSealed() || ticket.isDrill()
                ? Optional.empty()
                : Optional.of(query(ticket.area(), ticket.category()));
    }

    /** Open tickets of a category at a place and below it. */
    public static TicketQueries.Query query(AreaCode area, String category) {
        return new TicketQueries.Query(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(area),
                        Set.of(),
                        Optional.empty(),
                        "",
                        "",
                        READ,
                        Optional.of(QueueFilter.ALL),
                        new SearchFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(category),
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                false,
                                List.of()),
                        TicketQueries.Order.NEWEST)
                .with(DrillFilter.WITHOUT_DRILLS);
    }

    public static List<Row> of(Ticket ticket, List<TicketQueries.Row> found, Instant now) {
        return ticket.isVoiceOnly()
                ? List.of()
                : rows(
                        found.stream()
                                .filter(row -> !row.ticket().no().equals(ticket.no())
                                        && row.ticket().area().equals(ticket.area())
                                        && row.ticket().category().equals(ticket.category())),
                        now);
    }

    /**
     * Those of a category at the place or below it, for a report that is not filed yet. A matter of one person is left out: who is
     * merged into it reads its result.
     */
    public static List<Row> in(AreaCode area, String category, List<TicketQueries.Row> found, Instant now) {
        return rows(
                found.stream()
                        .filter(row -> row.ticket().confidentiality() == Confidentiality.OPEN
                                && area.contains(row.ticket().area())
                                && row.ticket().category().equals(category)),
                now);
    }

    /** A ticket with a receipt. */
    public static Row row(TicketQueries.Row row, Instant now) {
        return new Row(
                row.ticket().no().value(),
                row.title(),
                row.receipts().getFirst().receipt().spoken(),
                StatusLabel.of(row.ticket()).word() + " · "
                        + row.ticket().owner().name() + " · "
                        + ChineseTime.formatMoment(row.ticket().receivedAt(), now));
    }

    private static List<Row> rows(Stream<TicketQueries.Row> found, Instant now) {
        return found.filter(row -> !row.ticket().isSealed()
                        && !row.ticket().isDrill()
                        && !row.ticket().isVoiceOnly()
                        && !row.receipts().isEmpty())
                .limit(SHOWN)
                .map(row -> row(row, now))
                .toList();
    }

    private SimilarTickets() {}
}
