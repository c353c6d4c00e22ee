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
import lianhu.adapters.sql.PgErrors;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.OwnTicket;
import lianhu.core.report.PersonDetails;
import lianhu.core.roster.Post;

/**
 * Finds the reports that a chamber contact submitted for members, newest first. It matches the keyed hash of the contact and
 * the channel of the contact's away grid, so that the contact's own reports as a resident stay out of a page that may be open
 * in a shop. Sealed reports, and reports about the contact's own superiors, are left out.
 */
@ApplicationScoped
class ContactReports {
    private static final int MAX_ROWS = 200;
    private static final String FROM_CHAMBER =
            "SELECT receipt_no FROM report WHERE relayer = $1 AND source_account = $2";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final TicketQueries ticketQueries;

    ContactReports(Pool pool, FieldEncryption fieldEncryption, TicketQueries ticketQueries) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.ticketQueries = ticketQueries;
    }

    Uni<List<OwnTicket>> findByContact(Post contact) {
        PersonDetails personDetails = contact.details();
        return pool.preparedQuery(FROM_CHAMBER)
                .execute(Tuple.of(
                        Buffer.buffer(fieldEncryption.keyedHash(personDetails.lookupKey())),
                        "chamber:" + ChamberContact.grid(contact).value()))
                .onFailure()
                .transform(PgErrors::translate)
                .map(ContactReports::numbers)
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
