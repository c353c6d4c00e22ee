package lianhu.adapters.chamber;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.OwnTicket;
import lianhu.core.report.PersonDetails;
import lianhu.core.roster.Post;

/**
 * Errands by the keyed hash of who told them, at this grid's door only: what she has told elsewhere as a resident is not for
 * a page that is opened in a shop.
 */
@ApplicationScoped
class PgContactReports implements ContactReports {
    private static final int MAX_ROWS = 200;
    private static final String FROM_CHAMBER = "SELECT receipt_no FROM report WHERE relayer = $1 AND door = $2";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final TicketQueries ticketQueries;

    PgContactReports(Pool pool, FieldEncryption fieldEncryption, TicketQueries ticketQueries) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.ticketQueries = ticketQueries;
    }

    @Override
    public Uni<List<OwnTicket>> findByContact(Post contact) {
        PersonDetails personDetails = ChamberContact.person(contact);
        return pool.preparedQuery(FROM_CHAMBER)
                .execute(Tuple.of(
                        Buffer.buffer(fieldEncryption.keyedHash(personDetails.lookupKey())),
                        "chamber:" + ChamberContact.grid(contact).value()))
                .map(PgContactReports::numbers)
                .chain(numbers -> ticketQueries
                        .ownTickets(personDetails, Optional.empty(), MAX_ROWS)
                        .map(all -> all.stream()
                                .filter(ownTicket ->
                                        numbers.contains(ownTicket.receipt().digits())
                                                && isOwnReport(ownTicket, contact))
                                .toList()));
    }

    private static Set<String> numbers(Iterable<Row> rows) {
        Set<String> numbers = new HashSet<>();
        rows.forEach(row -> numbers.add(row.getString("receipt_no")));
        return numbers;
    }

    private static boolean isOwnReport(OwnTicket ownTicket, Post contact) {
        return ownTicket.ticket().confidentiality() != Confidentiality.SEALED
                && ownTicket
                        .ticket()
                        .route()
                        .recusedArea()
                        .filter(area -> area.contains(contact.area()))
                        .isEmpty();
    }
}
