package lianhu.adapters.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.vault.Vault;
import lianhu.core.Tickets;
import lianhu.core.Title;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.DeliveryState;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Source;
import lianhu.core.ticket.Alarm;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Dossier;
import lianhu.core.ticket.Line;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.TicketNo;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tickets in PostgreSQL. A change locks the row, looks whether it still is what was decided on, and writes all or nothing. */
@ApplicationScoped
public class PgTickets implements Tickets {
    /** How long an alarm is left to the copy that took it. If that one dies, it rings again. */
    private static final Duration ALARM_LEASE = Duration.ofMinutes(2);

    private static final String GROUP = "group:";
    private static final String ONCE = "ticket_event_source";

    private static final String LINES = """
            WITH RECURSIVE family (no) AS (
              SELECT no FROM ticket WHERE no = :no
              UNION
              SELECT t.no FROM ticket t JOIN family f ON t.merged_into = f.no
            )
            SELECT r.receipt_no, r.channel, r.conversation, r.area, r.has_account
            FROM family f JOIN report r ON r.ticket_no = f.no ORDER BY r.received_at, r.receipt_no""";

    /** Through text, since the client would send a list of its own. */
    private static final String NAME =
            "UPDATE ticket SET title = :title, grams = cast(cast(:grams as text) as int[]) WHERE no = :no";

    private static final String RING = """
            WITH due AS (
              SELECT id FROM alarm WHERE at <= :now ORDER BY at, id LIMIT :limit FOR UPDATE SKIP LOCKED
            )
            UPDATE alarm a SET at = :again FROM due WHERE a.id = due.id
            RETURNING a.id, a.ticket_no, a.kind, a.round""";

    private final UnitOfWork units;
    private final Sealed sealed;
    private final Doorbell doorbell;
    private final InstantSource clock;

    public PgTickets(Vertx vertx, Mutiny.SessionFactory sessions, Vault vault, Doorbell doorbell, InstantSource clock) {
        this.units = new UnitOfWork(vertx, sessions);
        this.sealed = new Sealed(vault);
        this.doorbell = doorbell;
        this.clock = clock;
    }

    @Override
    public Uni<Optional<Dossier>> find(TicketNo no) {
        return units.run(session -> session.find(TicketRow.class, no.value())
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.empty())
                        : lines(session, no).map(lines -> Optional.of(new Dossier(row.ticket(), lines)))));
    }

    @Override
    public Uni<Optional<Applied>> appliedBySource(Source source) {
        return units.run(session -> session.createSelectionQuery("from EventRow where source = :source", EventRow.class)
                .setParameter("source", source.toString())
                .getSingleResultOrNull()
                .map(Optional::ofNullable)
                .map(row -> row.map(
                        event -> new Applied(new TicketNo(event.ticketNo), EventType.valueOf(event.type)))));
    }

    @Override
    public Uni<Appended> append(List<Addition> additions) {
        // In one order everywhere, so that two merges never wait for each other in a circle.
        List<Addition> ordered = additions.stream()
                .sorted(Comparator.comparing(addition -> addition.after().no().value()))
                .toList();
        return units.run(session -> lock(session, ordered)
                        .chain(isCurrent -> happenedBefore(session, ordered)
                                .chain(isRepeated -> isRepeated
                                        ? Uni.createFrom().item(Appended.REPEATED)
                                        : isCurrent
                                                ? write(session, ordered).replaceWith(Appended.DONE)
                                                : Uni.createFrom().item(Appended.CONFLICT))))
                .onFailure(Repeated.class)
                .recoverWithItem(Appended.REPEATED)
                .invoke(ended -> rejoice(ended, additions));
    }

    @Override
    public Uni<List<Rung>> ring(int limit) {
        Instant now = clock.instant();
        return units.run(session -> session.createNativeQuery(RING, Object[].class)
                .setParameter("now", now)
                .setParameter("again", now.plus(ALARM_LEASE))
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(row -> rung(row, now)).toList()));
    }

    @Override
    public Uni<Void> done(Rung rung) {
        return units.run(session -> session.find(AlarmRow.class, rung.id(), LockMode.PESSIMISTIC_WRITE)
                .chain(row -> row == null ? Uni.createFrom().voidItem() : session.remove(row)));
    }

    private static Uni<Boolean> lock(Mutiny.Session session, List<Addition> additions) {
        Uni<Boolean> isCurrent = Uni.createFrom().item(true);
        for (Addition addition : additions) {
            isCurrent = isCurrent.chain(before -> before
                    ? session.find(TicketRow.class, addition.after().no().value(), LockMode.PESSIMISTIC_WRITE)
                            .map(row -> row != null && row.version == addition.expected())
                    : Uni.createFrom().item(false));
        }
        return isCurrent;
    }

    private Uni<Void> write(Mutiny.Session session, List<Addition> additions) {
        List<Object> rows = new ArrayList<>();
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Addition addition : additions) {
            TicketNo no = addition.after().no();
            for (TicketEvent event : addition.events()) {
                rows.add(EventRow.of(no, event));
            }
            addition.tellings().forEach(telling -> rows.add(DeliveryRow.of(addition.after(), telling)));
            addition.alarms().forEach(alarm -> rows.add(AlarmRow.of(no, alarm)));
            done = done.chain(() -> session.find(TicketRow.class, no.value()))
                    .invoke(row -> row.become(addition.after()))
                    .chain(() -> replaceRung(session, addition));
        }
        return done.chain(() -> session.persistAll(rows.toArray()))
                .chain(session::flush)
                .chain(() -> session.persistAll(texts(additions)))
                .chain(session::flush)
                .chain(() -> name(session, additions))
                .onFailure(e -> Foreign.breaks(ONCE, e))
                .transform(e -> new Repeated())
                .invoke(KillPoint.APPEND_BEFORE_COMMIT::reach);
    }

    /** What was written down of a voice message gives the matter its title. */
    private Uni<Void> name(Mutiny.Session session, List<Addition> additions) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Addition addition : additions) {
            for (TicketEvent event : addition.events()) {
                if (event.change() instanceof Change.WrittenDown) {
                    String title = Title.of(event.words());
                    done = done.chain(() -> session.createNativeQuery(NAME)
                            .setParameter("title", sealed.title(title))
                            .setParameter(
                                    "grams",
                                    addition.after().isSealed() ? "{}" : SealedFiling.array(sealed.grams(title)))
                            .setParameter("no", addition.after().no().value())
                            .executeUpdate()
                            .replaceWithVoid());
                }
            }
        }
        return done;
    }

    /** The next round of an alarm takes the place of the one that rang: both or neither, and never twice. */
    private static Uni<Void> replaceRung(Mutiny.Session session, Addition addition) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Alarm alarm : addition.alarms()) {
            if (alarm.round() > 1) {
                done = done.chain(() -> session.createSelectionQuery(
                                        "from AlarmRow where ticketNo = :no and kind = :kind and round = :round",
                                        AlarmRow.class)
                                .setParameter("no", addition.after().no().value())
                                .setParameter("kind", alarm.kind().name())
                                .setParameter("round", alarm.round() - 1)
                                .setLockMode(LockMode.PESSIMISTIC_WRITE)
                                .getResultList())
                        .chain(rung -> rung.isEmpty()
                                ? Uni.createFrom().failure(new Repeated())
                                : session.removeAll(rung.toArray()));
            }
        }
        return done;
    }

    private Object[] texts(List<Addition> additions) {
        return additions.stream()
                .flatMap(addition -> addition.events().stream()
                        .filter(event ->
                                !event.words().isEmpty() || !event.photos().isEmpty())
                        .map(event -> EventTextRow.of(addition.after().no(), event, sealed)))
                .toArray();
    }

    /** Looked for under the lock of the ticket; whoever was faster may have been the same message. */
    private static Uni<Boolean> happenedBefore(Mutiny.Session session, List<Addition> additions) {
        List<String> sources = additions.stream()
                .flatMap(addition -> addition.events().stream())
                .flatMap(event -> event.source().stream())
                .map(Source::toString)
                .toList();
        return sources.isEmpty()
                ? Uni.createFrom().item(false)
                : session.createSelectionQuery("select count(*) from EventRow where source in :sources", Long.class)
                        .setParameter("sources", sources)
                        .getSingleResult()
                        .map(known -> known > 0);
    }

    private void rejoice(Appended ended, List<Addition> additions) {
        if (ended == Appended.DONE) {
            KillPoint.APPEND_AFTER_COMMIT.reach();
            boolean isToSend = additions.stream()
                    .flatMap(addition -> addition.tellings().stream())
                    .anyMatch(telling -> telling.state() == DeliveryState.PENDING);
            if (isToSend) {
                doorbell.ring();
            }
        }
    }

    private static Uni<List<Line>> lines(Mutiny.Session session, TicketNo no) {
        return session.createNativeQuery(LINES, Object[].class)
                .setParameter("no", no.value())
                .getResultList()
                .map(rows -> rows.stream().map(PgTickets::line).toList());
    }

    private static Line line(Object[] row) {
        return new Line(
                new ReceiptNo((String) row[0]),
                Channel.valueOf((String) row[1]),
                Optional.ofNullable((String) row[2])
                        .filter(conversation -> conversation.startsWith(GROUP))
                        .map(conversation -> conversation.substring(GROUP.length())),
                new AreaCode((String) row[3]),
                (Boolean) row[4]);
    }

    /** The next round counts from when it really rang, so that a gateway that was away does not make up for all it missed. */
    private static Rung rung(Object[] row, Instant now) {
        return new Rung(
                ((Number) row[0]).longValue(),
                new TicketNo((String) row[1]),
                new Alarm(Alarm.Kind.valueOf((String) row[2]), now, ((Number) row[3]).intValue()));
    }

    /** Rolls the transaction back: it happened before. */
    private static final class Repeated extends RuntimeException {
        private static final long serialVersionUID = 1;

        Repeated() {
            super("happened before", null, false, false);
        }
    }
}
