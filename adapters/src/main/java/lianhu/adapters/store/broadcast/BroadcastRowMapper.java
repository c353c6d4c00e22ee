package lianhu.adapters.store.broadcast;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAudience;
import org.jspecify.annotations.Nullable;

/** Maps rows of the table {@code broadcast}. */
final class BroadcastRowMapper {
    static final String COLUMNS = """
            b.id, b.source, b.areas, b.kind, b.body, b.state, b.recipients, b.created_by, b.created_by_name, b.created_at,
            b.approved_by, b.approved_by_name, b.approved_at, b.started_at""";

    static Broadcast broadcast(Row row) {
        @Nullable String approver = row.getString("approved_by");
        return new Broadcast(
                row.getLong("id"),
                row.getString("source"),
                new BroadcastAudience(Stream.of(row.getArrayOfStrings("areas"))
                        .map(AreaCode::new)
                        .toList()),
                Broadcast.Kind.valueOf(row.getString("kind")),
                row.getString("body"),
                Broadcast.State.valueOf(row.getString("state")),
                row.getInteger("recipients"),
                new Broadcast.Person(row.getString("created_by"), row.getString("created_by_name")),
                row.getOffsetDateTime("created_at").toInstant(),
                approver == null
                        ? Optional.empty()
                        : Optional.of(new Broadcast.Person(approver, row.getString("approved_by_name"))),
                instant(row, "approved_at"),
                instant(row, "started_at"));
    }

    static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    static OffsetDateTime toOffsetDateTime(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static <T> List<T> toList(RowSet<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
    }

    static <T> Optional<T> firstOf(RowSet<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst().map(read);
    }

    private BroadcastRowMapper() {}
}
