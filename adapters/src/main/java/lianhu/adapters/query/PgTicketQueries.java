package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/**
 * Reads tickets with the plain SQL client. Every statement includes the visibility of the viewer, so a hidden ticket
 * cannot be distinguished from a missing one.
 */
@Singleton
public final class PgTicketQueries implements TicketQueries {
    /** The store keeps only group conversations; in a private conversation a person may ask about all own reports. */
    private static final String GROUP = "group:";

    private final Pool pool;
    private final InstantSource clock;
    private final FieldEncryption fieldEncryption;
    private final TicketPager ticketPager;
    private final TicketDetailsReader files;
    private final DeliveryQueries deliveryQueries;
    private final TicketTotals ticketTotals;

    public PgTicketQueries(Pool pool, FieldEncryption fieldEncryption, InstantSource clock) {
        ColumnEncryption columnEncryption = new ColumnEncryption(fieldEncryption);
        ReportReader reportReader = new ReportReader(pool, columnEncryption);
        this.pool = pool;
        this.clock = clock;
        this.fieldEncryption = fieldEncryption;
        this.deliveryQueries = new DeliveryQueries(pool, clock);
        this.ticketPager = new TicketPager(
                pool, columnEncryption, reportReader, new TextSearch(pool, fieldEncryption, columnEncryption));
        this.files = new TicketDetailsReader(pool, columnEncryption, reportReader, deliveryQueries);
        this.ticketTotals = new TicketTotals(pool);
    }

    /**
     * Lists one page.
     *
     * @throws InvalidCursorException as a failure of the Uni, for a cursor that no page contained
     */
    @Override
    public Uni<Page> list(Query query, Viewer viewer) {
        return read(() -> {
            Optional<PageCursor> pageCursor = query.cursor().isEmpty()
                    ? Optional.empty()
                    : Optional.of(PageCursor.parse(query.cursor(), query.order()));
            return ticketPager.page(
                    TicketSearch.build(query, viewer, fieldEncryption, clock.instant()), pageCursor, query.limit());
        });
    }

    @Override
    public Uni<QueueCounts> queueCounts(Optional<AreaCode> area, Viewer viewer) {
        return read(() -> QueueConditions.count(pool, area, viewer, clock.instant()));
    }

    @Override
    public Uni<Optional<TicketDetails>> find(TicketNo no, Viewer viewer) {
        return read(() -> {
            SqlConditions sqlConditions = new SqlConditions();
            VisibilityFilter.apply(sqlConditions, viewer);
            return files.find(sqlConditions.and("t.no = " + sqlConditions.bind(no.value())));
        });
    }

    @Override
    public Uni<Optional<TicketDetails>> find(ReceiptNo receipt, Viewer viewer) {
        return read(() -> {
            SqlConditions sqlConditions = new SqlConditions();
            VisibilityFilter.apply(sqlConditions, viewer);
            TicketSearch.receipt(sqlConditions, receipt);
            return files.find(sqlConditions);
        });
    }

    @Override
    public Uni<List<OwnTicket>> ownTickets(PersonDetails personDetails, Optional<String> conversation, int limit) {
        return read(() -> personDetails.lookupKey().isEmpty()
                ? Uni.createFrom().item(List.of())
                : files.ownTickets(
                        fieldEncryption.keyedHash(personDetails.lookupKey()),
                        conversation.filter(name -> name.startsWith(GROUP)),
                        limit));
    }

    @Override
    public Uni<List<Delivery>> deliveries(Set<DeliveryState> states, int limit, Viewer viewer) {
        return read(() -> deliveryQueries.findByStates(states, limit, viewer));
    }

    @Override
    public Uni<Optional<Delivery>> delivery(long id) {
        return read(() -> deliveryQueries.find(id));
    }

    @Override
    public Uni<List<Delivery>> waitingForUnitHead(AreaCode unit) {
        return read(() -> deliveryQueries.waitingForUnitHead(unit));
    }

    @Override
    public Uni<Boolean> settle(long delivery, DeliveryState state, String why, Viewer viewer) {
        return read(() -> deliveryQueries.settle(delivery, state, why, viewer));
    }

    @Override
    public Uni<Boolean> markResultSeen(ReceiptNo receipt) {
        return read(() -> deliveryQueries.markResultSeen(receipt));
    }

    @Override
    public Uni<Totals> totals() {
        return read(() -> ticketTotals.totals());
    }

    /** Translates the database errors of a read, as for a write. */
    static <T> Uni<T> read(Supplier<Uni<? extends T>> query) {
        return Uni.createFrom().<T>deferred(query).onFailure().transform(PgErrors::translate);
    }
}
