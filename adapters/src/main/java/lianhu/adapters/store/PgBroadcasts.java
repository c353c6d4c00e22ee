package lianhu.adapters.store;

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
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAction;
import lianhu.core.broadcast.BroadcastRepository;
import lianhu.core.broadcast.BroadcastTarget;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;

/**
 * Notices to many in PostgreSQL. What may not go out yet, or not now, waits in the outbox with no hour at all
 * ({@code next_at} infinite), so that nothing but an hour has to be written to let it go.
 */
@ApplicationScoped
public class PgBroadcasts implements BroadcastRepository {
    private static final String MAKE = """
            INSERT INTO broadcast (source, area, kind, words, state, targets, made_by, made_name, made_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (source) DO NOTHING RETURNING id""";

    private static final String DELIVER = """
            INSERT INTO delivery (version, type, audience, channel, state, why, lane, slot, next_at, broadcast, at)
            SELECT 0, $9, audience, channel, state, why, $2, slot, 'infinity', $1, $3
            FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::int[]) AS t(audience, channel, state, why, slot)
            ON CONFLICT (broadcast, audience, version) WHERE broadcast IS NOT NULL DO NOTHING""";

    private static final String CALL =
            "INSERT INTO broadcast_call (broadcast, area) SELECT $1, area FROM unnest($2::text[]) AS t(area)";

    /** What people paste shows on their page from now on; what we send waits for its hour. */
    private static final String BEGIN = """
            UPDATE delivery SET next_at = $2, at = $3,
              state = CASE WHEN audience LIKE 'unit:%' THEN 'WAITS_FOR_PERSON' ELSE state END
            WHERE broadcast = $1 AND state = 'PENDING'""";

    private static final String BEGIN_CALLS =
            "UPDATE broadcast_call SET next_at = $2 WHERE broadcast = $1 AND answered_at IS NULL";
    private static final String BEGUN = "UPDATE broadcast SET begun_at = coalesce(begun_at, $2) WHERE id = $1";
    private static final String FIND = "SELECT " + BroadcastRows.COLUMNS + " FROM broadcast b WHERE b.id = $1";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String BY_SOURCE = "SELECT " + BroadcastRows.COLUMNS + " FROM broadcast b WHERE b.source = $1";
    private static final String NEWEST =
            "SELECT " + BroadcastRows.COLUMNS + " FROM broadcast b ORDER BY b.id DESC LIMIT $1";

    /** Of a repeat and what it repeats, the one that arrived counts, else the repeat. */
    private static final String COUNTS = """
            SELECT state, count(*) AS number FROM (
              SELECT DISTINCT ON (audience) state FROM delivery
              WHERE broadcast = $1 AND audience NOT LIKE 'post:%'
              ORDER BY audience, state = 'SENT' DESC, version DESC) AS newest
            GROUP BY state""";

    private static final String ANSWERS =
            "SELECT count(*), count(answered_at) FROM broadcast_call WHERE broadcast = $1";

    private static final String RESULTS = """
            SELECT * FROM (
              SELECT DISTINCT ON (audience) id, version, audience, channel, state, why, attempts, at FROM delivery
              WHERE broadcast = $1 AND audience NOT LIKE 'post:%'
              ORDER BY audience, state = 'SENT' DESC, version DESC) AS newest
            ORDER BY CASE state WHEN 'CANNOT' THEN 0 WHEN 'UNKNOWN' THEN 1 WHEN 'WAITS_FOR_PERSON' THEN 2
              WHEN 'PENDING' THEN 3 WHEN 'SENDING' THEN 3 ELSE 4 END, id LIMIT $2""";

    private static final String OF_DELIVERIES = "SELECT d.id AS delivery, " + BroadcastRows.COLUMNS
            + " FROM delivery d JOIN broadcast b ON b.id = d.broadcast WHERE d.id = ANY($1::bigint[])";

    private static final String APPROVE = """
            UPDATE broadcast SET state = 'SENDING', approved_by = $2, approved_name = $3, approved_at = $4
            WHERE id = $1""";
    private static final String BECOME = "UPDATE broadcast SET state = $2 WHERE id = $1";
    private static final String NOTE =
            "INSERT INTO broadcast_deed (broadcast, at, deed, by_id, by_name) VALUES ($1, $2, $3, $4, $5)";
    private static final String HOLD =
            "UPDATE delivery SET next_at = 'infinity' WHERE broadcast = $1 AND state = 'PENDING'";
    private static final String GO_ON = "UPDATE delivery SET next_at = $2 WHERE broadcast = $1 AND state = 'PENDING'";
    private static final String DROP = """
            UPDATE delivery SET state = 'DROPPED', why = '撤下了'
            WHERE broadcast = $1 AND state IN ('PENDING', 'WAITS_FOR_PERSON')""";
    private static final String STOP_CALLS = "UPDATE broadcast_call SET next_at = NULL WHERE broadcast = $1";

    /** What a person has to do is not ours to send again. */
    private static final String AGAIN = """
            UPDATE delivery SET state = 'PENDING', attempts = 0, next_at = $2
            WHERE broadcast = $1 AND state = $3 AND audience NOT LIKE 'unit:%'""";

    private final Pool pool;
    private final Doorbell doorbell;

    public PgBroadcasts(Pool pool, Doorbell doorbell) {
        this.pool = pool;
        this.doorbell = doorbell;
    }

    @Override
    public Uni<Broadcast> create(
            Broadcast draft, List<BroadcastTarget> broadcastTargets, List<AreaCode> called, Instant goes) {
        boolean isReady = draft.state() == Broadcast.State.SENDING;
        return pool.withTransaction(connection -> run(
                                connection,
                                MAKE,
                                Tuple.tuple(new ArrayList<>(List.<Object>of(
                                        draft.source(),
                                        draft.area().value(),
                                        draft.kind().name(),
                                        draft.words(),
                                        draft.state().name(),
                                        draft.targets(),
                                        draft.author().id(),
                                        draft.author().name(),
                                        BroadcastRows.time(draft.createdAt())))))
                        .chain(made -> BroadcastRows.first(made, row -> row.getLong(0))
                                .map(id -> fill(connection, id, draft, broadcastTargets, called)
                                        .chain(() -> isReady
                                                ? begin(connection, id, draft.createdAt(), goes)
                                                : Uni.createFrom().voidItem()))
                                .orElseGet(() -> Uni.createFrom().voidItem())))
                .chain(() -> run(pool, BY_SOURCE, Tuple.of(draft.source())))
                .map(rows -> BroadcastRows.first(rows, BroadcastRows::broadcast).orElseThrow())
                .invoke(doorbell::ring)
                .onFailure()
                .transform(Foreign::translated);
    }

    private static Uni<Void> fill(
            SqlConnection connection,
            long id,
            Broadcast draft,
            List<BroadcastTarget> broadcastTargets,
            List<AreaCode> called) {
        Tuple columns = Tuple.of(id, Slots.lane(draft.kind()), BroadcastRows.time(draft.createdAt()))
                .addArrayOfString(broadcastTargets.stream()
                        .map(broadcastTarget -> broadcastTarget.recipient().encode())
                        .toArray(String[]::new))
                .addArrayOfString(broadcastTargets.stream()
                        .map(broadcastTarget -> broadcastTarget.channel().name())
                        .toArray(String[]::new))
                .addArrayOfString(
                        broadcastTargets.stream().map(PgBroadcasts::first).toArray(String[]::new))
                .addArrayOfString(
                        broadcastTargets.stream().map(BroadcastTarget::why).toArray(String[]::new))
                .addArrayOfInteger(broadcastTargets.stream()
                        .map(broadcastTarget ->
                                (int) Slots.of(broadcastTarget.recipient().encode()))
                        .toArray(Integer[]::new))
                .addString(type(draft.kind()).name());
        return run(connection, DELIVER, columns)
                .chain(() -> run(
                        connection,
                        CALL,
                        Tuple.of(id)
                                .addArrayOfString(
                                        called.stream().map(AreaCode::value).toArray(String[]::new))))
                .replaceWithVoid();
    }

    private static NoticeType type(Broadcast.Kind kind) {
        return kind == Broadcast.Kind.EMERGENCY ? NoticeType.BROADCAST_EMERGENCY : NoticeType.BROADCAST;
    }

    private static String first(BroadcastTarget broadcastTarget) {
        return broadcastTarget.state() == DeliveryState.CANNOT
                ? broadcastTarget.state().name()
                : DeliveryState.PENDING.name();
    }

    private static Uni<Void> begin(SqlConnection connection, long id, Instant now, Instant goes) {
        return run(connection, BEGIN, Tuple.of(id, BroadcastRows.time(goes), BroadcastRows.time(now)))
                .chain(() -> run(connection, BEGIN_CALLS, Tuple.of(id, BroadcastRows.time(goes))))
                .chain(() -> run(connection, BEGUN, Tuple.of(id, BroadcastRows.time(now))))
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Broadcast>> find(long id) {
        return run(pool, FIND, Tuple.of(id))
                .map(rows -> BroadcastRows.first(rows, BroadcastRows::broadcast))
                .onFailure()
                .transform(Foreign::translated);
    }

    @Override
    public Uni<List<Progress>> newest(int limit) {
        return run(pool, NEWEST, Tuple.of(limit))
                .map(rows -> BroadcastRows.list(rows, BroadcastRows::broadcast))
                .chain(found -> Uni.join()
                        .all(
                                found.isEmpty()
                                        ? List.of(Uni.createFrom().item(new Progress[0]))
                                        : found.stream()
                                                .map(one -> standing(one).map(progress -> new Progress[] {progress}))
                                                .toList())
                        .usingConcurrencyOf(2)
                        .andFailFast())
                .map(all -> all.stream().flatMap(java.util.Arrays::stream).toList());
    }

    @Override
    public Uni<Optional<Progress>> progress(long id) {
        return find(id).chain(found -> found.map(one -> standing(one).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Progress> standing(Broadcast broadcast) {
        return run(pool, COUNTS, Tuple.of(broadcast.id()))
                .chain(counts -> run(pool, ANSWERS, Tuple.of(broadcast.id())).map(answers -> {
                    Map<DeliveryState, Long> byState = new EnumMap<>(DeliveryState.class);
                    counts.forEach(
                            row -> byState.put(DeliveryState.valueOf(row.getString("state")), row.getLong("number")));
                    Row row = answers.iterator().next();
                    return new Progress(broadcast, byState, row.getLong(0), row.getLong(1));
                }))
                .onFailure()
                .transform(Foreign::translated);
    }

    @Override
    public Uni<List<Delivery>> deliveries(long id, int limit) {
        return run(pool, RESULTS, Tuple.of(id, limit))
                .map(rows -> BroadcastRows.list(rows, row -> result(row, id)))
                .onFailure()
                .transform(Foreign::translated);
    }

    @Override
    public Uni<Map<Long, Broadcast>> findByDeliveries(List<Long> deliveries) {
        return run(pool, OF_DELIVERIES, Tuple.tuple().addArrayOfLong(deliveries.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, Broadcast> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getLong("delivery"), BroadcastRows.broadcast(row)));
                    return found;
                });
    }

    @Override
    public Uni<Optional<Broadcast>> apply(
            long id, BroadcastAction deed, Broadcast.Person by, Instant at, Instant goes) {
        return pool.withTransaction(connection -> run(connection, LOCK, Tuple.of(id))
                        .map(rows -> BroadcastRows.first(rows, BroadcastRows::broadcast)
                                .filter(now -> deed.isAllowed(now, by)))
                        .chain(now -> now.isEmpty()
                                ? Uni.createFrom().item(Optional.<Broadcast>empty())
                                : carryOut(connection, id, deed, by, at, goes)
                                        .chain(() -> note(connection, id, deed, by, at))
                                        .chain(() -> run(connection, FIND, Tuple.of(id)))
                                        .map(rows -> BroadcastRows.first(rows, BroadcastRows::broadcast))))
                .invoke(doorbell::ring)
                .onFailure()
                .transform(Foreign::translated);
    }

    private static Uni<?> carryOut(
            SqlConnection connection, long id, BroadcastAction deed, Broadcast.Person by, Instant at, Instant goes) {
        return switch (deed) {
            case APPROVE ->
                run(connection, APPROVE, Tuple.of(id, by.id(), by.name(), BroadcastRows.time(at)))
                        .chain(() -> begin(connection, id, at, goes));
            case PAUSE -> become(connection, id, "PAUSED").chain(() -> run(connection, HOLD, Tuple.of(id)));
            case RESUME ->
                become(connection, id, "SENDING")
                        .chain(() -> run(connection, GO_ON, Tuple.of(id, BroadcastRows.time(goes))));
            case CANCEL ->
                become(connection, id, "CANCELLED")
                        .chain(() -> run(connection, DROP, Tuple.of(id)))
                        .chain(() -> run(connection, STOP_CALLS, Tuple.of(id)));
            case RESEND -> run(connection, AGAIN, Tuple.of(id, BroadcastRows.time(goes), "CANNOT"));
            case RESEND_UNKNOWN -> run(connection, AGAIN, Tuple.of(id, BroadcastRows.time(goes), "UNKNOWN"));
        };
    }

    private static Uni<RowSet<Row>> become(SqlConnection connection, long id, String state) {
        return run(connection, BECOME, Tuple.of(id, state));
    }

    private static Uni<RowSet<Row>> note(
            SqlConnection connection, long id, BroadcastAction deed, Broadcast.Person by, Instant at) {
        return run(connection, NOTE, Tuple.of(id, BroadcastRows.time(at), deed.name(), by.id(), by.name()));
    }

    private static Uni<RowSet<Row>> run(SqlClient client, String sql, Tuple values) {
        return client.preparedQuery(sql).execute(values);
    }

    private static Delivery result(Row row, long broadcast) {
        return new Delivery(
                row.getLong("id"),
                Optional.empty(),
                row.getInteger("version"),
                Optional.empty(),
                NoticeType.BROADCAST,
                Recipient.parse(row.getString("audience")),
                Channel.valueOf(row.getString("channel")),
                DeliveryState.valueOf(row.getString("state")),
                row.getString("why"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("at").toInstant(),
                broadcast);
    }
}
