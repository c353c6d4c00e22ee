package lianhu.adapters.worklist;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.store.Sealed;
import lianhu.adapters.vault.Vault;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/**
 * Looks at tickets with the plain client. Whether a viewer may see a ticket is part of every statement, so what is hidden
 * costs and says the same as what is not there.
 */
@Singleton
public final class PgWorklist implements TicketQueries {
    /** Only of groups is it kept where something was said; in private a person hears of all that is hers. */
    private static final String GROUP = "group:";

    private final Vault vault;
    private final Listing listing;
    private final CaseFiles files;
    private final Deliveries deliveries;
    private final Counts counts;

    public PgWorklist(Pool pool, Vault vault, InstantSource clock) {
        Sealed sealed = new Sealed(vault);
        Tellers tellers = new Tellers(pool, sealed);
        this.vault = vault;
        this.deliveries = new Deliveries(pool, clock);
        this.listing = new Listing(pool, sealed, tellers);
        this.files = new CaseFiles(pool, sealed, tellers, deliveries);
        this.counts = new Counts(pool);
    }

    /**
     * The total is exact up to 10,000; 10,001 says that there are more.
     *
     * @throws IllegalArgumentException for a cursor that was never given out
     */
    @Override
    public Uni<Page> list(Query query, Viewer viewer) {
        Optional<Cursor> cursor =
                query.cursor().isEmpty() ? Optional.empty() : Optional.of(Cursor.parse(query.cursor()));
        return listing.page(Asked.of(query, viewer, vault), cursor, query.limit());
    }

    @Override
    public Uni<Page> mostUrgent(int limit, Viewer viewer) {
        Where where = new Where();
        Sight.narrow(where, viewer);
        return listing.pressing(where, limit);
    }

    @Override
    public Uni<Optional<TicketDetails>> find(TicketNo no, Viewer viewer) {
        Where where = new Where();
        Sight.narrow(where, viewer);
        return files.find(where.and("t.no = " + where.put(no.value())));
    }

    @Override
    public Uni<Optional<TicketDetails>> find(ReceiptNo receipt, Viewer viewer) {
        Where where = new Where();
        Sight.narrow(where, viewer);
        Asked.receipt(where, receipt);
        return files.find(where);
    }

    @Override
    public Uni<List<OwnTicket>> ownTickets(PersonDetails personDetails, Optional<String> conversation, int limit) {
        return personDetails.lookupKey().isEmpty()
                ? Uni.createFrom().item(List.of())
                : files.ownOf(
                        vault.hash(personDetails.lookupKey()),
                        conversation.filter(name -> name.startsWith(GROUP)),
                        limit);
    }

    @Override
    public Uni<List<Delivery>> deliveries(Set<DeliveryState> states, int limit) {
        return deliveries.in(states, limit);
    }

    @Override
    public Uni<List<Delivery>> waitingForUnitHead(AreaCode unit) {
        return deliveries.waitingFor(unit);
    }

    @Override
    public Uni<Boolean> settle(long delivery, DeliveryState state, String why) {
        return deliveries.settle(delivery, state, why);
    }

    @Override
    public Uni<Totals> totals() {
        return counts.totals();
    }
}
