package lianhu.adapters.store.broadcast;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.store.outbox.OutboxPartitions;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastCallVersion;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.roster.Post;
import lianhu.core.roster.Role;
import org.jspecify.annotations.Nullable;

/** Stores escalation calls (叫应). */
@ApplicationScoped
public class PgEscalations implements EscalationRepository {
    /** An older emergency counts as over, even if nobody has closed it. */
    private static final Duration OPEN = Duration.ofHours(24);

    /** WeCom delivers a message up to four times; a second 到了 within this time is a repeat. */
    private static final Duration SAME = Duration.ofMinutes(10);

    private static final Duration REPEATED = Duration.ofHours(2);

    private static final String OF = """
            SELECT area, step, answered_by_name, answered_at FROM escalation
            WHERE broadcast_id = $1 ORDER BY answered_at IS NOT NULL, area LIMIT $2""";

    /** A unit head answers for the unit; a grid keeper and higher posts answer for the areas they were called for. */
    private static final String ANSWER = """
            WITH posts AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS p(area, id, name)),
            mine AS (
              SELECT c.broadcast_id, c.area, p.id, p.name FROM escalation c
              JOIN broadcast b ON b.id = c.broadcast_id AND b.state IN ('SENDING', 'PAUSED') AND b.started_at > $5
              JOIN posts p ON c.area = p.area OR (starts_with(c.area, p.area)
                AND EXISTS (SELECT FROM delivery d WHERE d.broadcast_id = c.broadcast_id AND d.recipient_type = 'POST'
                  AND d.recipient_id = p.id))
              WHERE c.answered_at IS NULL AND ($6::bigint IS NULL OR c.broadcast_id = $6)
            ), newest AS (SELECT max(broadcast_id) AS id FROM mine)
            UPDATE escalation c SET answered_by = m.id, answered_by_name = m.name, answered_at = $4, next_at = NULL
            FROM mine m, newest n
            WHERE m.broadcast_id = n.id AND c.broadcast_id = m.broadcast_id AND c.area = m.area AND c.answered_at IS NULL
            RETURNING c.broadcast_id, c.area""";

    private static final String ANSWERED_BEFORE = """
            SELECT broadcast_id, area FROM escalation WHERE answered_by = ANY($1::text[]) AND answered_at > $2
              AND broadcast_id = coalesce($3::bigint, (SELECT max(broadcast_id) FROM escalation
                WHERE answered_by = ANY($1::text[]) AND answered_at > $2))""";

    private static final String OPEN_AT = "SELECT " + BroadcastRowMapper.COLUMNS + """
             FROM escalation c JOIN broadcast b ON b.id = c.broadcast_id
            WHERE c.area = $1 AND c.answered_at IS NULL AND b.state = 'SENDING' AND b.started_at > $2
            ORDER BY b.id DESC""";

    private static final String SILENT = """
            SELECT area FROM escalation WHERE broadcast_id = $1 AND answered_at IS NULL AND starts_with(area, $2)
            ORDER BY area""";

    private static final String DUE = """
            WITH due AS (
              SELECT c.broadcast_id, c.area FROM escalation c
              JOIN broadcast b ON b.id = c.broadcast_id AND b.state = 'SENDING' AND b.started_at > $4
              WHERE c.next_at <= $1 ORDER BY c.next_at LIMIT $2 FOR UPDATE OF c SKIP LOCKED
            )
            UPDATE escalation c SET next_at = $3 FROM due
            WHERE c.broadcast_id = due.broadcast_id AND c.area = due.area
            RETURNING c.broadcast_id, c.area, c.step""";

    private static final String STEP = """
            UPDATE escalation SET step = step + 1, next_at = $4
            WHERE broadcast_id = $1 AND area = $2 AND step = $3 AND answered_at IS NULL""";

    private static final String DELIVER = """
            INSERT INTO delivery (version, type, recipient_type, recipient_id, channel, state, reason, priority, partition,
              broadcast_id)
            VALUES ($8, 'BROADCAST_EMERGENCY', 'POST', $2, $3, $4, $5, $6, $7, $1)
            ON CONFLICT (broadcast_id, recipient_type, recipient_id, version) WHERE broadcast_id IS NOT NULL DO NOTHING""";

    private static final String REPEAT = """
            INSERT INTO delivery (version, type, recipient_type, recipient_id, channel, state, reason, priority, partition,
              broadcast_id)
            SELECT 1, d.type, d.recipient_type, d.recipient_id, d.channel, 'PENDING', '上一次不知道到没到，再发一次', d.priority,
              d.partition, d.broadcast_id
            FROM broadcast b JOIN delivery d ON d.broadcast_id = b.id AND d.state = 'UNKNOWN' AND d.version = 0
            WHERE b.kind = 'EMERGENCY' AND b.state = 'SENDING' AND b.started_at > $1
            ON CONFLICT (broadcast_id, recipient_type, recipient_id, version) WHERE broadcast_id IS NOT NULL DO NOTHING""";

    private final Pool pool;
    private final OutboxSignal outboxSignal;

    public PgEscalations(Pool pool, OutboxSignal outboxSignal) {
        this.pool = pool;
        this.outboxSignal = outboxSignal;
    }

    @Override
    public Uni<List<EscalationCall>> findByBroadcast(long broadcast, int limit) {
        return run(pool, OF, Tuple.of(broadcast, limit))
                .map(rows -> BroadcastRowMapper.toList(
                        rows,
                        row -> new EscalationCall(
                                place(row),
                                row.getInteger("step"),
                                Optional.ofNullable(row.getString("answered_by_name")),
                                BroadcastRowMapper.instant(row, "answered_at"))));
    }

    @Override
    public Uni<Optional<Acknowledgement>> acknowledge(List<Post> posts, Instant at) {
        return acknowledge(null, posts, at);
    }

    @Override
    public Uni<Optional<Acknowledgement>> acknowledge(long broadcast, List<Post> posts, Instant at) {
        return acknowledge(Long.valueOf(broadcast), posts, at);
    }

    /** @param only null for the newest emergency */
    private Uni<Optional<Acknowledgement>> acknowledge(@Nullable Long only, List<Post> posts, Instant at) {
        if (posts.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        String[] ids = posts.stream().map(post -> post.id().value()).toArray(String[]::new);
        Tuple values = Tuple.tuple()
                .addArrayOfString(
                        posts.stream().map(post -> post.area().value()).toArray(String[]::new))
                .addArrayOfString(ids)
                .addArrayOfString(posts.stream().map(Post::spoken).toArray(String[]::new))
                .addOffsetDateTime(BroadcastRowMapper.toOffsetDateTime(at))
                .addOffsetDateTime(BroadcastRowMapper.toOffsetDateTime(at.minus(OPEN)))
                .addLong(only);
        return run(pool, ANSWER, values)
                .chain(rows -> rows.rowCount() > 0
                        ? Uni.createFrom().item(rows)
                        : run(
                                pool,
                                ANSWERED_BEFORE,
                                Tuple.tuple()
                                        .addArrayOfString(ids)
                                        .addOffsetDateTime(BroadcastRowMapper.toOffsetDateTime(at.minus(SAME)))
                                        .addLong(only)))
                .map(rows -> BroadcastRowMapper.firstOf(rows, row -> row.getLong("broadcast_id"))
                        .map(broadcast ->
                                new Acknowledgement(broadcast, BroadcastRowMapper.toList(rows, PgEscalations::place))));
    }

    @Override
    public Uni<List<Broadcast>> openEmergencies(AreaCode unit, Instant at) {
        return run(pool, OPEN_AT, Tuple.of(unit.value(), BroadcastRowMapper.toOffsetDateTime(at.minus(OPEN))))
                .map(rows -> BroadcastRowMapper.toList(rows, BroadcastRowMapper::broadcast));
    }

    @Override
    public Uni<List<AreaCode>> unansweredPlaces(long broadcast, AreaCode below) {
        return run(pool, SILENT, Tuple.of(broadcast, below.value()))
                .map(rows -> BroadcastRowMapper.toList(rows, PgEscalations::place));
    }

    @Override
    public Uni<List<DueCall>> claimDue(int limit, Instant now, Instant again) {
        return run(
                        pool,
                        DUE,
                        Tuple.of(
                                BroadcastRowMapper.toOffsetDateTime(now),
                                limit,
                                BroadcastRowMapper.toOffsetDateTime(again),
                                BroadcastRowMapper.toOffsetDateTime(now.minus(OPEN))))
                .map(rows -> BroadcastRowMapper.toList(
                        rows, row -> new DueCall(row.getLong("broadcast_id"), place(row), row.getInteger("step"))));
    }

    @Override
    public Uni<Void> recordStep(DueCall dueCall, List<Post> posts, Optional<Instant> next) {
        return recordStep(dueCall, posts, 0, next);
    }

    @Override
    public Uni<Void> recordReminder(DueCall dueCall, List<Post> posts, int round, Instant next) {
        return recordStep(dueCall, posts, BroadcastCallVersion.ofReminder(round), Optional.of(next));
    }

    private Uni<Void> recordStep(DueCall dueCall, List<Post> posts, int version, Optional<Instant> next) {
        @Nullable
        OffsetDateTime at = next.map(BroadcastRowMapper::toOffsetDateTime).orElse(null);
        return pool.withTransaction(connection -> run(
                                connection,
                                STEP,
                                Tuple.of(dueCall.broadcast(), dueCall.place().value(), dueCall.step())
                                        .addOffsetDateTime(at))
                        .chain(rows -> {
                            Uni<Void> done = Uni.createFrom().voidItem();
                            for (Post post : rows.rowCount() == 1 ? posts : List.<Post>of()) {
                                done = done.chain(() -> run(
                                                connection,
                                                DELIVER,
                                                deliveryParameters(dueCall.broadcast(), post)
                                                        .addInteger(version))
                                        .replaceWithVoid());
                            }
                            return done;
                        }))
                .invoke(outboxSignal::signalBroadcasts);
    }

    /** A unit head without an account sees the call on the personal page; any other post hears it by telephone alone. */
    private static Tuple deliveryParameters(long broadcast, Post post) {
        boolean isHead = post.role() == Role.UNIT_HEAD || post.role() == Role.DEPUTY_HEAD;
        boolean hasAccount = !post.userId().isEmpty();
        DeliveryState state =
                hasAccount ? DeliveryState.PENDING : isHead ? DeliveryState.WAITS_FOR_PERSON : DeliveryState.CANNOT;
        String why = hasAccount ? "" : isHead ? "在联户长自己的页面上等他看" : "没有企业微信账号，消息到不了，只能打电话叫";
        return Tuple.of(broadcast, post.id().value())
                .addString((hasAccount || !isHead ? Channel.PRIVATE : Channel.WEB).name())
                .addString(state.name())
                .addString(why)
                .addShort(OutboxPartitions.EMERGENCIES)
                .addShort(OutboxPartitions.partitionOf(new Recipient.PostHolder(post.id()).encode()));
    }

    @Override
    public Uni<Integer> resendUnknown(Instant now) {
        return run(pool, REPEAT, Tuple.of(BroadcastRowMapper.toOffsetDateTime(now.minus(REPEATED))))
                .map(RowSet::rowCount)
                .invoke(count -> {
                    if (count > 0) {
                        outboxSignal.signalBroadcasts();
                    }
                });
    }

    private static AreaCode place(Row row) {
        return new AreaCode(row.getString("area"));
    }

    private static Uni<RowSet<Row>> run(SqlClient client, String sql, Tuple values) {
        return client.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
