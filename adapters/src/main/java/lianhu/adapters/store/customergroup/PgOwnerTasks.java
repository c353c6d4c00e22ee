package lianhu.adapters.store.customergroup;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.store.DeliveryMapper;
import lianhu.core.customergroup.OwnerTaskRepository;

/** Stores the tasks that group owners have to confirm. Times are the database's; a day is a day in China. */
@ApplicationScoped
public class PgOwnerTasks implements OwnerTaskRepository {
    private static final String WAITING = """
            SELECT %s,
              b.chat, EXISTS (SELECT FROM owner_task_part p WHERE p.chat = b.chat AND p.sent_at >=
                date_trunc('day', now() AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai') AS served
            FROM binding b JOIN delivery d ON d.recipient_type = 'GROUP' AND d.recipient_id = b.chat
              AND d.state = 'WAITS_FOR_PERSON'
            WHERE b.tier = 'CUSTOMER' AND d.channel = 'GROUP'
              AND NOT EXISTS (SELECT FROM owner_task_part p WHERE p.delivery_id = d.id AND p.is_open)
            ORDER BY d.id LIMIT $1""".formatted(DeliveryMapper.COLUMNS);

    private static final String OPEN = """
            SELECT t.id, t.owner, t.msgid, t.created_at, t.reminders, t.last_reminder_at, p.delivery_id, p.chat,
              d.state <> 'WAITS_FOR_PERSON' AS is_settled
            FROM owner_task t JOIN owner_task_part p ON p.task_id = t.id AND p.is_open
              JOIN delivery d ON d.id = p.delivery_id
            WHERE t.state = 'OPEN' ORDER BY t.id, p.delivery_id""";

    private static final String INTEND = "INSERT INTO owner_task (owner, state) VALUES ($1, 'SUBMITTING') RETURNING id";
    private static final String PARTS = """
            INSERT INTO owner_task_part (task_id, delivery_id, chat)
            SELECT $1, i.delivery, i.chat FROM unnest($2::bigint[], $3::text[]) AS i(delivery, chat)
            JOIN delivery d ON d.id = i.delivery AND d.state = 'WAITS_FOR_PERSON'""";

    private static final String ASKED = """
            WITH task AS (UPDATE owner_task SET state = 'OPEN', msgid = $2
              WHERE id = $1 AND state = 'SUBMITTING' RETURNING id)
            UPDATE delivery SET reason = $3 WHERE state = 'WAITS_FOR_PERSON'
              AND id IN (SELECT p.delivery_id FROM owner_task_part p JOIN task ON p.task_id = task.id)""";

    private static final String RELEASED = """
            WITH task AS (UPDATE owner_task SET state = 'CLOSED' WHERE id = $1),
              part AS (UPDATE owner_task_part SET is_open = false WHERE task_id = $1 AND is_open RETURNING delivery_id)
            UPDATE delivery SET reason = $2
            WHERE state = 'WAITS_FOR_PERSON' AND id IN (SELECT delivery_id FROM part)""";

    private static final String LOST = """
            WITH lost AS (UPDATE owner_task SET state = 'UNKNOWN' WHERE state = 'SUBMITTING' AND %s RETURNING id),
              part AS (UPDATE owner_task_part SET is_open = false
                WHERE is_open AND task_id IN (SELECT id FROM lost) RETURNING delivery_id)
            UPDATE delivery SET state = 'UNKNOWN', reason = $2
            WHERE state = 'WAITS_FOR_PERSON' AND id IN (SELECT delivery_id FROM part)""";

    private static final String LOST_ONE = LOST.formatted("id = $1");
    private static final String SWEEP = LOST.formatted("created_at < now() - $1 * interval '1 millisecond'");

    private static final String DONE = """
            WITH part AS (UPDATE owner_task_part SET is_open = false, sent_at = CASE $4::text WHEN 'SENT' THEN now() END
                WHERE task_id = $1 AND chat = ANY($2::text[]) AND is_open RETURNING delivery_id),
              task AS (UPDATE owner_task SET state = 'CLOSED' WHERE id = $1 AND NOT EXISTS (
                SELECT FROM owner_task_part p WHERE p.task_id = $1 AND p.is_open AND p.chat <> ALL($2::text[])))
            UPDATE delivery SET state = $4, reason = $3
            WHERE state = 'WAITS_FOR_PERSON' AND id IN (SELECT delivery_id FROM part)""";

    /** {@code sent_at} excludes the group until tomorrow: WeCom allows one mass message a day. */
    private static final String TOMORROW = """
            WITH part AS (UPDATE owner_task_part SET is_open = false, sent_at = now()
                WHERE task_id = $1 AND chat = ANY($2::text[]) AND is_open RETURNING delivery_id),
              task AS (UPDATE owner_task SET state = 'CLOSED' WHERE id = $1 AND NOT EXISTS (
                SELECT FROM owner_task_part p WHERE p.task_id = $1 AND p.is_open AND p.chat <> ALL($2::text[])))
            UPDATE delivery SET
              state = CASE WHEN type = 'BROADCAST_EMERGENCY' OR at < now() - $4 * interval '1 millisecond'
                THEN 'CANNOT' ELSE state END,
              reason = CASE WHEN type = 'BROADCAST_EMERGENCY' OR at < now() - $4 * interval '1 millisecond'
                THEN $5::text ELSE $3::text END
            WHERE state = 'WAITS_FOR_PERSON' AND id IN (SELECT delivery_id FROM part)""";

    private static final String DROPPED = "UPDATE delivery SET state = 'DROPPED', reason = $2 "
            + "WHERE id = ANY($1::bigint[]) AND state = 'WAITS_FOR_PERSON'";
    private static final String SAYING = "UPDATE delivery SET reason = $2 "
            + "WHERE id = ANY($1::bigint[]) AND state = 'WAITS_FOR_PERSON' AND reason <> $2";
    private static final String REMINDS = "UPDATE owner_task SET reminders = $2, last_reminder_at = now() "
            + "WHERE id = $1 AND state = 'OPEN' AND reminders = $2 - 1";

    private static final String INTERRUPTED = "请群主发送的途中中断，不知道任务有没有建好，请看企业微信的群发记录";
    private static final String UNIQUE = "23505";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;

    public PgOwnerTasks(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
    }

    @Override
    public Uni<List<PendingText>> pendingTexts(int limit) {
        return run(WAITING, Tuple.of(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new PendingText(
                                DeliveryMapper.delivery(row), row.getString("chat"), row.getBoolean("served")))
                        .toList());
    }

    @Override
    public Uni<List<OwnerTask>> openTasks() {
        return pool.preparedQuery(OPEN)
                .execute()
                .onFailure()
                .transform(PgErrors::translate)
                .map(this::tasks);
    }

    private List<OwnerTask> tasks(RowSet<Row> rows) {
        Map<Long, List<Row>> byTask = new LinkedHashMap<>();
        rows.forEach(row -> byTask.computeIfAbsent(row.getLong("id"), id -> new ArrayList<>())
                .add(row));
        return byTask.values().stream().map(this::task).toList();
    }

    private OwnerTask task(List<Row> rows) {
        Row first = rows.getFirst();
        return new OwnerTask(
                first.getLong("id"),
                first.getString("msgid"),
                fieldEncryption.decrypt(first.getBuffer("owner").getBytes()),
                rows.stream()
                        .map(row -> new TaskPart(row.getLong("delivery_id"), row.getString("chat")))
                        .toList(),
                first.getInteger("reminders"),
                Optional.ofNullable(first.getOffsetDateTime("last_reminder_at")).map(OffsetDateTime::toInstant),
                instant(first),
                rows.stream().anyMatch(row -> row.getBoolean("is_settled")));
    }

    private static Instant instant(Row row) {
        return row.getOffsetDateTime("created_at").toInstant();
    }

    @Override
    public Uni<Optional<Long>> create(String owner, List<TaskPart> taskParts) {
        return pool.withTransaction(connection -> connection
                        .preparedQuery(INTEND)
                        .execute(Tuple.of(Buffer.buffer(fieldEncryption.encrypt(owner))))
                        .map(rows -> rows.iterator().next().getLong(0))
                        .call(task -> insertParts(connection, task, taskParts)))
                .map(Optional::of)
                .onFailure(PgOwnerTasks::isAlreadyClaimed)
                .recoverWithItem(Optional.empty())
                .onFailure()
                .transform(PgErrors::translate);
    }

    private static Uni<Void> insertParts(SqlConnection connection, long task, List<TaskPart> taskParts) {
        Tuple columns = Tuple.of(task)
                .addArrayOfLong(taskParts.stream().map(TaskPart::delivery).toArray(Long[]::new))
                .addArrayOfString(taskParts.stream().map(TaskPart::chat).toArray(String[]::new));
        return connection
                .preparedQuery(PARTS)
                .execute(columns)
                .chain(rows -> rows.rowCount() == taskParts.size()
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new AlreadyClaimedException()));
    }

    private static boolean isAlreadyClaimed(Throwable failure) {
        return failure instanceof AlreadyClaimedException
                || failure instanceof PgException pg && UNIQUE.equals(pg.getSqlState());
    }

    /** Another transaction has already changed one of the deliveries. */
    private static final class AlreadyClaimedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        AlreadyClaimedException() {
            super(null, null, false, false);
        }
    }

    @Override
    public Uni<Void> markSubmitted(long task, String msgid, String why) {
        return run(ASKED, Tuple.of(task, msgid, why)).replaceWithVoid();
    }

    @Override
    public Uni<Void> release(long task, String why) {
        return run(RELEASED, Tuple.of(task, why)).replaceWithVoid();
    }

    @Override
    public Uni<Void> markUnknown(long task, String why) {
        return run(LOST_ONE, Tuple.of(task, why)).replaceWithVoid();
    }

    @Override
    public Uni<Integer> expireSubmitting(Duration lease) {
        return run(SWEEP, Tuple.of(lease.toMillis(), INTERRUPTED)).map(RowSet::rowCount);
    }

    @Override
    public Uni<Void> markSent(long task, List<String> chats, String why) {
        return finish(task, chats, why, "SENT");
    }

    @Override
    public Uni<Void> markUndeliverable(long task, List<String> chats, String why) {
        return finish(task, chats, why, "CANNOT");
    }

    @Override
    public Uni<Void> postpone(long task, List<String> chats, String why, Duration maxWait, String lastReason) {
        return run(
                        TOMORROW,
                        Tuple.of(task)
                                .addArrayOfString(chats.toArray(String[]::new))
                                .addString(why)
                                .addLong(maxWait.toMillis())
                                .addString(lastReason))
                .replaceWithVoid();
    }

    private Uni<Void> finish(long task, List<String> chats, String why, String state) {
        return run(
                        DONE,
                        Tuple.of(task)
                                .addArrayOfString(chats.toArray(String[]::new))
                                .addString(why)
                                .addString(state))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> markDropped(List<Long> deliveries, String why) {
        return run(
                        DROPPED,
                        Tuple.tuple()
                                .addArrayOfLong(deliveries.toArray(Long[]::new))
                                .addString(why))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> updateReason(List<Long> deliveries, String why) {
        return run(
                        SAYING,
                        Tuple.tuple()
                                .addArrayOfLong(deliveries.toArray(Long[]::new))
                                .addString(why))
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> claimReminder(long task, int nth) {
        return run(REMINDS, Tuple.of(task, nth)).map(rows -> rows.rowCount() == 1);
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
