package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.adapters.store.DeliveryMapper;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/** Reads deliveries by ticket and by state. */
final class DeliveryQueries {
    private static final String SELECT = "SELECT " + DeliveryMapper.COLUMNS + " FROM delivery d ";

    /** The state is a literal, because the planner uses the partial index only for a constant. */
    private static final String IN_STATE = """
            (SELECT d.* FROM delivery d WHERE d.state = '%s' AND %s
            ORDER BY d.broadcast_id IS NOT NULL, d.id LIMIT $1)""";

    private static final String FIRST =
            "SELECT " + DeliveryMapper.COLUMNS + " FROM (%s) AS d ORDER BY d.broadcast_id IS NOT NULL, d.id LIMIT $1";

    private static final String WAITING = SELECT
            + "WHERE d.recipient_type = 'UNIT' AND d.recipient_id = $1 AND d.state = 'WAITS_FOR_PERSON' ORDER BY d.id";
    private static final String OF_TICKET =
            ReportReader.FAMILY + SELECT + "WHERE d.ticket_no IN (SELECT no FROM family) ORDER BY d.id";
    /** A result that is not passed on is still there for its reporter to look up. */
    static final String SET_OUTCOME = "UPDATE delivery d SET reason = $2, at = $3, state = CASE"
            + " WHEN $1::text = 'DROPPED' AND d.type = 'RESULT' AND d.receipt_no IS NOT NULL THEN 'WAITS_FOR_QUERY' ELSE $1::text END";

    private static final String SETTLE =
            SET_OUTCOME + " WHERE d.id = $4 AND d.state IN ('WAITS_FOR_PERSON', 'UNKNOWN', 'CANNOT') AND %s";

    /** One that went to customer service and is put off waits for its SMS. */
    private static final String RESULT_SEEN = "UPDATE delivery SET state = 'SENT', reason = '本人查到了', at = $2"
            + " WHERE receipt_no = $1 AND type = 'RESULT' AND (state IN ('WAITS_FOR_QUERY', 'CANNOT', 'UNKNOWN')"
            + " OR state = 'PENDING' AND (channel = 'SMS' OR channel = 'KF' AND next_attempt_at > now()))";

    private final Pool pool;
    private final InstantSource clock;

    DeliveryQueries(Pool pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Reads up to {@code limit} rows from each state, so that a state with a million rows is not sorted. */
    Uni<List<Delivery>> findByStates(Set<DeliveryState> states, int limit, Viewer viewer) {
        SqlConditions visible = new SqlConditions();
        visible.bind((long) limit);
        VisibilityFilter.applyToDeliveries(visible, viewer);
        String each = states.stream()
                .sorted()
                .map(state -> IN_STATE.formatted(state.name(), visible.expression()))
                .collect(Collectors.joining(" UNION ALL "));
        return states.isEmpty() ? Uni.createFrom().item(List.of()) : read(FIRST.formatted(each), visible.tuple());
    }

    Uni<Optional<Delivery>> find(long id) {
        return read(SELECT + "WHERE d.id = $1", Tuple.of(id))
                .map(found -> found.stream().findFirst());
    }

    Uni<List<Delivery>> waitingForUnitHead(AreaCode unit) {
        return read(WAITING, Tuple.of(unit.value()));
    }

    Uni<List<Delivery>> findByTicket(TicketNo no) {
        return read(OF_TICKET, Tuple.of((Object) new String[] {no.value()}));
    }

    Uni<Boolean> settle(long delivery, DeliveryState state, String why, Viewer viewer) {
        SqlConditions visible = new SqlConditions();
        visible.bind(state.name());
        visible.bind(why);
        visible.bind(clock.instant().atOffset(ZoneOffset.UTC));
        visible.bind(delivery);
        VisibilityFilter.applyToDeliveries(visible, viewer);
        return pool.preparedQuery(SETTLE.formatted(visible.expression()))
                .execute(visible.tuple())
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Boolean> markResultSeen(ReceiptNo receipt) {
        return pool.preparedQuery(RESULT_SEEN)
                .execute(Tuple.of(receipt.digits(), clock.instant().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() > 0);
    }

    private Uni<List<Delivery>> read(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(rows -> ReportReader.list(rows, DeliveryMapper::delivery));
    }
}
