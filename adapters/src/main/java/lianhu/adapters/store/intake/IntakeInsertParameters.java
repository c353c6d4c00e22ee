package lianhu.adapters.store.intake;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lianhu.adapters.sql.ChangeJson;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.adapters.sql.RoutingJson;
import lianhu.adapters.store.outbox.OutboxPartitions;
import lianhu.core.area.AreaCode;
import lianhu.core.intake.TicketDraft;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.Receipt;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.ReportRole;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketTimer;
import org.jspecify.annotations.Nullable;

/** A batch by columns: one array for each column, in the order of the parameters of {@link IntakeInsert}. */
final class IntakeInsertParameters {
    private static final String GROUP = "group:";

    private record TicketPart<T>(TicketDraft.NumberedTicket numberedTicket, T part) {
        String ticket() {
            return numberedTicket.ticket().no().value();
        }
    }

    private record Collaborator(String ticket, short position, Owner owner) {}

    private record PersonRow(
            String receiptNo,
            ReportRole role,
            Buffer encrypted,
            @Nullable Buffer nameHash) {}

    private final List<NumberedDraft> batch;
    private final ColumnEncryption columnEncryption;
    private final Tuple tuple = Tuple.tuple();

    IntakeInsertParameters(List<NumberedDraft> batch, ColumnEncryption columnEncryption) {
        this.batch = batch;
        this.columnEncryption = columnEncryption;
    }

    Tuple tuple() {
        reports();
        tickets();
        persons();
        collaborators();
        events(parts(TicketDraft.NumberedTicket::events));
        deliveries(parts(TicketDraft.NumberedTicket::deliveries));
        timers(parts(TicketDraft.NumberedTicket::timers));
        attachments();
        bytes(personRows(), PersonRow::nameHash);
        tuple.addArrayOfBoolean(batch.stream().map(one -> report(one).isDrill()).toArray(Boolean[]::new));
        return tuple;
    }

    private void reports() {
        text(batch, one -> receipt(one).no().digits());
        text(batch, one -> receipt(one).ticket().value());
        text(batch, one -> report(one).source().sourceAccount());
        text(batch, one -> report(one).source().id());
        text(batch, one -> report(one).channel().name());
        text(batch, one -> conversation(report(one)));
        text(batch, one -> report(one).area().value());
        bytes(batch, one -> key(one, one.draft().reporter()));
        bytes(batch, one -> key(one, one.draft().relayer()));
        tuple.addArrayOfBoolean(
                batch.stream().map(one -> hasReporterAccount(report(one))).toArray(Boolean[]::new));
        text(batch, one -> receipt(one).owner().type().name());
        text(batch, one -> receipt(one).owner().id());
        text(batch, one -> receipt(one).owner().name());
        times(batch, one -> PgTimestamps.toOffsetDateTime(receipt(one).due()));
        text(batch, one -> receipt(one).urgency().name());
        text(batch, one -> receipt(one).confidentiality().name());
        text(batch, one -> receipt(one).advice());
        times(batch, one -> PgTimestamps.toOffsetDateTime(report(one).occurredAt()));
        times(batch, one -> PgTimestamps.toOffsetDateTime(report(one).receivedAt()));
        bytes(batch, one -> one.draft().text());
    }

    /** Area, owner, due date and confidentiality are those of the receipt. */
    private void tickets() {
        numbers(batch, one -> ticket(one).version());
        text(batch, one -> ticket(one).state().name());
        text(batch, one -> ticket(one).kind().name());
        text(batch, one -> ticket(one).category());
        text(batch, one -> RoutingJson.write(ticket(one).route()));
        text(
                batch,
                one -> ticket(one).route().recusedArea().map(AreaCode::value).orElse(null));
        numbers(batch, one -> ticket(one).dispatches());
        bytes(batch, one -> one.draft().title());
        text(batch, one -> one.draft().ngrams());
    }

    private void persons() {
        List<PersonRow> persons = personRows();
        text(persons, PersonRow::receiptNo);
        text(persons, row -> row.role().name());
        bytes(persons, PersonRow::encrypted);
    }

    private List<PersonRow> personRows() {
        List<PersonRow> persons = new ArrayList<>();
        for (NumberedDraft one : batch) {
            one.draft().reporter().ifPresent(person -> persons.add(personRow(one, ReportRole.REPORTER, person)));
            one.draft().relayer().ifPresent(person -> persons.add(personRow(one, ReportRole.RELAYER, person)));
        }
        return persons;
    }

    private void collaborators() {
        List<Collaborator> all = new ArrayList<>();
        for (NumberedDraft one : batch) {
            List<Owner> helpers = ticket(one).collaborators();
            for (int i = 0; i < helpers.size(); i++) {
                all.add(new Collaborator(ticket(one).no().value(), (short) i, helpers.get(i)));
            }
        }
        text(all, Collaborator::ticket);
        tuple.addArrayOfShort(all.stream().map(Collaborator::position).toArray(Short[]::new));
        text(all, one -> one.owner().type().name());
        text(all, one -> one.owner().id());
        text(all, one -> one.owner().name());
    }

    private void events(List<TicketPart<TicketEvent>> events) {
        text(events, TicketPart::ticket);
        numbers(events, one -> one.part().seq());
        times(events, one -> PgTimestamps.toOffsetDateTime(one.part().at()));
        text(events, one -> one.part().change().type().name());
        text(events, one -> one.part().by().type().name());
        text(events, one -> one.part().by().id());
        text(events, one -> one.part().by().name());
        text(events, one -> ChangeJson.write(one.part().change()));
    }

    private void deliveries(List<TicketPart<NewDelivery>> deliveries) {
        text(deliveries, TicketPart::ticket);
        numbers(deliveries, one -> one.numberedTicket().ticket().version());
        text(deliveries, one -> one.part().receipt().map(ReceiptNo::digits).orElse(null));
        text(deliveries, one -> one.part().type().name());
        text(deliveries, one -> one.part().recipient().type().name());
        text(deliveries, one -> one.part().recipient().id());
        text(deliveries, one -> one.part().channel().name());
        text(deliveries, one -> one.part().state().name());
        text(deliveries, one -> one.part().why());
        tuple.addArrayOfShort(deliveries.stream()
                .map(one -> OutboxPartitions.partitionOf(one.part().recipient().encode()))
                .toArray(Short[]::new));
        tuple.addArrayOfShort(deliveries.stream()
                .map(one -> OutboxPartitions.priority(one.part()))
                .toArray(Short[]::new));
    }

    private void timers(List<TicketPart<TicketTimer>> timers) {
        text(timers, TicketPart::ticket);
        text(timers, one -> one.part().kind().name());
        times(timers, one -> PgTimestamps.toOffsetDateTime(one.part().at()));
        numbers(timers, one -> one.part().round());
    }

    private void attachments() {
        List<TicketPart<AttachmentId>> attachments = batch.stream()
                .flatMap(one -> report(one).attachments().stream()
                        .distinct()
                        .map(attachment -> new TicketPart<>(one.numberedTicket(), attachment)))
                .toList();
        text(attachments, TicketPart::ticket);
        text(attachments, one -> one.part().sha256());
    }

    private <T> List<TicketPart<T>> parts(Function<TicketDraft.NumberedTicket, List<T>> parts) {
        return batch.stream()
                .flatMap(one -> parts.apply(one.numberedTicket()).stream()
                        .map(part -> new TicketPart<>(one.numberedTicket(), part)))
                .toList();
    }

    private <T> void text(List<T> rows, Function<T, @Nullable String> column) {
        tuple.addArrayOfString(rows.stream().map(column).toArray(String[]::new));
    }

    private <T> void bytes(List<T> rows, Function<T, @Nullable Buffer> column) {
        tuple.addValue(rows.stream().map(column).toArray(Buffer[]::new));
    }

    private <T> void numbers(List<T> rows, Function<T, Integer> column) {
        tuple.addArrayOfInteger(rows.stream().map(column).toArray(Integer[]::new));
    }

    private <T> void times(List<T> rows, Function<T, OffsetDateTime> column) {
        tuple.addArrayOfOffsetDateTime(rows.stream().map(column).toArray(OffsetDateTime[]::new));
    }

    private static Receipt receipt(NumberedDraft one) {
        return one.numberedTicket().receipt();
    }

    private static Ticket ticket(NumberedDraft one) {
        return one.numberedTicket().ticket();
    }

    private static Report report(NumberedDraft one) {
        return one.draft().report();
    }

    private @Nullable Buffer key(NumberedDraft one, Optional<EncryptedDraft.EncryptedPerson> encryptedPerson) {
        return encryptedPerson
                .map(known -> EncryptedDraft.key(known, receipt(one).no(), columnEncryption))
                .orElse(null);
    }

    private static PersonRow personRow(NumberedDraft one, ReportRole role, EncryptedDraft.EncryptedPerson person) {
        return new PersonRow(
                receipt(one).no().digits(),
                role,
                person.encrypted(),
                role == ReportRole.REPORTER ? person.nameHash() : null);
    }

    /** Null for a private conversation, whose id would reveal the person. */
    private static @Nullable String conversation(Report report) {
        return report.conversation().startsWith(GROUP) ? report.conversation() : null;
    }

    /** True when a private message can reach the reporter. */
    private static boolean hasReporterAccount(Report report) {
        return report.relayer().isEmpty() && !report.reporter().identity().isEmpty();
    }
}
