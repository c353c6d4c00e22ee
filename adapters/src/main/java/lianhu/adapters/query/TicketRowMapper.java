package lianhu.adapters.query;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import lianhu.adapters.sql.ContentKinds;
import lianhu.adapters.sql.ReporterWaits;
import lianhu.adapters.sql.RoutingJson;
import lianhu.adapters.store.Collaborators;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Supervision;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** Maps the columns of a ticket. */
final class TicketRowMapper {
    static final String ALL =
            "t.no, t.version, t.state, t.kind, t.category, t.urgency, t.area, t.confidentiality, t.drill, t.owner_type,"
                    + " t.owner_id, t.owner_name, " + Collaborators.OF_T
                    + " AS collaborators, t.route::text AS route, t.dispatches, t.reopenings,"
                    + " t.acknowledged, t.merged_into, t.received_at, t.changed_at, t.due, t.extension_until,"
                    + " t.extensions, " + ReporterWaits.COLUMNS
                    + ", t.rejections, t.reply_due, t.replied, t.erased, t.title";

    static Ticket ticket(Row row) {
        return new Ticket(
                new TicketNo(row.getString("no")),
                row.getInteger("version"),
                State.valueOf(row.getString("state")),
                RequestKind.valueOf(row.getString("kind")),
                row.getString("category"),
                Urgency.valueOf(row.getString("urgency")),
                new AreaCode(row.getString("area")),
                Confidentiality.valueOf(row.getString("confidentiality")),
                row.getBoolean("drill"),
                new Owner(
                        OwnerType.valueOf(row.getString("owner_type")),
                        row.getString("owner_id"),
                        row.getString("owner_name")),
                RoutingJson.owners(row.getString("collaborators")),
                RoutingJson.route(row.getString("route")),
                row.getInteger("dispatches"),
                row.getInteger("reopenings"),
                row.getBoolean("acknowledged"),
                Optional.ofNullable(row.getString("merged_into")).map(TicketNo::new),
                instant(row, "received_at"),
                instant(row, "changed_at"),
                instant(row, "due"),
                Optional.ofNullable(row.getOffsetDateTime("extension_until")).map(OffsetDateTime::toInstant),
                row.getInteger("extensions"),
                ReporterWaits.of(
                        row.getInteger("questions"),
                        row.getLong("waited_seconds"),
                        row.getString("wait_from"),
                        instantOrNull(row, "wait_since"),
                        instantOrNull(row, "wait_until")),
                row.getInteger("rejections"),
                Optional.ofNullable(instantOrNull(row, "reply_due"))
                        .map(at -> new Supervision(at, row.getBoolean("replied"))),
                ContentKinds.read(row.getString("erased")));
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static @Nullable Instant instantOrNull(Row row, String column) {
        return row.getOffsetDateTime(column) == null ? null : instant(row, column);
    }

    private TicketRowMapper() {}
}
