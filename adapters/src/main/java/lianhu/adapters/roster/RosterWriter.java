package lianhu.adapters.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.area.Area;
import lianhu.core.roster.Contact;
import lianhu.core.roster.PastContact;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Department;

/** Writes rows of the roster, each kind in one statement. */
final class RosterWriter {
    private static final String AREAS = """
            INSERT INTO area (code, name, kind, seat)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, seat = excluded.seat""";
    private static final String DEPARTMENTS = """
            INSERT INTO department (id, name, type, area, contact)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[])
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type, area = excluded.area,
              contact = excluded.contact""";
    private static final String POSTS = """
            INSERT INTO post (id, area, role, contact, from_day, until_day)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::date[], $6::date[])
            ON CONFLICT (id) DO UPDATE SET contact = excluded.contact, from_day = excluded.from_day,
              until_day = excluded.until_day""";
    private static final String NEW_LINKS =
            "UPDATE post SET link_version = link_version + 1 WHERE id = ANY($1::text[])";
    private static final String HISTORY = """
            INSERT INTO contact_history (post, department, contact, from_day, until_day, replaced_at, replaced_by,
              replaced_by_name)
            SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[], $4::date[], $5::date[], $6::timestamptz[],
              $7::text[], $8::text[])""";

    private final FieldEncryption fieldEncryption;

    RosterWriter(FieldEncryption fieldEncryption) {
        this.fieldEncryption = fieldEncryption;
    }

    Uni<Void> areas(SqlConnection connection, List<Area> areas) {
        return write(
                connection,
                AREAS,
                areas,
                strings(areas, area -> area.code().value()),
                strings(areas, Area::name),
                strings(areas, area -> area.kind().name()),
                strings(areas, Area::seat));
    }

    Uni<Void> departments(SqlConnection connection, List<Department> departments) {
        return write(
                connection,
                DEPARTMENTS,
                departments,
                strings(departments, Department::id),
                strings(departments, Department::name),
                strings(departments, department -> department.type().name()),
                strings(departments, department -> department.area().value()),
                departments.stream()
                        .map(department -> ContactColumn.encrypt(contact(department), fieldEncryption))
                        .toArray(Buffer[]::new));
    }

    Uni<Void> posts(SqlConnection connection, List<Post> posts) {
        return write(
                connection,
                POSTS,
                posts,
                strings(posts, post -> post.id().value()),
                strings(posts, post -> post.area().value()),
                strings(posts, post -> post.role().name()),
                posts.stream()
                        .map(post -> ContactColumn.encrypt(contact(post), fieldEncryption))
                        .toArray(Buffer[]::new),
                posts.stream().map(Post::from).toArray(LocalDate[]::new),
                posts.stream().map(post -> post.until().orElse(null)).toArray(LocalDate[]::new));
    }

    /** Invalidates the personal links of these posts; the next ones are valid immediately. */
    Uni<Void> renewLinks(SqlConnection connection, Set<PostId> posts) {
        return write(connection, NEW_LINKS, posts, (Object) strings(posts, PostId::value));
    }

    Uni<Void> delete(SqlConnection connection, String table, String key, List<String> ids) {
        return write(connection, "DELETE FROM " + table + " WHERE " + key + " = ANY($1::text[])", ids, (Object)
                strings(ids, id -> id));
    }

    Uni<Void> postHistory(SqlConnection connection, Map<PostId, PastContact> before) {
        return history(connection, before, true);
    }

    Uni<Void> departmentHistory(SqlConnection connection, Map<String, PastContact> before) {
        return history(connection, before, false);
    }

    private Uni<Void> history(SqlConnection connection, Map<?, PastContact> before, boolean isPost) {
        List<String> ids = before.keySet().stream().map(Object::toString).toList();
        List<PastContact> contacts = List.copyOf(before.values());
        String[] none = new String[ids.size()];
        return write(
                connection,
                HISTORY,
                ids,
                isPost ? ids.toArray(String[]::new) : none,
                isPost ? none : ids.toArray(String[]::new),
                contacts.stream()
                        .map(past -> past.contact()
                                .map(contact -> ContactColumn.encrypt(contact, fieldEncryption))
                                .orElse(null))
                        .toArray(Buffer[]::new),
                contacts.stream().map(past -> past.from().orElse(null)).toArray(LocalDate[]::new),
                contacts.stream().map(past -> past.until().orElse(null)).toArray(LocalDate[]::new),
                contacts.stream()
                        .map(past -> past.replacedAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new),
                strings(contacts, PastContact::by),
                strings(contacts, PastContact::byName));
    }

    static Contact contact(Department department) {
        return new Contact("", department.phone(), department.userId());
    }

    static Contact contact(Post post) {
        return new Contact(post.person(), post.phone(), post.userId());
    }

    static <T> String[] strings(Collection<T> list, Function<T, String> read) {
        return list.stream().map(read).toArray(String[]::new);
    }

    static Uni<Void> write(SqlConnection connection, String sql, Collection<?> rows, Object... columns) {
        Tuple tuple = Tuple.tuple();
        for (Object column : columns) {
            tuple.addValue(column);
        }
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(sql).execute(tuple).replaceWithVoid();
    }
}
