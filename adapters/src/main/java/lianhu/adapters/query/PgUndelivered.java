package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import lianhu.adapters.store.DeliveryMapper;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RecipientType;
import lianhu.core.query.UndeliveredQueries;
import lianhu.core.query.Viewer;

/**
 * Reads and settles deliveries by recipient. Every statement includes the visibility of the viewer. Those of drills stand on the page
 * of their ticket alone.
 */
@Singleton
public final class PgUndelivered implements UndeliveredQueries {
    private final Pool pool;
    private final InstantSource clock;

    public PgUndelivered(Pool pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public Uni<Page> recipients(DeliveryState state, long before, int limit, Viewer viewer) {
        return PgTicketQueries.read(() -> {
            SqlConditions sqlConditions = inState(new SqlConditions(), state, viewer);
            String sql = "SELECT * FROM (SELECT d.recipient_type, d.recipient_id, count(*) AS deliveries,"
                    + " min(d.at) AS oldest, max(d.id) AS newest, count(*) OVER () AS recipients,"
                    + " (sum(count(*)) OVER ())::bigint AS all_deliveries FROM delivery d" + sqlConditions
                    + " GROUP BY 1, 2) AS g ORDER BY newest < " + sqlConditions.bind(before)
                    + " DESC, newest DESC LIMIT " + (limit + 1);
            return pool.preparedQuery(sql)
                    .execute(sqlConditions.tuple())
                    .map(rows -> page(ReportReader.list(rows, row -> row), state, before, limit));
        });
    }

    /** The first row carries the totals, also when the page is empty. */
    private static Page page(List<Row> rows, DeliveryState state, long before, int limit) {
        List<Group> groups = rows.stream()
                .map(row -> new Group(
                        Recipient.of(
                                RecipientType.valueOf(row.getString("recipient_type")), row.getString("recipient_id")),
                        state,
                        row.getLong("deliveries"),
                        TicketRowMapper.instant(row, "oldest"),
                        row.getLong("newest")))
                .filter(group -> group.newest() < before)
                .toList();
        return new Page(
                groups.subList(0, Math.min(limit, groups.size())),
                rows.isEmpty() ? 0 : rows.getFirst().getLong("recipients"),
                rows.isEmpty() ? 0 : rows.getFirst().getLong("all_deliveries"),
                groups.size() > limit);
    }

    @Override
    public Uni<List<Delivery>> deliveries(
            Recipient recipient, DeliveryState state, long before, int limit, Viewer viewer) {
        return PgTicketQueries.read(() -> {
            SqlConditions sqlConditions = inState(new SqlConditions(), state, viewer);
            to(sqlConditions, recipient).and("d.id < " + sqlConditions.bind(before));
            return pool.preparedQuery("SELECT " + DeliveryMapper.COLUMNS + " FROM delivery d" + sqlConditions
                            + " ORDER BY d.id DESC LIMIT " + limit)
                    .execute(sqlConditions.tuple())
                    .map(rows -> ReportReader.list(rows, DeliveryMapper::delivery));
        });
    }

    @Override
    public Uni<Integer> settle(Group group, DeliveryState outcome, String why, Viewer viewer) {
        return PgTicketQueries.read(() -> {
            SqlConditions sqlConditions = new SqlConditions();
            sqlConditions.bind(outcome.name());
            sqlConditions.bind(why);
            sqlConditions.bind(clock.instant().atOffset(ZoneOffset.UTC));
            to(inState(sqlConditions, group.state(), viewer), group.recipient())
                    .and("d.id <= " + sqlConditions.bind(group.newest()));
            return pool.preparedQuery(DeliveryQueries.SET_OUTCOME + sqlConditions)
                    .execute(sqlConditions.tuple())
                    .map(rows -> rows.rowCount());
        });
    }

    /** The state is a literal, because the planner uses the partial index only for a constant. */
    private static SqlConditions inState(SqlConditions sqlConditions, DeliveryState state, Viewer viewer) {
        sqlConditions.and("d.state = '" + state.name() + "'");
        VisibilityFilter.applyToDeliveries(sqlConditions, viewer);
        return sqlConditions.and("NOT EXISTS (SELECT FROM ticket t WHERE t.no = d.ticket_no AND t.drill)");
    }

    private static SqlConditions to(SqlConditions sqlConditions, Recipient recipient) {
        return sqlConditions.and("d.recipient_type = "
                + sqlConditions.bind(recipient.type().name()) + " AND d.recipient_id = "
                + sqlConditions.bind(recipient.id()));
    }
}
