package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/** What was told, and what waits for a person. */
final class DeliveryQueries {
    private static final String COLUMNS =
            "SELECT id, ticket_no, version, receipt_no, type, audience, channel, state, why, attempts, at, broadcast FROM delivery ";
    private static final String IN_STATES =
            COLUMNS + "WHERE state = ANY($1::text[]) ORDER BY broadcast IS NOT NULL, id LIMIT $2";
    private static final String WAITING = COLUMNS + "WHERE audience = $1 AND state = 'WAITS_FOR_PERSON' ORDER BY id";
    private static final String OF_TICKET =
            ReportReader.FAMILY + COLUMNS + "WHERE ticket_no IN (SELECT no FROM family) ORDER BY id";
    private static final String SETTLE = "UPDATE delivery SET state = $2, why = $3, at = $4 "
            + "WHERE id = $1 AND state IN ('WAITS_FOR_PERSON', 'UNKNOWN')";

    private final Pool pool;
    private final InstantSource clock;

    DeliveryQueries(Pool pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    Uni<List<Delivery>> findByStates(Set<DeliveryState> states, int limit) {
        return read(IN_STATES, Tuple.of(states.stream().map(DeliveryState::name).toArray(String[]::new), limit));
    }

    Uni<List<Delivery>> waitingForUnitHead(AreaCode unit) {
        return read(WAITING, Tuple.of(new Recipient.PlainGroup(unit).encode()));
    }

    Uni<List<Delivery>> findByTicket(TicketNo no) {
        return read(OF_TICKET, Tuple.of((Object) new String[] {no.value()}));
    }

    Uni<Boolean> settle(long delivery, DeliveryState state, String why) {
        return pool.preparedQuery(SETTLE)
                .execute(Tuple.of(delivery, state.name(), why, clock.instant().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    private Uni<List<Delivery>> read(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(rows -> ReportReader.list(rows, DeliveryQueries::delivery));
    }

    private static Delivery delivery(Row row) {
        return new Delivery(
                row.getLong("id"),
                Optional.ofNullable(row.getString("ticket_no")).map(TicketNo::new),
                row.getInteger("version"),
                Optional.ofNullable(row.getString("receipt_no")).map(ReceiptNo::new),
                NoticeType.valueOf(row.getString("type")),
                Recipient.parse(row.getString("audience")),
                Channel.valueOf(row.getString("channel")),
                DeliveryState.valueOf(row.getString("state")),
                row.getString("why"),
                row.getInteger("attempts"),
                TicketRowMapper.instant(row, "at"),
                row.getLong("broadcast") == null ? 0 : row.getLong("broadcast"));
    }
}
