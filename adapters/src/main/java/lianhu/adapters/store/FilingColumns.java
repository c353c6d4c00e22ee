package lianhu.adapters.store;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lianhu.core.area.AreaCode;
import lianhu.core.intake.TicketDraft;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.Receipt;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketTimer;
import org.jspecify.annotations.Nullable;

/** A batch turned on its side: one array for each column, in the order of the parameters of {@link FilingStatement}. */
final class FilingColumns {
    private static final String GROUP = "group:";

    private record Of<T>(TicketDraft.NumberedTicket filed, T part) {
        String ticket() {
            return filed.ticket().no().value();
        }
    }

    private record Known(String ticket, Buffer key, Buffer sealed) {}

    private final List<Numbered> batch;
    private final Sealed sealed;
    private final Tuple tuple = Tuple.tuple();

    FilingColumns(List<Numbered> batch, Sealed sealed) {
        this.batch = batch;
        this.sealed = sealed;
    }

    Tuple tuple() {
        reports();
        tickets();
        persons();
        events(parts(TicketDraft.NumberedTicket::events));
        deliveries(parts(TicketDraft.NumberedTicket::deliveries));
        alarms(parts(TicketDraft.NumberedTicket::timers));
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
        bytes(batch, one -> key(one, one.sheet().reporter()));
        bytes(batch, one -> key(one, one.sheet().relayer()));
        tuple.addArrayOfBoolean(
                batch.stream().map(one -> hasAccount(report(one))).toArray(Boolean[]::new));
        text(batch, one -> receipt(one).owner().type().name());
        text(batch, one -> receipt(one).owner().id());
        text(batch, one -> receipt(one).owner().name());
        times(batch, one -> Micros.stored(receipt(one).due()));
        text(batch, one -> receipt(one).urgency().name());
        text(batch, one -> receipt(one).confidentiality().name());
        text(batch, one -> receipt(one).advice());
        times(batch, one -> Micros.stored(report(one).occurredAt()));
        times(batch, one -> Micros.stored(report(one).receivedAt()));
        bytes(batch, one -> one.sheet().said());
    }

    /** Area, owner, date and openness are those of the receipt. */
    private void tickets() {
        numbers(batch, one -> ticket(one).version());
        text(batch, one -> ticket(one).state().name());
        text(batch, one -> ticket(one).kind().name());
        text(batch, one -> ticket(one).category());
        text(batch, one -> RouteJson.write(ticket(one).collaborators()));
        text(batch, one -> RouteJson.write(ticket(one).route()));
        text(
                batch,
                one -> ticket(one).route().recusedArea().map(AreaCode::value).orElse(null));
        numbers(batch, one -> ticket(one).dispatches());
        bytes(batch, one -> one.sheet().title());
        text(batch, one -> one.sheet().grams());
    }

    private void persons() {
        List<Known> persons = new ArrayList<>();
        for (Numbered one : batch) {
            one.sheet().reporter().ifPresent(person -> persons.add(known(one, person)));
            one.sheet().relayer().ifPresent(person -> persons.add(known(one, person)));
        }
        text(persons, Known::ticket);
        bytes(persons, Known::key);
        bytes(persons, Known::sealed);
    }

    private void events(List<Of<TicketEvent>> events) {
        text(events, Of::ticket);
        numbers(events, one -> one.part().seq());
        times(events, one -> Micros.stored(one.part().at()));
        text(events, one -> one.part().change().type().name());
        text(events, one -> one.part().by().type().name());
        text(events, one -> one.part().by().id());
        text(events, one -> one.part().by().name());
        text(events, one -> ChangeJson.write(one.part().change()));
    }

    private void deliveries(List<Of<NewDelivery>> tellings) {
        text(tellings, Of::ticket);
        numbers(tellings, one -> one.filed().ticket().version());
        text(tellings, one -> one.part().receipt().map(ReceiptNo::digits).orElse(null));
        text(tellings, one -> one.part().type().name());
        text(tellings, one -> one.part().recipient().encode());
        text(tellings, one -> one.part().channel().name());
        text(tellings, one -> one.part().state().name());
        text(tellings, one -> one.part().why());
        tuple.addArrayOfShort(tellings.stream()
                .map(one -> Slots.of(one.part().recipient().encode()))
                .toArray(Short[]::new));
    }

    private void alarms(List<Of<TicketTimer>> alarms) {
        text(alarms, Of::ticket);
        text(alarms, one -> one.part().kind().name());
        times(alarms, one -> Micros.stored(one.part().at()));
        numbers(alarms, one -> one.part().round());
    }

    private <T> List<Of<T>> parts(Function<TicketDraft.NumberedTicket, List<T>> parts) {
        return batch.stream()
                .flatMap(one -> parts.apply(one.filed()).stream().map(part -> new Of<>(one.filed(), part)))
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

    private static Receipt receipt(Numbered one) {
        return one.filed().receipt();
    }

    private static Ticket ticket(Numbered one) {
        return one.filed().ticket();
    }

    private static Report report(Numbered one) {
        return one.sheet().report();
    }

    private @Nullable Buffer key(Numbered one, Optional<SealedFiling.Person> person) {
        return person.map(known -> SealedFiling.key(known, receipt(one).no(), sealed))
                .orElse(null);
    }

    private Known known(Numbered one, SealedFiling.Person person) {
        return new Known(
                receipt(one).ticket().value(),
                SealedFiling.key(person, receipt(one).no(), sealed),
                person.sealed());
    }

    /** A private conversation would name the person. */
    private static @Nullable String conversation(Report report) {
        return report.conversation().startsWith(GROUP) ? report.conversation() : null;
    }

    /** A private message can reach the reporter herself. */
    private static boolean hasAccount(Report report) {
        return report.relayer().isEmpty() && !report.reporter().identity().isEmpty();
    }
}
