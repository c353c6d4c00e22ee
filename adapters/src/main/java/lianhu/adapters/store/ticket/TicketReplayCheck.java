package lianhu.adapters.store.ticket;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.sql.ChangeJson;
import lianhu.adapters.store.Collaborators;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/**
 * The comparison of a sample of tickets with the replay of their events, for the command {@code doctor}.
 *
 * @param differing the tickets whose row does not match their events
 */
public record TicketReplayCheck(int checked, List<TicketNo> differing) {
    /** One statement reads rows and events from one snapshot while the gateway runs. */
    private static final String SAMPLE = """
            WITH chosen AS (
              (SELECT no FROM ticket ORDER BY received_at DESC, no DESC LIMIT ?)
              UNION
              (SELECT no FROM ticket ORDER BY random() LIMIT ?))
            SELECT t.no, t.version, t.state, t.kind, t.category, t.urgency, t.area, t.confidentiality, t.drill, t.owner_type,
              t.owner_id, t.owner_name, %s AS collaborators, t.route::text AS route, t.dispatches, t.reopenings, t.acknowledged,
              t.merged_into, t.received_at, t.changed_at, t.due, t.erased, e.seq, e.at, e.type, e.change::text AS change
            FROM chosen c JOIN ticket t ON t.no = c.no JOIN ticket_event e ON e.ticket_no = t.no
            ORDER BY t.no, e.seq""".formatted(Collaborators.OF_T);

    /** Checks {@code size} tickets: one half the newest, one half at random. */
    public static TicketReplayCheck sample(Connection connection, int size) throws SQLException {
        List<TicketNo> differing = new ArrayList<>();
        int looked = 0;
        try (var query = connection.prepareStatement(SAMPLE)) {
            query.setInt(1, size / 2);
            query.setInt(2, size / 2);
            try (ResultSet rows = query.executeQuery()) {
                boolean more = rows.next();
                while (more) {
                    TicketRow row = row(rows);
                    List<TicketEvent> events = new ArrayList<>();
                    do {
                        events.add(event(rows));
                        more = rows.next();
                    } while (more && rows.getString("no").equals(row.no));
                    looked++;
                    if (!matches(row, events)) {
                        differing.add(new TicketNo(row.no));
                    }
                }
            }
        }
        return new TicketReplayCheck(looked, List.copyOf(differing));
    }

    /** Events that cannot be replayed match no row. */
    private static boolean matches(TicketRow row, List<TicketEvent> events) {
        try {
            Ticket ticket = row.ticket();
            return ticket.equals(Ticket.replay(ticket.no(), events));
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException notReplayable) {
            return false;
        }
    }

    private static TicketEvent event(ResultSet row) throws SQLException {
        return new TicketEvent(
                row.getInt("seq"),
                at(row, "at"),
                Actor.GATEWAY,
                ChangeJson.read(EventType.valueOf(row.getString("type")), row.getString("change")),
                "",
                List.of(),
                Optional.empty());
    }

    private static TicketRow row(ResultSet row) throws SQLException {
        TicketRow ticket = new TicketRow();
        ticket.no = row.getString("no");
        ticket.version = row.getInt("version");
        ticket.state = row.getString("state");
        ticket.kind = row.getString("kind");
        ticket.category = row.getString("category");
        ticket.urgency = row.getString("urgency");
        ticket.area = row.getString("area");
        ticket.confidentiality = row.getString("confidentiality");
        ticket.drill = row.getBoolean("drill");
        ticket.ownerType = row.getString("owner_type");
        ticket.ownerId = row.getString("owner_id");
        ticket.ownerName = row.getString("owner_name");
        ticket.collaborators = row.getString("collaborators");
        ticket.route = row.getString("route");
        ticket.dispatches = row.getInt("dispatches");
        ticket.reopenings = row.getInt("reopenings");
        ticket.acknowledged = row.getBoolean("acknowledged");
        ticket.mergedInto = row.getString("merged_into");
        ticket.receivedAt = at(row, "received_at");
        ticket.changedAt = at(row, "changed_at");
        ticket.due = at(row, "due");
        ticket.erased = row.getString("erased");
        return ticket;
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
