package lianhu.adapters.store.broadcast;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.store.DeliveryMapper;
import lianhu.adapters.store.outbox.OutboxPartitions;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAction;
import lianhu.core.broadcast.BroadcastRepository;
import lianhu.core.broadcast.BroadcastTarget;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;

/**
 * Stores broadcasts. A delivery of a broadcast that is not approved or is paused waits in the outbox with an infinite
 * {@code next_attempt_at}; setting a time releases it.
 */
@ApplicationScoped
public class PgBroadcasts implements BroadcastRepository {
    private static final String INSERT = """
            INSERT INTO broadcast (source, areas, kind, body, state, recipients, created_by, created_by_name, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (source) DO NOTHING RETURNING id""";

    private static final String DELIVER = """
            INSERT INTO delivery (version, type, recipient_type, recipient_id, channel, state, reason, priority, partition,
              next_attempt_at, broadcast_id, at)
            SELECT 0, $10, recipient_type, recipient_id, channel, state, reason, $2, partition, 'infinity', $1, $3
            FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[])
              AS t(recipient_type, recipient_id, channel, state, reason, partition)
            ON CONFLICT (broadcast_id, recipient_type, recipient_id, version) WHERE broadcast_id IS NOT NULL DO NOTHING""";

    private static final String INSERT_ESCALATIONS =
            "INSERT INTO escalation (broadcast_id, area) SELECT $1, area FROM unnest($2::text[]) AS t(area)";

    private static final String FIND = "SELECT " + BroadcastRowMapper.COLUMNS + " FROM broadcast b WHERE b.id = $1";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String BY_SOURCE =
            "SELECT " + BroadcastRowMapper.COLUMNS + " FROM broadcast b WHERE b.source = $1";
    private static final String NEWEST =
            "SELECT " + BroadcastRowMapper.COLUMNS + " FROM broadcast b ORDER BY b.id DESC LIMIT $1";

    /** Counts a recipient once: the delivery that arrived, else the newest repeat. */
    private static final String COUNTS = """
            SELECT state, count(*) AS number FROM (
              SELECT DISTINCT ON (recipient_type, recipient_id) state FROM delivery
              WHERE broadcast_id = $1 AND recipient_type <> 'POST'
              ORDER BY recipient_type, recipient_id, state = 'SENT' DESC, version DESC) AS newest
            GROUP BY state""";

    private static final String ANSWERS = "SELECT count(*), count(answered_at) FROM escalation WHERE broadcast_id = $1";

    private static final String RESULTS = """
            SELECT * FROM (
              SELECT DISTINCT ON (d.recipient_type, d.recipient_id) %s FROM delivery d
              WHERE d.broadcast_id = $1 AND d.recipient_type <> 'POST'
              ORDER BY d.recipient_type, d.recipient_id, d.state = 'SENT' DESC, d.version DESC) AS newest
            ORDER BY CASE state WHEN 'CANNOT' THEN 0 WHEN 'UNKNOWN' THEN 1 WHEN 'WAITS_FOR_PERSON' THEN 2
              WHEN 'PENDING' THEN 3 WHEN 'SENDING' THEN 3 ELSE 4 END, id LIMIT $2""".formatted(DeliveryMapper.COLUMNS);

    private static final String OF_DELIVERIES = "SELECT d.id AS delivery, " + BroadcastRowMapper.COLUMNS
            + " FROM delivery d JOIN broadcast b ON b.id = d.broadcast_id WHERE d.id = ANY($1::bigint[])";

    private final Pool pool;
    private final OutboxSignal outboxSignal;

    public PgBroadcasts(Pool pool, OutboxSignal outboxSignal) {
        this.pool = pool;
        this.outboxSignal = outboxSignal;
    }

    @Override
    public Uni<Broadcast> create(
            Broadcast draft, List<BroadcastTarget> broadcastTargets, List<AreaCode> called, Instant due) {
        boolean isReady = draft.state() == Broadcast.State.SENDING;
        return pool.withTransaction(connection -> run(
                                connection,
                                INSERT,
                                Tuple.tuple(new ArrayList<>(List.<Object>of(
                                        draft.source(),
                                        draft.audience().areas().stream()
                                                .map(AreaCode::value)
                                                .toArray(String[]::new),
                                        draft.kind().name(),
                                        draft.words(),
                                        draft.state().name(),
                                        draft.targets(),
                                        draft.author().id(),
                                        draft.author().name(),
                                        BroadcastRowMapper.toOffsetDateTime(draft.createdAt())))))
                        .chain(made -> BroadcastRowMapper.firstOf(made, row -> row.getLong(0))
                                .map(id -> insertParts(connection, id, draft, broadcastTargets, called)
                                        .chain(() -> isReady
                                                ? BroadcastActions.start(connection, id, draft.createdAt(), due)
                                                : Uni.createFrom().voidItem()))
                                .orElseGet(() -> Uni.createFrom().voidItem())))
                .chain(() -> run(pool, BY_SOURCE, Tuple.of(draft.source())))
                .map(rows -> BroadcastRowMapper.firstOf(rows, BroadcastRowMapper::broadcast)
                        .orElseThrow())
                .invoke(outboxSignal::signalBroadcasts)
                .onFailure()
                .transform(PgErrors::translate);
    }

    private static Uni<Void> insertParts(
            SqlConnection connection,
            long id,
            Broadcast draft,
            List<BroadcastTarget> broadcastTargets,
            List<AreaCode> called) {
        Tuple columns = Tuple.of(
                        id,
                        OutboxPartitions.priority(draft.kind()),
                        BroadcastRowMapper.toOffsetDateTime(draft.createdAt()))
                .addArrayOfString(broadcastTargets.stream()
                        .map(broadcastTarget ->
                                broadcastTarget.recipient().type().name())
                        .toArray(String[]::new))
                .addArrayOfString(broadcastTargets.stream()
                        .map(broadcastTarget -> broadcastTarget.recipient().id())
                        .toArray(String[]::new))
                .addArrayOfString(broadcastTargets.stream()
                        .map(broadcastTarget -> broadcastTarget.channel().name())
                        .toArray(String[]::new))
                .addArrayOfString(broadcastTargets.stream()
                        .map(PgBroadcasts::initialState)
                        .toArray(String[]::new))
                .addArrayOfString(
                        broadcastTargets.stream().map(BroadcastTarget::why).toArray(String[]::new))
                .addArrayOfInteger(broadcastTargets.stream()
                        .map(broadcastTarget -> (int) OutboxPartitions.partitionOf(
                                broadcastTarget.recipient().encode()))
                        .toArray(Integer[]::new))
                .addString(type(draft.kind()).name());
        return run(connection, DELIVER, columns)
                .chain(() -> run(
                        connection,
                        INSERT_ESCALATIONS,
                        Tuple.of(id)
                                .addArrayOfString(
                                        called.stream().map(AreaCode::value).toArray(String[]::new))))
                .replaceWithVoid();
    }

    private static NoticeType type(Broadcast.Kind kind) {
        return kind == Broadcast.Kind.EMERGENCY ? NoticeType.BROADCAST_EMERGENCY : NoticeType.BROADCAST;
    }

    private static String initialState(BroadcastTarget broadcastTarget) {
        return broadcastTarget.state() == DeliveryState.CANNOT
                ? broadcastTarget.state().name()
                : DeliveryState.PENDING.name();
    }

    @Override
    public Uni<Optional<Broadcast>> find(long id) {
        return run(pool, FIND, Tuple.of(id))
                .map(rows -> BroadcastRowMapper.firstOf(rows, BroadcastRowMapper::broadcast))
                .onFailure()
                .transform(PgErrors::translate);
    }

    @Override
    public Uni<List<Progress>> newest(int limit) {
        return run(pool, NEWEST, Tuple.of(limit))
                .map(rows -> BroadcastRowMapper.toList(rows, BroadcastRowMapper::broadcast))
                .chain(found -> Uni.join()
                        .all(
                                found.isEmpty()
                                        ? List.of(Uni.createFrom().item(new Progress[0]))
                                        : found.stream()
                                                .map(one -> progress(one).map(progress -> new Progress[] {progress}))
                                                .toList())
                        .usingConcurrencyOf(2)
                        .andFailFast())
                .map(all -> all.stream().flatMap(java.util.Arrays::stream).toList());
    }

    @Override
    public Uni<Optional<Progress>> progress(long id) {
        return find(id).chain(found -> found.map(one -> progress(one).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Progress> progress(Broadcast broadcast) {
        return run(pool, COUNTS, Tuple.of(broadcast.id()))
                .chain(counts -> run(pool, ANSWERS, Tuple.of(broadcast.id())).map(answers -> {
                    Map<DeliveryState, Long> byState = new EnumMap<>(DeliveryState.class);
                    counts.forEach(
                            row -> byState.put(DeliveryState.valueOf(row.getString("state")), row.getLong("number")));
                    Row row = answers.iterator().next();
                    return new Progress(broadcast, byState, row.getLong(0), row.getLong(1));
                }))
                .onFailure()
                .transform(PgErrors::translate);
    }

    @Override
    public Uni<List<Delivery>> deliveries(long id, int limit) {
        return run(pool, RESULTS, Tuple.of(id, limit))
                .map(rows -> BroadcastRowMapper.toList(rows, DeliveryMapper::delivery))
                .onFailure()
                .transform(PgErrors::translate);
    }

    @Override
    public Uni<Map<Long, Broadcast>> findByDeliveries(List<Long> deliveries) {
        return run(pool, OF_DELIVERIES, Tuple.tuple().addArrayOfLong(deliveries.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, Broadcast> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getLong("delivery"), BroadcastRowMapper.broadcast(row)));
                    return found;
                });
    }

    @Override
    public Uni<Optional<Broadcast>> apply(
            long id, BroadcastAction action, Broadcast.Person by, Instant at, Instant due) {
        return pool.withTransaction(connection -> run(connection, LOCK, Tuple.of(id))
                        .map(rows -> BroadcastRowMapper.firstOf(rows, BroadcastRowMapper::broadcast)
                                .filter(now -> action.isAllowed(now, by)))
                        .chain(now -> now.isEmpty()
                                ? Uni.createFrom().item(Optional.<Broadcast>empty())
                                : BroadcastActions.apply(connection, id, action, by, at, due)
                                        .chain(() -> run(connection, FIND, Tuple.of(id)))
                                        .map(rows -> BroadcastRowMapper.firstOf(rows, BroadcastRowMapper::broadcast))))
                .invoke(outboxSignal::signalBroadcasts)
                .onFailure()
                .transform(PgErrors::translate);
    }

    private static Uni<RowSet<Row>> run(SqlClient client, String sql, Tuple values) {
        return client.preparedQuery(sql).execute(values);
    }
}
