package lianhu.adapters.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;

/** Stores group bindings and binding codes. Codes are keyed hashes, so a reader of the table cannot use them. */
final class PgGroupBindings implements GroupBindings {
    private static final Duration VALID = Duration.ofHours(24);
    private static final Duration FAILURE_WINDOW = Duration.ofHours(1);
    private static final int MAX_FAILURES = 5;

    private static final String DELETE_EXPIRED = "DELETE FROM binding_code WHERE expires_at < $1";
    private static final String ISSUE = "INSERT INTO binding_code (code_hash, area, expires_at) VALUES ($1, $2, $3)";
    /** Serialises the attempts of one group, because concurrent guesses would not be counted. */
    private static final String LOCK_CHAT = "SELECT pg_advisory_xact_lock(hashtextextended('binding:' || $1, 0))";

    private static final String DELETE_OLD_FAILURES = "DELETE FROM binding_failure WHERE at < $1";
    private static final String COUNT_FAILURES = "SELECT count(*) FROM binding_failure WHERE chat = $1 AND at >= $2";
    private static final String INSERT_FAILURE = "INSERT INTO binding_failure (chat, at) VALUES ($1, $2)";
    private static final String CONSUME_CODE = "UPDATE binding_code SET used_at = $2 "
            + "WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING area";
    /** A group that is bound to another area keeps its webhook. */
    private static final String BIND = """
            INSERT INTO binding (chat, name, area, tier, bound_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (chat) DO UPDATE SET name = excluded.name, area = excluded.area, tier = excluded.tier,
              bound_at = excluded.bound_at""";

    private static final String UNBIND = "DELETE FROM binding WHERE chat = $1 AND tier <> 'CUSTOMER'";

    private final PgRoster roster;
    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    PgGroupBindings(PgRoster roster, Pool pool, FieldEncryption fieldEncryption, InstantSource clock) {
        this.roster = roster;
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.clock = clock;
    }

    @Override
    public List<GroupBinding> all() {
        return roster.snapshot().groupBindings;
    }

    @Override
    public Optional<GroupBinding> find(String chat) {
        return Optional.ofNullable(roster.snapshot().bindingsByChat.get(chat));
    }

    @Override
    public Optional<GroupBinding> plainGroupOf(AreaCode unit) {
        return Optional.ofNullable(roster.snapshot().plainGroups.get(unit));
    }

    @Override
    public Optional<GroupBinding> customerGroupOf(AreaCode unit) {
        return Optional.ofNullable(roster.snapshot().customerGroups.get(unit));
    }

    @Override
    public Uni<Code> issueCode(AreaCode area) {
        if (roster.areas().find(area).isEmpty()) {
            throw new IllegalArgumentException("没有 " + area + " 这个地方");
        }
        String code = BindingCode.random(random);
        Instant now = clock.instant();
        Instant expires = now.plus(VALID).truncatedTo(ChronoUnit.SECONDS);
        return pool.preparedQuery(DELETE_EXPIRED)
                .execute(Tuple.of(time(now.minus(VALID))))
                .chain(() -> pool.preparedQuery(ISSUE).execute(Tuple.of(hash(code), area.value(), time(expires))))
                .replaceWith(new Code(code, expires));
    }

    @Override
    public Uni<Optional<GroupBinding>> redeem(String code, String chat, String groupName) {
        Instant now = clock.instant();
        return pool.withTransaction(connection -> redeem(connection, code, chat, groupName, now))
                .chain(isBound -> isBound
                        ? roster.refresh().map(done -> find(chat))
                        : Uni.createFrom().item(Optional.empty()));
    }

    @Override
    public Uni<Boolean> unbind(String chat) {
        return pool.preparedQuery(UNBIND)
                .execute(Tuple.of(chat))
                .map(rows -> rows.rowCount() == 1)
                .call(done -> done ? roster.refresh() : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> redeem(SqlConnection connection, String code, String chat, String name, Instant now) {
        return connection
                .preparedQuery(LOCK_CHAT)
                .execute(Tuple.of(chat))
                .chain(() -> connection
                        .preparedQuery(DELETE_OLD_FAILURES)
                        .execute(Tuple.of(time(now.minus(FAILURE_WINDOW)))))
                .chain(() -> connection
                        .preparedQuery(COUNT_FAILURES)
                        .execute(Tuple.of(chat, time(now.minus(FAILURE_WINDOW)))))
                .chain(rows -> rows.iterator().next().getLong(0) >= MAX_FAILURES
                        ? Uni.createFrom().item(false)
                        : consumeCode(connection, code, now)
                                .chain(area -> area.isEmpty()
                                        ? connection
                                                .preparedQuery(INSERT_FAILURE)
                                                .execute(Tuple.of(chat, time(now)))
                                                .replaceWith(false)
                                        : bind(connection, chat, name, area.get(), now)));
    }

    private Uni<Optional<String>> consumeCode(SqlConnection connection, String typed, Instant now) {
        Optional<String> code = BindingCode.parse(typed);
        return code.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : connection
                        .preparedQuery(CONSUME_CODE)
                        .execute(Tuple.of(hash(code.get()), time(now)))
                        .map(PgGroupBindings::area);
    }

    /** The robot received the code, so it is a member: the group is an internal one. */
    private static Uni<Boolean> bind(SqlConnection connection, String chat, String name, String area, Instant now) {
        return connection
                .preparedQuery(BIND)
                .execute(Tuple.of(chat, name, area, GroupBinding.Tier.INTERNAL.name(), time(now)))
                .replaceWith(true);
    }

    private static Optional<String> area(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(row.getString(0));
        }
        return Optional.empty();
    }

    private Buffer hash(String code) {
        return Buffer.buffer(fieldEncryption.keyedHash("binding:" + code));
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
