package lianhu.adapters.store.ticket;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.Failpoint;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.RoutingJson;
import lianhu.adapters.store.Collaborators;
import lianhu.adapters.store.outbox.NewDeliveryRow;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.TicketRepository;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.sms.MobileNumber;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.ReceiptContact;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketWithReceipts;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Stores tickets. An update locks the row, compares it with the version it was based on, and writes all or nothing. */
@ApplicationScoped
public class PgTickets implements TicketRepository {
    private static final String GROUP = "group:";
    private static final String SOURCE_CONSTRAINT = "ticket_event_source";

    private static final String FIND_RECEIPTS = """
            WITH RECURSIVE family (no) AS (
              SELECT no FROM ticket WHERE no = :no
              UNION
              SELECT t.no FROM ticket t JOIN family f ON t.merged_into = f.no
            )
            SELECT r.receipt_no, r.channel, r.conversation, r.area, r.has_account, encode(p.ciphertext, 'hex'),
              encode(c.ciphertext, 'hex'), CAST(extract(epoch FROM r.received_at) * 1000 AS bigint)
            FROM family f JOIN report r ON r.ticket_no = f.no
              LEFT JOIN report_person p ON p.receipt_no = r.receipt_no AND p.role = 'REPORTER'
              LEFT JOIN report_person c ON c.receipt_no = r.receipt_no AND c.role = 'RELAYER' AND r.channel = 'AWAY'
            ORDER BY r.received_at, r.receipt_no""";

    private final UnitOfWork units;
    private final ColumnEncryption columnEncryption;
    private final OutboxSignal outboxSignal;
    private final InstantSource clock;

    public PgTickets(
            Vertx vertx,
            Mutiny.SessionFactory sessions,
            FieldEncryption fieldEncryption,
            OutboxSignal outboxSignal,
            InstantSource clock) {
        this.units = new UnitOfWork(vertx, sessions);
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
        this.outboxSignal = outboxSignal;
        this.clock = clock;
    }

    @Override
    public Uni<Optional<TicketWithReceipts>> find(TicketNo no) {
        return units.run(session -> session.find(TicketRow.class, no.value())
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.empty())
                        : receipts(session, no)
                                .map(receiptContacts -> Optional.of(new TicketWithReceipts(
                                        row.ticket(), columnEncryption.title(row.title), receiptContacts)))));
    }

    @Override
    public Uni<Optional<AppliedChange>> appliedBySource(MessageSource messageSource) {
        return units.run(session -> session.createSelectionQuery("from EventRow where source = :source", EventRow.class)
                .setParameter("source", messageSource.toString())
                .getSingleResultOrNull()
                .map(Optional::ofNullable)
                .map(row -> row.map(
                        event -> new AppliedChange(new TicketNo(event.ticketNo), EventType.valueOf(event.type)))));
    }

    @Override
    public Uni<AppendResult> append(List<TicketUpdate> ticketUpdates) {
        // Every transaction locks in the same order, so that two merges cannot deadlock.
        List<TicketUpdate> ordered = ticketUpdates.stream()
                .sorted(Comparator.comparing(
                        ticketUpdate -> ticketUpdate.after().no().value()))
                .toList();
        return commit(ordered, session -> Uni.createFrom().item(true), PgTickets::nothing);
    }

    @Override
    public Uni<AppendResult> append(DueTimer fired, TicketUpdate ticketUpdate) {
        return append(Optional.of(fired), ticketUpdate, PgTickets::nothing);
    }

    /**
     * With what another store writes in the same transaction.
     *
     * @param fired the timer whose effect it is, if any
     */
    public Uni<AppendResult> append(
            Optional<DueTimer> fired, TicketUpdate ticketUpdate, Function<Mutiny.Session, Uni<Void>> more) {
        return commit(
                List.of(ticketUpdate),
                session -> fired.map(timer -> TicketTimers.end(session, timer))
                        .orElseGet(() -> Uni.createFrom().item(true)),
                more);
    }

    private static Uni<Void> nothing(Mutiny.Session session) {
        return Uni.createFrom().voidItem();
    }

    /** @param isFirst runs under the lock of the tickets and before anything is written; false ends in REPEATED */
    private Uni<AppendResult> commit(
            List<TicketUpdate> ordered,
            Function<Mutiny.Session, Uni<Boolean>> isFirst,
            Function<Mutiny.Session, Uni<Void>> more) {
        return units.run(session -> lock(session, ordered)
                        .chain(isCurrent -> isDuplicate(session, ordered)
                                .chain(isRepeated -> isRepeated
                                        ? Uni.createFrom().item(AppendResult.REPEATED)
                                        : isCurrent
                                                ? isFirst.apply(session)
                                                        .chain(first -> first
                                                                ? write(session, ordered)
                                                                        .chain(() -> more.apply(session))
                                                                        .replaceWith(AppendResult.DONE)
                                                                : Uni.createFrom()
                                                                        .item(AppendResult.REPEATED))
                                                : Uni.createFrom().item(AppendResult.CONFLICT))))
                .onFailure(DuplicateSourceException.class)
                .recoverWithItem(AppendResult.REPEATED)
                .invoke(ended -> signalOutbox(ended, ordered));
    }

    @Override
    public Uni<List<DueTimer>> claimDue(int limit) {
        Instant now = clock.instant();
        return units.run(session -> TicketTimers.claimDue(session, limit, now));
    }

    @Override
    public Uni<Void> complete(DueTimer dueTimer) {
        return units.run(session -> TicketTimers.complete(session, dueTimer));
    }

    private static Uni<Boolean> lock(Mutiny.Session session, List<TicketUpdate> ticketUpdates) {
        Uni<Boolean> isCurrent = Uni.createFrom().item(true);
        for (TicketUpdate ticketUpdate : ticketUpdates) {
            isCurrent = isCurrent.chain(before -> before
                    ? session.find(TicketRow.class, ticketUpdate.after().no().value(), LockMode.PESSIMISTIC_WRITE)
                            .map(row -> row != null && row.version == ticketUpdate.expected())
                    : Uni.createFrom().item(false));
        }
        return isCurrent;
    }

    private Uni<Void> write(Mutiny.Session session, List<TicketUpdate> ticketUpdates) {
        List<Object> rows = new ArrayList<>();
        Uni<Void> done = Uni.createFrom().voidItem();
        for (TicketUpdate ticketUpdate : ticketUpdates) {
            TicketNo no = ticketUpdate.after().no();
            for (TicketEvent event : ticketUpdate.events()) {
                rows.add(EventRow.of(no, event));
            }
            ticketUpdate
                    .deliveries()
                    .forEach(newDelivery -> rows.add(NewDeliveryRow.of(ticketUpdate.after(), newDelivery)));
            ticketUpdate.timers().forEach(ticketTimer -> rows.add(TimerRow.of(no, ticketTimer)));
            done = done.chain(() -> session.find(TicketRow.class, no.value()))
                    .chain(row -> {
                        String before = row.collaborators;
                        row.update(ticketUpdate.after());
                        return replaceCollaborators(session, ticketUpdate.after(), before);
                    })
                    .chain(() -> TicketTimers.deleteReplaced(session, ticketUpdate))
                    .chain(() -> UnseenResults.settle(session, ticketUpdate));
        }
        return done.chain(() -> session.persistAll(rows.toArray()))
                .chain(session::flush)
                .chain(() -> session.persistAll(texts(ticketUpdates)))
                .chain(session::flush)
                .chain(() -> TranscribedTitles.save(session, ticketUpdates, columnEncryption))
                .chain(() -> EventAttachments.save(session, ticketUpdates))
                .onFailure(e -> PgErrors.violates(SOURCE_CONSTRAINT, e))
                .transform(e -> new DuplicateSourceException())
                .invoke(Failpoint.APPEND_BEFORE_COMMIT::reach);
    }

    /** Writes only changed collaborators; most events leave them unchanged. */
    private static Uni<Void> replaceCollaborators(Mutiny.Session session, Ticket after, String before) {
        if (RoutingJson.owners(before).equals(after.collaborators())) {
            return Uni.createFrom().voidItem();
        }
        String no = after.no().value();
        String owners = RoutingJson.write(after.collaborators());
        return NativeStatement.run(session, Collaborators.DELETE, Map.of("no", no))
                .chain(() -> NativeStatement.run(session, Collaborators.INSERT, Map.of("no", no, "owners", owners)))
                .replaceWithVoid();
    }

    private Object[] texts(List<TicketUpdate> ticketUpdates) {
        return ticketUpdates.stream()
                .flatMap(ticketUpdate -> ticketUpdate.events().stream()
                        .filter(event ->
                                !event.words().isEmpty() || !event.attachments().isEmpty())
                        .map(event -> EventTextRow.of(ticketUpdate.after().no(), event, columnEncryption)))
                .toArray();
    }

    /** Runs under the lock of the ticket: a concurrent transaction may have stored the same message. */
    private static Uni<Boolean> isDuplicate(Mutiny.Session session, List<TicketUpdate> ticketUpdates) {
        List<String> sources = ticketUpdates.stream()
                .flatMap(ticketUpdate -> ticketUpdate.events().stream())
                .flatMap(event -> event.source().stream())
                .map(MessageSource::toString)
                .toList();
        return sources.isEmpty()
                ? Uni.createFrom().item(false)
                : session.createSelectionQuery("select count(*) from EventRow where source in :sources", Long.class)
                        .setParameter("sources", sources)
                        .getSingleResult()
                        .map(known -> known > 0);
    }

    private void signalOutbox(AppendResult ended, List<TicketUpdate> ticketUpdates) {
        if (ended == AppendResult.DONE) {
            Failpoint.APPEND_AFTER_COMMIT.reach();
            outboxSignal.signal(ticketUpdates.stream().flatMap(ticketUpdate -> ticketUpdate.deliveries().stream()));
        }
    }

    private Uni<List<ReceiptContact>> receipts(Mutiny.Session session, TicketNo no) {
        return session.createNativeQuery(FIND_RECEIPTS, Object[].class)
                .setParameter("no", no.value())
                .getResultList()
                .map(rows -> rows.stream().map(this::receipt).toList());
    }

    private ReceiptContact receipt(Object[] row) {
        return new ReceiptContact(
                new ReceiptNo((String) row[0]),
                Instant.ofEpochMilli((Long) row[7]),
                Channel.valueOf((String) row[1]),
                Optional.ofNullable((String) row[2])
                        .filter(conversation -> conversation.startsWith(GROUP))
                        .map(conversation -> conversation.substring(GROUP.length())),
                new AreaCode((String) row[3]),
                (Boolean) row[4],
                person((String) row[5])
                        .map(PersonDetails::phone)
                        .filter(MobileNumber::matches)
                        .isPresent(),
                person((String) row[6]));
    }

    /** @param hex because the client decodes a column of bytes of a native query differently */
    private Optional<PersonDetails> person(@Nullable String hex) {
        return Optional.ofNullable(hex)
                .flatMap(bytes -> columnEncryption.readable(
                        () -> columnEncryption.person(HexFormat.of().parseHex(bytes))));
    }

    /** Rolls the transaction back, because the event is stored already. */
    private static final class DuplicateSourceException extends RuntimeException {
        private static final long serialVersionUID = 1;

        DuplicateSourceException() {
            super("happened before", null, false, false);
        }
    }
}
