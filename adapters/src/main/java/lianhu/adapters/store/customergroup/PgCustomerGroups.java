package lianhu.adapters.store.customergroup;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.roster.PgRoster;
import lianhu.core.area.AreaCode;
import lianhu.core.customergroup.CustomerGroup;
import lianhu.core.customergroup.CustomerGroupRepository;

/** Stores customer groups and their bindings. Observations of one group are stored one after the other. */
@ApplicationScoped
class PgCustomerGroups implements CustomerGroupRepository {
    private static final String LOCK_CHAT = "SELECT pg_advisory_xact_lock(hashtextextended('customer:' || $1, 0))";
    private static final String COLUMNS =
            "SELECT chat, name, owner, status, area, evidence, member_version FROM customer_group ";
    private static final String ALL = COLUMNS + "WHERE status <> 'DISMISSED' ORDER BY name, chat";
    private static final String FIND = COLUMNS + "WHERE chat = $1";
    private static final String IMPORTED = "SELECT area FROM binding WHERE chat = $1 AND tier = 'CUSTOMER'";
    private static final String UPSERT = """
            INSERT INTO customer_group (chat, name, owner, status, area, evidence, member_version)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (chat) DO UPDATE SET name = excluded.name, owner = excluded.owner, status = excluded.status,
              area = excluded.area, evidence = excluded.evidence, member_version = excluded.member_version,
              changed_at = now()""";
    private static final String BIND = """
            INSERT INTO binding (chat, name, area, tier) VALUES ($1, $2, $3, 'CUSTOMER')
            ON CONFLICT (chat) DO UPDATE SET name = excluded.name, area = excluded.area, bound_at = now()
            WHERE binding.tier = 'CUSTOMER' AND (binding.name, binding.area) <> (excluded.name, excluded.area)""";
    private static final String UNBIND = "DELETE FROM binding WHERE chat = $1 AND tier = 'CUSTOMER'";
    private static final String END = "UPDATE delivery SET state = 'CANNOT', reason = '这个客户群解散了，请打电话或上门告诉他们' "
            + "WHERE recipient_type = 'GROUP' AND recipient_id = $1 AND state IN ('PENDING', 'WAITS_FOR_PERSON')";

    private final PgRoster roster;
    private final Pool pool;
    private final FieldEncryption fieldEncryption;

    PgCustomerGroups(PgRoster roster, Pool pool, FieldEncryption fieldEncryption) {
        this.roster = roster;
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
    }

    @Override
    public Uni<List<CustomerGroup>> all() {
        return pool.preparedQuery(ALL).execute().map(this::groups);
    }

    @Override
    public Uni<Optional<CustomerGroup>> find(String chat) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(chat))
                .map(rows -> groups(rows).stream().findFirst());
    }

    @Override
    public Uni<CustomerGroup> upsert(CustomerGroup.Snapshot snapshot) {
        return withLock(
                snapshot.chat(),
                connection -> load(connection, snapshot.chat())
                        .chain(before -> before.isPresent()
                                ? save(connection, before, before.get().withSnapshot(snapshot))
                                : importedUnit(connection, snapshot.chat())
                                        .chain(area ->
                                                save(connection, before, CustomerGroup.firstSeen(snapshot, area)))));
    }

    @Override
    public Uni<Optional<CustomerGroup>> assign(String chat, AreaCode area) {
        return withLock(
                chat,
                connection -> load(connection, chat)
                        .chain(before -> before.isEmpty()
                                ? Uni.createFrom().item(Optional.empty())
                                : save(connection, before, before.get().assignedTo(area))
                                        .map(Optional::of)));
    }

    @Override
    public Uni<Boolean> dismiss(String chat) {
        return withLock(
                chat,
                connection -> load(connection, chat).chain(before -> {
                    Uni<Boolean> known = before.isEmpty()
                            ? connection
                                    .preparedQuery(UNBIND)
                                    .execute(Tuple.of(chat))
                                    .map(rows -> rows.rowCount() == 1)
                            : save(connection, before, before.get().dismissed()).replaceWith(true);
                    return known.call(() -> connection.preparedQuery(END).execute(Tuple.of(chat)));
                }));
    }

    private <T> Uni<T> withLock(String chat, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(connection -> connection
                        .preparedQuery(LOCK_CHAT)
                        .execute(Tuple.of(chat))
                        .chain(() -> work.apply(connection)))
                .call(roster::refresh);
    }

    private Uni<CustomerGroup> save(SqlConnection connection, Optional<CustomerGroup> before, CustomerGroup now) {
        if (before.filter(now::equals).isPresent()) {
            return Uni.createFrom().item(now);
        }
        Tuple row = Tuple.of(now.chat(), now.name(), Buffer.buffer(fieldEncryption.encrypt(now.owner())))
                .addString(now.status().name())
                .addString(now.area().map(AreaCode::value).orElse(null))
                .addArrayOfString(now.evidence().stream().map(AreaCode::value).toArray(String[]::new))
                .addString(now.memberVersion());
        return connection
                .preparedQuery(UPSERT)
                .execute(row)
                .chain(() -> now.area().isEmpty()
                        ? connection.preparedQuery(UNBIND).execute(Tuple.of(now.chat()))
                        : connection
                                .preparedQuery(BIND)
                                .execute(Tuple.of(
                                        now.chat(), now.name(), now.area().get().value())))
                .replaceWith(now);
    }

    private Uni<Optional<CustomerGroup>> load(SqlConnection connection, String chat) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(chat))
                .map(rows -> groups(rows).stream().findFirst());
    }

    private static Uni<Optional<AreaCode>> importedUnit(SqlConnection connection, String chat) {
        return connection
                .preparedQuery(IMPORTED)
                .execute(Tuple.of(chat))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new AreaCode(row.getString(0)))
                        .findFirst());
    }

    private List<CustomerGroup> groups(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(this::group).toList();
    }

    private CustomerGroup group(Row row) {
        return new CustomerGroup(
                row.getString("chat"),
                row.getString("name"),
                fieldEncryption.decrypt(row.getBuffer("owner").getBytes()),
                CustomerGroup.BindingStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("area")).map(AreaCode::new),
                Arrays.stream(row.getArrayOfStrings("evidence"))
                        .map(AreaCode::new)
                        .toList(),
                row.getString("member_version"));
    }
}
