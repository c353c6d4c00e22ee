package lianhu.adapters.roster;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.adapters.county.County;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.roster.RosterDifference.Item;
import lianhu.adapters.roster.RosterDifference.Kind;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.report.PhoneMask;
import lianhu.core.roster.CountyFileComparison.Difference;
import lianhu.core.roster.PastContact;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Department;

/**
 * Compares the county's files with the roster, and applies them. Running gateways poll the roster's version, so each of them
 * works with the new roster within seconds. Tickets of a deleted area show the place above it; holders of posts are never
 * deleted.
 */
public final class RosterUpdate {
    /** The desk waits for the moment of the transaction, so no change of the desk falls between reading and writing. */
    private static final String LOCK = "LOCK TABLE county, area, department, post IN SHARE ROW EXCLUSIVE MODE";

    private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private static final String OPEN_TICKETS = """
            SELECT no, area, owner_id FROM ticket WHERE is_open UNION ALL
            SELECT t.no, t.area, c.id FROM ticket t JOIN ticket_collaborator c ON c.ticket_no = t.no WHERE t.is_open""";
    private static final String GROUPS = """
            SELECT area, name FROM binding UNION
            SELECT area, name FROM customer_group WHERE area IS NOT NULL AND status <> 'DISMISSED'""";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final InstantSource clock;
    private final RosterWriter writer;

    public RosterUpdate(Pool pool, FieldEncryption fieldEncryption, InstantSource clock) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.clock = clock;
        this.writer = new RosterWriter(fieldEncryption);
    }

    /**
     * @param lines the difference in Chinese, one line for each entry
     * @param entries the same for a page, with masked numbers
     */
    public record Result(RosterDifference difference, List<String> lines, List<Difference> entries, boolean isApplied) {
        /** Another one after any of the differences changed. */
        public String fingerprint() {
            return Integer.toHexString(lines.hashCode());
        }
    }

    /** Empty before the first start of the gateway, which imports the files. Fails when it is another county's database. */
    public Uni<Optional<Result>> preview(County county) {
        return run(county, SNAPSHOT, result -> false);
    }

    /** Applies in one transaction what is not refused, and returns what it was. */
    public Uni<Optional<Result>> apply(County county) {
        return applyIf(county, result -> true);
    }

    /** Applies the difference when the condition holds for it. */
    public Uni<Optional<Result>> applyIf(County county, Predicate<Result> condition) {
        return run(county, LOCK, condition);
    }

    private Uni<Optional<Result>> run(County county, String begin, Predicate<Result> condition) {
        return pool.withTransaction(connection -> connection
                .query(begin)
                .execute()
                .chain(() -> RosterRepository.isImported(connection, county))
                .chain(isImported -> isImported
                        ? compare(connection, county, condition).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Result> compare(SqlConnection connection, County county, Predicate<Result> condition) {
        Instant now = clock.instant();
        return records(connection, county).chain(records -> {
            RosterDifference difference = RosterComparison.compare(county, records, now);
            AreaTree areas = both(records.areas(), county.areas());
            Result shown = new Result(
                    difference,
                    new RosterDifferenceText(areas, phone -> phone).lines(difference),
                    new RosterDifferenceText(areas, PhoneMask::mask).entries(difference),
                    false);
            return condition.test(shown)
                    ? write(connection, difference, now)
                            .replaceWith(new Result(difference, shown.lines(), shown.entries(), true))
                    : Uni.createFrom().item(shown);
        });
    }

    private static AreaTree both(List<Area> tables, List<Area> files) {
        return new AreaTree(Stream.concat(tables.stream(), files.stream()).toList());
    }

    /** Decrypting thousands of contacts and comparing them would block an event loop, so a worker does it. */
    private Uni<RosterRecords> records(SqlConnection connection, County county) {
        RosterRepository tables =
                new RosterRepository(pool, fieldEncryption, county.profile().titles());
        return tables.rows(connection)
                .chain(rows -> RosterRepository.rows(connection, ContactHistory.COLUMNS + ContactHistory.NEWEST_FIRST)
                        .chain(history -> RosterRepository.rows(connection, OPEN_TICKETS)
                                .chain(open -> RosterRepository.rows(connection, GROUPS)
                                        .emitOn(Infrastructure.getDefaultWorkerPool())
                                        .map(groups -> records(tables.snapshot(rows), history, open, groups)))));
    }

    private RosterRecords records(RosterSnapshot snapshot, List<Row> history, List<Row> open, List<Row> groups) {
        Map<PostId, List<PastContact>> ofPosts = new HashMap<>();
        Map<String, List<PastContact>> ofDepartments = new HashMap<>();
        history.forEach(row -> {
            PastContact past = ContactHistory.read(row, fieldEncryption);
            Optional.ofNullable(row.getString("post"))
                    .ifPresentOrElse(
                            post -> ofPosts.computeIfAbsent(new PostId(post), none -> new ArrayList<>())
                                    .add(past),
                            () -> ofDepartments
                                    .computeIfAbsent(row.getString("department"), none -> new ArrayList<>())
                                    .add(past));
        });
        return new RosterRecords(
                snapshot.areas.all(),
                snapshot.departments,
                snapshot.posts.all(),
                ofPosts,
                ofDepartments,
                open.stream()
                        .map(row -> new RosterRecords.OpenTicket(
                                row.getString(0), new AreaCode(row.getString(1)), row.getString(2)))
                        .toList(),
                groups.stream()
                        .map(row -> new RosterRecords.BoundGroup(new AreaCode(row.getString(0)), row.getString(1)))
                        .toList());
    }

    private Uni<Void> write(SqlConnection connection, RosterDifference difference, Instant now) {
        LocalDate yesterday = DeadlinePolicy.localDate(now).minusDays(1);
        List<Post> posts = Stream.concat(
                        after(difference.posts()).stream(),
                        removed(difference.posts()).stream().map(post -> post.endedOn(yesterday)))
                .toList();
        return writer.areas(connection, after(difference.areas()))
                .chain(() -> writer.departments(connection, after(difference.departments())))
                .chain(() -> writer.posts(connection, posts))
                .chain(() -> writer.renewLinks(connection, newHolders(difference.posts())))
                .chain(() -> writer.postHistory(connection, postHistory(difference.posts(), now)))
                .chain(() -> writer.departmentHistory(connection, departmentHistory(difference.departments(), now)))
                .chain(() -> writer.delete(
                        connection,
                        "department",
                        "id",
                        removed(difference.departments()).stream()
                                .map(Department::id)
                                .toList()))
                .chain(() -> writer.delete(
                        connection,
                        "area",
                        "code",
                        removed(difference.areas()).stream()
                                .map(area -> area.code().value())
                                .toList()));
    }

    private static <T> List<T> after(List<Item<T>> items) {
        return items.stream()
                .filter(item -> item.is(Kind.ADDED, Kind.CHANGED))
                .flatMap(item -> item.after().stream())
                .toList();
    }

    private static <T> List<T> removed(List<Item<T>> items) {
        return items.stream()
                .filter(item -> item.is(Kind.REMOVED))
                .flatMap(item -> item.before().stream())
                .toList();
    }

    private static Set<PostId> newHolders(List<Item<Post>> posts) {
        return posts.stream()
                .filter(item -> item.is(Kind.CHANGED))
                .filter(item ->
                        !item.before().map(Post::person).equals(item.after().map(Post::person)))
                .flatMap(item -> item.before().stream().map(Post::id))
                .collect(Collectors.toSet());
    }

    private static Map<PostId, PastContact> postHistory(List<Item<Post>> posts, Instant now) {
        Map<PostId, PastContact> history = new LinkedHashMap<>();
        posts.stream()
                .filter(item -> item.is(Kind.ADDED, Kind.CHANGED, Kind.REMOVED))
                .forEach(item -> history.put(
                        item.before().or(item::after).orElseThrow().id(),
                        new PastContact(
                                item.before().map(RosterWriter::contact),
                                item.before().map(Post::from),
                                item.before().flatMap(Post::until),
                                now,
                                "",
                                "")));
        return history;
    }

    private static Map<String, PastContact> departmentHistory(List<Item<Department>> departments, Instant now) {
        Map<String, PastContact> history = new LinkedHashMap<>();
        departments.stream()
                .filter(item -> item.is(Kind.ADDED, Kind.CHANGED, Kind.REMOVED))
                .filter(item -> !item.before()
                        .map(RosterWriter::contact)
                        .equals(item.after().map(RosterWriter::contact)))
                .forEach(item -> history.put(
                        item.before().or(item::after).orElseThrow().id(),
                        new PastContact(
                                item.before().map(RosterWriter::contact),
                                Optional.empty(),
                                Optional.empty(),
                                now,
                                "",
                                "")));
        return history;
    }
}
