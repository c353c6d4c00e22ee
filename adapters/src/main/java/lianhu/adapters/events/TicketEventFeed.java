package lianhu.adapters.events;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lianhu.adapters.sql.ChangeJson;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/**
 * Publishes committed ticket events in order, from a durable position. One of several instances does it: the one that holds
 * the lease. An event is sent after the one before it of the same ticket was acknowledged, and the position moves when the
 * whole batch was; a batch that fails is sent again from its start. So each event arrives at least once, and the first
 * arrivals of a ticket are in order.
 */
public final class TicketEventFeed {
    /** Longer than a batch takes to succeed or fail. */
    static final Duration LEASE = Duration.ofSeconds(30);

    static final int BATCH_SIZE = 200;

    private static final String ACQUIRE = """
            UPDATE ticket_event_feed SET locked_by = $1, lease_until = now() + $2 * interval '1 second'
            WHERE locked_by IS NULL OR locked_by = $1 OR lease_until < now()
            RETURNING last_id""";

    private static final String ADVANCE =
            "UPDATE ticket_event_feed SET last_id = $3 WHERE locked_by = $1 AND last_id = $2";

    private static final String RELEASE =
            "UPDATE ticket_event_feed SET locked_by = NULL, lease_until = NULL WHERE locked_by = $1";

    /** The events of the range, with all others of their tickets: the state after an event is replayed from the first one. */
    private static final String READ = """
            SELECT e.id, e.ticket_no, e.seq, e.at, e.type, e.change::text AS change, (SELECT min(code) FROM county) AS county
            FROM ticket_event e
            WHERE e.ticket_no IN (SELECT ticket_no FROM ticket_event WHERE id > $1 AND id <= $2)
            ORDER BY e.ticket_no, e.seq""";

    private final Pool pool;
    private final String instance;
    private final Function<TicketCloudEvent, Uni<Void>> sender;
    private final TicketEventMetrics metrics;
    private final SettledEvents settledEvents;
    private long published = -1;

    private record EventRow(long id, TicketEvent event, String county) {}

    /**
     * @param instance unique among all instances and starts
     * @param sender completes when the event was acknowledged
     */
    public TicketEventFeed(
            Pool pool, String instance, Function<TicketCloudEvent, Uni<Void>> sender, TicketEventMetrics metrics) {
        this.pool = pool;
        this.instance = instance;
        this.sender = sender;
        this.metrics = metrics;
        this.settledEvents = new SettledEvents(pool);
    }

    /**
     * Publishes the next batch, if this instance holds the lease. Calls must not overlap.
     *
     * @return whether more events wait
     */
    public Uni<Boolean> publishNext() {
        return settledEvents.look().chain(settled -> {
            if (settled == published) {
                metrics.caughtUp();
                return Uni.createFrom().item(false);
            }
            return acquire()
                    .chain(last -> last.isEmpty()
                            ? Uni.createFrom().item(false).invoke(metrics::caughtUp)
                            : publish(last.get(), settled));
        });
    }

    /** Lets another instance go on at once. */
    public Uni<Void> release() {
        return pool.preparedQuery(RELEASE).execute(Tuple.of(instance)).replaceWithVoid();
    }

    private Uni<Boolean> publish(long last, long settled) {
        long until = Math.min(settled, last + BATCH_SIZE);
        if (until <= last) {
            published = last;
            metrics.caughtUp();
            return Uni.createFrom().item(false);
        }
        return read(last, until)
                .invoke(tickets -> tickets.stream()
                        .flatMap(List::stream)
                        .map(TicketCloudEvent::at)
                        .min(Instant::compareTo)
                        .ifPresent(metrics::waitingSince))
                .chain(this::sendBatch)
                .chain(() -> advance(last, until))
                .map(isMoved -> isMoved && until < settled);
    }

    /** The first ticket goes alone: while the broker is away, one attempt waits for its timeout and not a whole batch. */
    private Uni<Void> sendBatch(List<List<TicketCloudEvent>> tickets) {
        return tickets.isEmpty()
                ? Uni.createFrom().voidItem()
                : send(tickets.subList(0, 1)).chain(() -> send(tickets.subList(1, tickets.size())));
    }

    private Uni<Void> send(List<List<TicketCloudEvent>> tickets) {
        List<Uni<Void>> chains = new ArrayList<>();
        for (List<TicketCloudEvent> events : tickets) {
            chains.add(Multi.createFrom()
                    .iterable(events)
                    .onItem()
                    .transformToUniAndConcatenate(event ->
                            Uni.createFrom().deferred(() -> sender.apply(event)).invoke(metrics::sentOne))
                    .collect()
                    .last()
                    .replaceWithVoid());
        }
        return chains.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(chains).andCollectFailures().replaceWithVoid();
    }

    private Uni<Optional<Long>> acquire() {
        return pool.preparedQuery(ACQUIRE)
                .execute(Tuple.of(instance, LEASE.toSeconds()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(row.getLong(0));
                    }
                    return Optional.empty();
                });
    }

    private Uni<Boolean> advance(long from, long to) {
        return pool.preparedQuery(ADVANCE)
                .execute(Tuple.of(instance, from, to))
                .map(rows -> rows.rowCount() == 1)
                .invoke(isMoved -> published = isMoved ? to : published);
    }

    private Uni<List<List<TicketCloudEvent>>> read(long after, long until) {
        return pool.preparedQuery(READ).execute(Tuple.of(after, until)).map(rows -> {
            List<List<TicketCloudEvent>> tickets = new ArrayList<>();
            byTicket(rows).forEach((no, history) -> tickets.add(map(no, history, after, until)));
            return tickets;
        });
    }

    private List<TicketCloudEvent> map(TicketNo no, List<EventRow> rows, long after, long until) {
        List<TicketEvent> history = rows.stream().map(EventRow::event).toList();
        List<TicketCloudEvent> events = new ArrayList<>();
        for (EventRow row : rows) {
            if (row.id() > after && row.id() <= until) {
                try {
                    TicketCloudEventMapper.map(
                                    row.county(), no, history, row.event().seq())
                            .ifPresent(json -> events.add(new TicketCloudEvent(
                                    row.id(), no, row.event().at(), json)));
                } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException notReplayable) {
                    // One ticket that contradicts itself must not hold up all others; the doctor finds it too.
                    metrics.skippedOne();
                }
            }
        }
        return events;
    }

    private static Map<TicketNo, List<EventRow>> byTicket(RowSet<Row> rows) {
        Map<TicketNo, List<EventRow>> tickets = new LinkedHashMap<>();
        for (Row row : rows) {
            tickets.computeIfAbsent(new TicketNo(row.getString("ticket_no")), no -> new ArrayList<>())
                    .add(new EventRow(row.getLong("id"), event(row), row.getString("county")));
        }
        return tickets;
    }

    private static TicketEvent event(Row row) {
        return new TicketEvent(
                row.getInteger("seq"),
                row.getOffsetDateTime("at").toInstant(),
                Actor.GATEWAY,
                ChangeJson.read(EventType.valueOf(row.getString("type")), row.getString("change")),
                "",
                List.of(),
                Optional.<MessageSource>empty());
    }
}
