package lianhu.adapters.roster;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.adapters.county.County;
import lianhu.adapters.county.DemoData;
import lianhu.adapters.county.RoleTitles;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.notice.GroupBinding;
import lianhu.core.roster.Contact;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import org.jspecify.annotations.Nullable;

/** Imports the roster's tables once from the county's folder, and reads them whole. */
final class RosterRepository {
    private static final String BINDINGS = "INSERT INTO binding (chat, name, area, tier, webhook) "
            + "SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[])";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final RosterWriter writer;
    /** Role titles come from the county's folder; the database keeps the holders of posts. */
    private volatile RoleTitles roleTitles;

    RosterRepository(Pool pool, FieldEncryption fieldEncryption, RoleTitles roleTitles) {
        this.pool = pool;
        this.roleTitles = roleTitles;
        this.fieldEncryption = fieldEncryption;
        this.writer = new RosterWriter(fieldEncryption);
    }

    /** Fills empty tables. A lock makes a second starting instance wait, which then finds them filled. */
    Uni<Void> importIfEmpty(County county, boolean isDemonstration) {
        roleTitles = county.profile().titles();
        return pool.withTransaction(connection -> connection
                .query("LOCK TABLE county IN SHARE ROW EXCLUSIVE MODE")
                .execute()
                .chain(() -> isImported(connection, county))
                .chain(isImported ->
                        isImported ? Uni.createFrom().voidItem() : insert(connection, county, isDemonstration)));
    }

    /** Fails with a {@link CountyMismatchException} when the database is another county's. */
    static Uni<Boolean> isImported(SqlConnection connection, County county) {
        String code = county.profile().code().value();
        return rows(connection, "SELECT code, name FROM county")
                .invoke(rows -> rows.stream()
                        .filter(held -> !held.getString(0).equals(code))
                        .findFirst()
                        .ifPresent(held -> {
                            throw new CountyMismatchException(
                                    held.getString(1) + " " + held.getString(0),
                                    county.profile().name() + " " + code);
                        }))
                .map(rows -> !rows.isEmpty());
    }

    private Uni<Void> insert(SqlConnection connection, County county, boolean isDemonstration) {
        List<DemoData.Group> groups = isDemonstration ? county.demo().groups() : List.of();
        return connection
                .preparedQuery("INSERT INTO county (code, name) VALUES ($1, $2)")
                .execute(Tuple.of(
                        county.profile().code().value(), county.profile().name()))
                .chain(() -> writer.areas(connection, county.areas()))
                .chain(() -> writer.departments(connection, county.departments()))
                .chain(() -> writer.posts(connection, county.posts()))
                .chain(() -> bindings(connection, groups));
    }

    private Uni<Void> bindings(SqlConnection connection, List<DemoData.Group> groups) {
        return RosterWriter.write(
                connection,
                BINDINGS,
                groups,
                RosterWriter.strings(groups, DemoData.Group::chat),
                RosterWriter.strings(groups, DemoData.Group::name),
                RosterWriter.strings(groups, group -> group.area().value()),
                RosterWriter.strings(groups, group -> group.tier().name()),
                groups.stream()
                        .map(group -> group.webhook().isEmpty()
                                ? null
                                : Buffer.buffer(fieldEncryption.encrypt(group.webhook())))
                        .toArray(Buffer[]::new));
    }

    Uni<Long> version() {
        return pool.query("SELECT version FROM roster_version")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Reads one consistent snapshot. Decrypting thousands of names would block an event loop, so a worker does it. */
    Uni<RosterSnapshot> load() {
        return pool.withTransaction(connection -> connection
                        .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                        .execute()
                        .chain(() -> rows(connection)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::snapshot);
    }

    Uni<RosterRows> rows(SqlConnection connection) {
        return rows(connection, "SELECT version FROM roster_version")
                .chain(version -> rows(connection, "SELECT code, name, kind, seat FROM area")
                        .chain(areas -> rows(
                                        connection, "SELECT id, name, type, area, contact FROM department ORDER BY id")
                                .chain(departments -> rows(
                                                connection,
                                                "SELECT id, area, role, contact, from_day, until_day, link_version, "
                                                        + UnreadableContacts.IS_HELD
                                                        + " FROM post ORDER BY area, role, from_day, id")
                                        .chain(posts -> rows(
                                                        connection,
                                                        "SELECT chat, name, area, tier, webhook FROM binding"
                                                                + " ORDER BY area, chat")
                                                .map(bindings -> new RosterRows(
                                                        version.getFirst().getLong(0),
                                                        areas,
                                                        departments,
                                                        posts,
                                                        bindings))))));
    }

    record RosterRows(long version, List<Row> areas, List<Row> departments, List<Row> posts, List<Row> bindings) {}

    static Uni<List<Row>> rows(SqlConnection connection, String sql) {
        return connection.query(sql).execute().map(RosterRepository::list);
    }

    private static List<Row> list(RowSet<Row> rows) {
        List<Row> list = new ArrayList<>();
        rows.forEach(list::add);
        return list;
    }

    RosterSnapshot snapshot(RosterRows rosterRows) {
        List<Area> areas =
                rosterRows.areas().stream().map(RosterRepository::area).toList();
        UnreadableContacts unreadable = new UnreadableContacts(areas, roleTitles);
        Map<PostId, String> tokens = new HashMap<>();
        List<Post> posts = new ArrayList<>();
        for (Row row : rosterRows.posts()) {
            AreaCode area = new AreaCode(row.getString(1));
            Role role = Role.valueOf(row.getString(2));
            Optional<Contact> contact = ContactColumn.read(row.get(Buffer.class, 3), fieldEncryption);
            if (contact.isEmpty()) {
                unreadable.addPost(area, role, row.getBoolean(7));
                continue;
            }
            Post post = post(row, area, role, contact.get());
            posts.add(post);
            if (PersonalLinkTokens.isIssuedTo(post)) {
                tokens.put(post.id(), token(post.id(), row.getInteger(6)));
            }
        }
        List<Department> departments = rosterRows.departments().stream()
                .map(row -> department(row, unreadable))
                .toList();
        int rows = rosterRows.posts().size() + departments.size();
        if (rows > 0 && unreadable.count() == rows) {
            // Not damage: a gateway with the key of another county must not run.
            throw new IllegalStateException("no contact of the roster can be read with this key");
        }
        return new RosterSnapshot(
                rosterRows.version(),
                areas,
                posts,
                departments,
                rosterRows.bindings().stream()
                        .map(row -> binding(row, unreadable))
                        .toList(),
                tokens,
                unreadable.labels());
    }

    private String token(PostId post, int round) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fieldEncryption.linkToken(post + "/" + round));
    }

    private static Area area(Row row) {
        return new Area(
                new AreaCode(row.getString(0)),
                row.getString(1),
                Area.Kind.valueOf(row.getString(2)),
                row.getString(3));
    }

    private Post post(Row row, AreaCode area, Role role, Contact contact) {
        return new Post(
                new PostId(row.getString(0)),
                area,
                role,
                roleTitles.of(role, area),
                contact.name(),
                contact.phone(),
                contact.userId(),
                row.getLocalDate(4),
                Optional.ofNullable(row.getLocalDate(5)));
    }

    /** A department without a readable contact stays: tickets go to it, and nobody there is reached. */
    private Department department(Row row, UnreadableContacts unreadable) {
        Contact contact = ContactColumn.read(row.get(Buffer.class, 4), fieldEncryption)
                .orElseGet(() -> {
                    unreadable.addDepartment(row.getString(1));
                    return new Contact("", "", "");
                });
        return new Department(
                row.getString(0),
                row.getString(1),
                OwnerType.valueOf(row.getString(2)),
                new AreaCode(row.getString(3)),
                contact.phone(),
                contact.userId());
    }

    /** A group without a readable webhook stays bound: what is said in it still has its place. */
    private GroupBinding binding(Row row, UnreadableContacts unreadable) {
        String webhook = webhook(row.get(Buffer.class, 4));
        if (webhook == null) {
            unreadable.addGroup(row.getString(1));
        }
        return new GroupBinding(
                row.getString(0),
                row.getString(1),
                new AreaCode(row.getString(2)),
                GroupBinding.Tier.valueOf(row.getString(3)),
                webhook == null ? "" : webhook);
    }

    /** An empty text for a group without one, {@code null} for one that cannot be read. */
    private @Nullable String webhook(@Nullable Buffer encrypted) {
        try {
            return encrypted == null ? "" : fieldEncryption.decrypt(encrypted.getBytes());
        } catch (IllegalStateException damaged) {
            fieldEncryption.countUnreadable();
            return null;
        }
    }
}
