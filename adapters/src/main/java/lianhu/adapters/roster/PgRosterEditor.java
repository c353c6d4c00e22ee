package lianhu.adapters.roster;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Contact;
import lianhu.core.roster.PastContact;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.RosterEditor;

/** Writes changes of the desk; this instance works with them immediately, the others within seconds. */
@ApplicationScoped
class PgRosterEditor implements RosterEditor {
    private static final String POST = "SELECT contact, from_day, until_day FROM post WHERE id = $1 FOR UPDATE";
    private static final String DEPARTMENT = "SELECT contact FROM department WHERE id = $1 FOR UPDATE";
    private static final String CHANGE_DEPARTMENT = "UPDATE department SET contact = $2 WHERE id = $1";
    private static final String OPEN = "SELECT count(*) FROM ticket WHERE is_open AND owner_id = $1";

    private final PgRoster roster;
    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final RosterWriter writer;
    private final InstantSource clock;

    PgRosterEditor(PgRoster roster, Pool pool, FieldEncryption fieldEncryption, InstantSource clock) {
        this.roster = roster;
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.writer = new RosterWriter(fieldEncryption);
        this.clock = clock;
    }

    /** A post as its row says. */
    private record StoredPost(Contact contact, LocalDate from, Optional<LocalDate> until) {
        boolean isHeldOn(LocalDate day) {
            return until.filter(last -> last.isBefore(day)).isEmpty();
        }
    }

    @Override
    public Uni<Void> changeHolder(Post post, Contact contact, Editor editor) {
        LocalDate today = DeadlinePolicy.localDate(clock.instant());
        return changePost(post, editor, stored -> {
            Optional<StoredPost> same = stored.filter(
                    held -> held.isHeldOn(today) && held.contact().name().equals(contact.name()));
            return same.map(held -> new StoredPost(contact, held.from(), held.until()))
                    .or(() -> Optional.of(new StoredPost(contact, today, Optional.empty())));
        });
    }

    @Override
    public Uni<Void> vacate(Post post, Editor editor) {
        LocalDate yesterday = DeadlinePolicy.localDate(clock.instant()).minusDays(1);
        return changePost(
                post,
                editor,
                stored -> stored.map(held -> new StoredPost(held.contact(), held.from(), Optional.of(yesterday))));
    }

    private Uni<Void> changePost(Post post, Editor editor, UnaryOperator<Optional<StoredPost>> change) {
        return transaction(connection -> connection
                .preparedQuery(POST)
                .execute(Tuple.of(post.id().value()))
                .map(rows -> first(rows).map(this::stored))
                .chain(before -> {
                    Optional<StoredPost> after = change.apply(before);
                    return after.equals(before)
                            ? Uni.createFrom().voidItem()
                            : writePost(connection, post, before, after.orElseThrow(), editor);
                }));
    }

    private Uni<Void> writePost(
            SqlConnection connection, Post post, Optional<StoredPost> before, StoredPost after, Editor editor) {
        boolean isNewHolder = before.filter(
                        held -> !held.contact().name().equals(after.contact().name()))
                .isPresent();
        Post changed = new Post(
                post.id(),
                post.area(),
                post.role(),
                after.contact().name(),
                after.contact().phone(),
                after.contact().userId(),
                after.from(),
                after.until());
        PastContact past = past(
                before.map(StoredPost::contact),
                before.map(StoredPost::from),
                before.flatMap(StoredPost::until),
                editor);
        return writer.posts(connection, List.of(changed))
                .chain(() -> writer.renewLinks(connection, isNewHolder ? Set.of(post.id()) : Set.of()))
                .chain(() -> writer.postHistory(connection, Map.of(post.id(), past)));
    }

    @Override
    public Uni<Boolean> changeDepartment(String department, Contact contact, Editor editor) {
        return transaction(connection -> connection
                .preparedQuery(DEPARTMENT)
                .execute(Tuple.of(department))
                .map(rows -> first(rows)
                        .map(row -> ContactColumn.readOrUnreadable(row.get(Buffer.class, 0), fieldEncryption)))
                .chain(before -> before.isEmpty() || before.get().equals(contact)
                        ? Uni.createFrom().item(before.isPresent())
                        : connection
                                .preparedQuery(CHANGE_DEPARTMENT)
                                .execute(Tuple.of(department, ContactColumn.encrypt(contact, fieldEncryption)))
                                .chain(() -> writer.departmentHistory(
                                        connection,
                                        Map.of(department, past(before, Optional.empty(), Optional.empty(), editor))))
                                .replaceWith(true)));
    }

    @Override
    public Uni<List<PastContact>> historyOf(PostId post) {
        return history("post", post.value());
    }

    @Override
    public Uni<List<PastContact>> historyOfDepartment(String department) {
        return history("department", department);
    }

    private Uni<List<PastContact>> history(String column, String id) {
        return pool.preparedQuery(ContactHistory.COLUMNS + "WHERE " + column + " = $1" + ContactHistory.NEWEST_FIRST)
                .execute(Tuple.of(id))
                .onFailure()
                .transform(PgErrors::translate)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> ContactHistory.read(row, fieldEncryption))
                        .toList());
    }

    @Override
    public Uni<Long> countOpenTickets(String owner) {
        return pool.preparedQuery(OPEN)
                .execute(Tuple.of(owner))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work)
                .onFailure()
                .transform(PgErrors::translate)
                .call(() -> roster.refresh());
    }

    private PastContact past(
            Optional<Contact> contact, Optional<LocalDate> from, Optional<LocalDate> until, Editor editor) {
        Instant now = clock.instant();
        return new PastContact(contact, from, until, now, editor.id(), editor.name());
    }

    private StoredPost stored(Row row) {
        return new StoredPost(
                ContactColumn.readOrUnreadable(row.get(Buffer.class, 0), fieldEncryption),
                row.getLocalDate(1),
                Optional.ofNullable(row.getLocalDate(2)));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }
}
