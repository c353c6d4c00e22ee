package lianhu.adapters.worklist;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.adapters.store.ChangeJson;
import lianhu.adapters.store.Sealed;
import lianhu.adapters.vault.Vault;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Speaker;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/**
 * Looks at tickets with the plain client. Whether a viewer may see a ticket is part of every statement, so what is hidden
 * costs and says the same as what is not there.
 */
@Singleton
public final class PgWorklist implements Worklist {
    /** Counted exactly up to here; one more says that there are more. Also the most titles one search opens. */
    static final int COUNTED = 10_000;

    private static final int LONGEST_PAGE = 200;

    /** Only of groups is it kept where something was said; in private a person hears of all that is hers. */
    private static final String GROUP = "group:";

    private static final String HISTORY = """
            SELECT e.seq, e.at, e.type, e.by_type, e.by_id, e.by_name, e.change::text AS change, e.source, said.sealed AS said
            FROM ticket_event e LEFT JOIN event_text said ON said.ticket_no = e.ticket_no AND said.seq = e.seq
            WHERE e.ticket_no = $1 AND e.seq <= $2 ORDER BY e.seq""";

    /** Her own title, with the ticket that answers it now. */
    private static final String OWN = """
            SELECT mine.receipt_no, mine.received_at AS told_at, first.title AS own_title, %s
            FROM (SELECT receipt_no, received_at, ticket_no FROM report
                WHERE (reporter = $1 OR relayer = $1) AND ($2::text IS NULL OR conversation = $2)
                ORDER BY received_at DESC, receipt_no DESC LIMIT $3) mine
              JOIN ticket first ON first.no = mine.ticket_no
              JOIN LATERAL (WITH RECURSIVE way (no, into_no) AS (
                SELECT first.no, first.merged_into
                UNION
                SELECT k.no, k.merged_into FROM way w JOIN ticket k ON k.no = w.into_no
              ) SELECT no FROM way WHERE into_no IS NULL) last ON true
              JOIN ticket t ON t.no = last.no
            ORDER BY mine.received_at DESC, mine.receipt_no DESC""".formatted(TicketColumns.ALL);

    private final Pool pool;
    private final Vault vault;
    private final Sealed sealed;
    private final Tellers tellers;
    private final Deliveries deliveries;
    private final Counts counts;

    public PgWorklist(Pool pool, Vault vault, InstantSource clock) {
        this.pool = pool;
        this.vault = vault;
        this.sealed = new Sealed(vault);
        this.tellers = new Tellers(pool, sealed);
        this.deliveries = new Deliveries(pool, clock);
        this.counts = new Counts(pool);
    }

    /** One page of rows, before their receipts. */
    private record Leaf(List<Row> rows, String next, long total) {}

    /** A title that may be the one searched for. */
    private record Candidate(String no, Instant at) {}

    /** Fails for a cursor that was never given out. */
    @Override
    public Uni<Page> list(Query query, Viewer viewer) {
        Asked asked = Asked.of(query, viewer, vault);
        Optional<Cursor> cursor =
                query.cursor().isEmpty() ? Optional.empty() : Optional.of(Cursor.parse(query.cursor()));
        int limit = Math.clamp(query.limit(), 1, LONGEST_PAGE);
        Uni<Leaf> leaf =
                asked.words().isEmpty() ? plain(asked.where(), cursor, limit) : searched(asked, cursor, limit);
        return leaf.chain(this::page);
    }

    private Uni<Leaf> plain(Where where, Optional<Cursor> cursor, int limit) {
        Where after = where.copy();
        cursor.ifPresent(at -> at.narrow(after));
        String rows = "SELECT " + TicketColumns.ALL + " FROM ticket t" + after + Cursor.ORDER + " LIMIT " + (limit + 1);
        String count = "SELECT count(*) FROM (SELECT FROM ticket t" + where + " LIMIT " + (COUNTED + 1) + ") AS some";
        return query(rows, after.tuple())
                .chain(found -> query(count, where.tuple()).map(counted -> {
                    List<Row> page = found.subList(0, Math.min(limit, found.size()));
                    return new Leaf(
                            page,
                            found.size() > limit ? cursorOf(page.getLast()).text() : "",
                            counted.getFirst().getLong(0));
                }));
    }

    /** The index knows which pieces a title has, not where they stand: each title is opened and looked at. */
    private Uni<Leaf> searched(Asked asked, Optional<Cursor> cursor, int limit) {
        String titles = "SELECT t.no, t.received_at, t.title FROM ticket t" + asked.where() + Cursor.ORDER + " LIMIT "
                + (COUNTED + 1);
        return query(titles, asked.where().tuple())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> rows.stream()
                        .filter(row -> title(row, "title").contains(asked.words()))
                        .map(row -> new Candidate(row.getString("no"), TicketColumns.instant(row, "received_at")))
                        .toList())
                .chain(found -> {
                    List<Candidate> rest = found.stream()
                            .filter(one -> cursor.map(at -> at.isBefore(one.at(), one.no()))
                                    .orElse(true))
                            .toList();
                    List<Candidate> page = rest.subList(0, Math.min(limit, rest.size()));
                    String next = rest.size() > limit
                            ? new Cursor(page.getLast().at(), page.getLast().no()).text()
                            : "";
                    return rows(page).map(rows -> new Leaf(rows, next, found.size()));
                });
    }

    private Uni<List<Row>> rows(List<Candidate> page) {
        String[] numbers = page.stream().map(Candidate::no).toArray(String[]::new);
        return query(
                "SELECT " + TicketColumns.ALL + " FROM ticket t WHERE t.no = ANY($1::text[])" + Cursor.ORDER,
                Tuple.of((Object) numbers));
    }

    private Uni<Page> page(Leaf leaf) {
        List<String> numbers =
                leaf.rows().stream().map(row -> row.getString("no")).toList();
        return tellers.of(numbers).map(all -> {
            Map<String, List<Told>> told = all.stream()
                    .collect(Collectors.groupingBy(
                            Tellers.Teller::root, Collectors.mapping(Tellers.Teller::told, Collectors.toList())));
            return new Page(
                    leaf.rows().stream()
                            .map(row -> new Worklist.Row(
                                    TicketColumns.ticket(row),
                                    title(row, "title"),
                                    told.getOrDefault(row.getString("no"), List.of())))
                            .toList(),
                    leaf.next(),
                    leaf.total());
        });
    }

    @Override
    public Uni<Optional<File>> find(TicketNo no, Viewer viewer) {
        Where where = new Where();
        Sight.narrow(where, viewer);
        return find(where.and("t.no = " + where.put(no.value())));
    }

    @Override
    public Uni<Optional<File>> find(ReceiptNo receipt, Viewer viewer) {
        Where where = new Where();
        Sight.narrow(where, viewer);
        Asked.receipt(where, receipt);
        return find(where);
    }

    private Uni<Optional<File>> find(Where where) {
        return query("SELECT " + TicketColumns.ALL + " FROM ticket t" + where, where.tuple())
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.<File>empty())
                        : file(rows.getFirst()).map(Optional::of));
    }

    /** Events younger than the row are left for the next look, so that file and version belong together. */
    private Uni<File> file(Row row) {
        Ticket ticket = TicketColumns.ticket(row);
        return Uni.combine()
                .all()
                .unis(
                        tellers.of(List.of(ticket.no().value())),
                        query(HISTORY, Tuple.of(ticket.no().value(), ticket.version())),
                        deliveries.of(ticket.no()))
                .asTuple()
                .map(parts -> new File(
                        ticket,
                        title(row, "title"),
                        parts.getItem1().stream().map(tellers::words).toList(),
                        parts.getItem1().stream().map(Tellers.Teller::told).toList(),
                        parts.getItem2().stream().map(this::event).toList(),
                        parts.getItem3()));
    }

    private TicketEvent event(Row row) {
        @Nullable Buffer said = row.get(Buffer.class, "said");
        Sealed.Said plain = said == null ? new Sealed.Said("", List.of()) : sealed.said(said.getBytes());
        return new TicketEvent(
                row.getInteger("seq"),
                TicketColumns.instant(row, "at"),
                new Actor(
                        Actor.Type.valueOf(row.getString("by_type")),
                        row.getString("by_id"),
                        row.getString("by_name")),
                ChangeJson.read(EventType.valueOf(row.getString("type")), row.getString("change")),
                plain.words(),
                plain.photos(),
                Optional.ofNullable(row.getString("source")).flatMap(Sources::parse));
    }

    @Override
    public Uni<List<Own>> ownOf(Speaker speaker, Optional<String> conversation, int limit) {
        if (speaker.key().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return query(
                        OWN,
                        Tuple.of(
                                Buffer.buffer(vault.hash(speaker.key())),
                                conversation.filter(name -> name.startsWith(GROUP)).orElse(null),
                                (long) limit))
                .map(rows -> rows.stream()
                        .map(row -> new Own(
                                new ReceiptNo(row.getString("receipt_no")),
                                TicketColumns.ticket(row),
                                title(row, "own_title"),
                                TicketColumns.instant(row, "told_at")))
                        .toList());
    }

    @Override
    public Uni<List<Delivery>> deliveries(Set<DeliveryState> states, int limit) {
        return deliveries.in(states, limit);
    }

    @Override
    public Uni<List<Delivery>> waitingFor(AreaCode unit) {
        return deliveries.waitingFor(unit);
    }

    @Override
    public Uni<Boolean> settle(long delivery, DeliveryState state, String why) {
        return deliveries.settle(delivery, state, why);
    }

    @Override
    public Uni<Totals> totals() {
        return counts.totals();
    }

    private Uni<List<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(rows -> Tellers.list(rows, row -> row));
    }

    private String title(Row row, String column) {
        return sealed.title(row.getBuffer(column).getBytes());
    }

    private static Cursor cursorOf(Row row) {
        return new Cursor(TicketColumns.instant(row, "received_at"), row.getString("no"));
    }
}
