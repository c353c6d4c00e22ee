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
import lianhu.adapters.vault.Vault;
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
class PgOwnErrands implements OwnErrands {
    private static final int MOST = 200;
    private static final String AT_THIS_DOOR = "SELECT receipt_no FROM report WHERE relayer = $1 AND door = $2";

    private final Pool pool;
    private final Vault vault;
    private final TicketQueries ticketQueries;

    PgOwnErrands(Pool pool, Vault vault, TicketQueries ticketQueries) {
        this.pool = pool;
        this.vault = vault;
        this.ticketQueries = ticketQueries;
    }

    @Override
    public Uni<List<OwnTicket>> of(Post contact) {
        PersonDetails personDetails = Contact.speaker(contact);
        return pool.preparedQuery(AT_THIS_DOOR)
                .execute(Tuple.of(
                        Buffer.buffer(vault.hash(personDetails.lookupKey())),
                        "chamber:" + Contact.grid(contact).value()))
                .map(PgOwnErrands::numbers)
                .chain(numbers -> ticketQueries
                        .ownTickets(personDetails, Optional.empty(), MOST)
                        .map(all -> all.stream()
                                .filter(ownTicket ->
                                        numbers.contains(ownTicket.receipt().digits()) && isForHer(ownTicket, contact))
                                .toList()));
    }

    private static Set<String> numbers(Iterable<Row> rows) {
        Set<String> numbers = new HashSet<>();
        rows.forEach(row -> numbers.add(row.getString("receipt_no")));
        return numbers;
    }

    private static boolean isForHer(OwnTicket ownTicket, Post contact) {
        return ownTicket.ticket().confidentiality() != Confidentiality.SEALED
                && ownTicket
                        .ticket()
                        .route()
                        .recusedArea()
                        .filter(area -> area.contains(contact.area()))
                        .isEmpty();
    }
}
