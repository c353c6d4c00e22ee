package lianhu.core.casework;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.core.intake.TicketDraft;
import lianhu.core.notice.NewDelivery;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.Report;
import lianhu.core.sms.MobileNumber;
import lianhu.core.ticket.ReceiptContact;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer;
import lianhu.core.ticket.TicketWithReceipts;

/** Fake: keeps tickets in memory. */
public final class InMemoryTicketRepository implements TicketRepository {
    private static final Duration LEASE = Duration.ofMinutes(2);

    private record StoredTicket(Ticket ticket, String title, List<TicketEvent> history, ReceiptContact line) {
        private StoredTicket after(TicketUpdate ticketUpdate) {
            return new StoredTicket(
                    ticketUpdate.after(),
                    title,
                    Stream.concat(history.stream(), ticketUpdate.events().stream())
                            .toList(),
                    line);
        }
    }

    private record ScheduledTimer(long id, TicketNo ticket, TicketTimer alarm, Instant at) {}

    private final InstantSource clock;
    private final Map<TicketNo, StoredTicket> known = new LinkedHashMap<>();
    private final Set<MessageSource> messageSources = new HashSet<>();
    private final List<NewDelivery> newDeliveries = new ArrayList<>();
    private List<ScheduledTimer> alarms = new ArrayList<>();
    private long alarmIds;
    private int conflicts;

    public InMemoryTicketRepository(InstantSource clock) {
        this.clock = clock;
    }

    /** The next appends end in a conflict, as if another change came first each time. */
    public synchronized void conflictNext(int count) {
        conflicts = count;
    }

    public synchronized void create(TicketDraft.NumberedTicket numberedTicket, Report report) {
        ReceiptContact receiptContact = new ReceiptContact(
                numberedTicket.receipt().no(),
                report.receivedAt(),
                report.channel(),
                Optional.of(report.conversation())
                        .filter(conversation -> conversation.startsWith("group:"))
                        .map(conversation -> conversation.substring("group:".length())),
                report.area(),
                report.relayer().isEmpty() && !report.reporter().identity().isEmpty(),
                MobileNumber.matches(report.reporter().phone()),
                report.channel() == Channel.AWAY ? report.relayer() : Optional.empty());
        known.put(
                numberedTicket.ticket().no(),
                new StoredTicket(
                        numberedTicket.ticket(),
                        numberedTicket.receipt().title(),
                        numberedTicket.events(),
                        receiptContact));
        newDeliveries.addAll(numberedTicket.deliveries());
        numberedTicket
                .timers()
                .forEach(ticketTimer -> schedule(numberedTicket.ticket().no(), ticketTimer));
    }

    @Override
    public synchronized Uni<Optional<TicketWithReceipts>> find(TicketNo no) {
        return Uni.createFrom()
                .item(Optional.ofNullable(known.get(no))
                        .map(one -> new TicketWithReceipts(one.ticket(), one.title(), receiptsOf(no))));
    }

    @Override
    public synchronized Uni<Optional<AppliedChange>> appliedBySource(MessageSource messageSource) {
        return Uni.createFrom()
                .item(known.keySet().stream()
                        .flatMap(no -> history(no).stream()
                                .filter(event -> event.source()
                                        .filter(messageSource::equals)
                                        .isPresent())
                                .map(event ->
                                        new AppliedChange(no, event.change().type())))
                        .findFirst());
    }

    @Override
    public synchronized Uni<AppendResult> append(DueTimer fired, TicketUpdate ticketUpdate) {
        return alarms.stream().anyMatch(one -> one.id() == fired.id())
                ? append(List.of(ticketUpdate))
                        .call(ended -> ended == AppendResult.DONE
                                ? complete(fired)
                                : Uni.createFrom().voidItem())
                : Uni.createFrom().item(AppendResult.REPEATED);
    }

    @Override
    public synchronized Uni<AppendResult> append(List<TicketUpdate> ticketUpdates) {
        if (conflicts > 0) {
            conflicts--;
            return Uni.createFrom().item(AppendResult.CONFLICT);
        }
        boolean isRepeated = sources(ticketUpdates).anyMatch(messageSources::contains);
        boolean isCurrent = ticketUpdates.stream()
                .allMatch(ticketUpdate -> Optional.ofNullable(
                                known.get(ticketUpdate.after().no()))
                        .filter(one -> one.ticket().version() == ticketUpdate.expected())
                        .isPresent());
        if (isRepeated || !isCurrent) {
            return Uni.createFrom().item(isRepeated ? AppendResult.REPEATED : AppendResult.CONFLICT);
        }
        sources(ticketUpdates).forEach(messageSources::add);
        for (TicketUpdate ticketUpdate : ticketUpdates) {
            TicketNo no = ticketUpdate.after().no();
            known.computeIfPresent(no, (key, one) -> one.after(ticketUpdate));
            newDeliveries.addAll(ticketUpdate.deliveries());
            for (TicketTimer ticketTimer : ticketUpdate.timers()) {
                alarms.removeIf(one -> one.ticket().equals(no) && one.alarm().kind() == ticketTimer.kind());
                schedule(no, ticketTimer);
            }
        }
        return Uni.createFrom().item(AppendResult.DONE);
    }

    @Override
    public synchronized Uni<List<DueTimer>> claimDue(int limit) {
        Instant now = clock.instant();
        List<ScheduledTimer> due = alarms.stream()
                .filter(one -> !one.at().isAfter(now))
                .sorted(Comparator.comparing(ScheduledTimer::at))
                .limit(limit)
                .toList();
        alarms.removeAll(due);
        due.forEach(one -> alarms.add(new ScheduledTimer(one.id(), one.ticket(), one.alarm(), now.plus(LEASE))));
        return Uni.createFrom()
                .item(due.stream()
                        .map(one -> new DueTimer(
                                one.id(),
                                one.ticket(),
                                new TicketTimer(
                                        one.alarm().kind(), now, one.alarm().round())))
                        .toList());
    }

    @Override
    public synchronized Uni<Void> complete(DueTimer dueTimer) {
        alarms = new ArrayList<>(
                alarms.stream().filter(one -> one.id() != dueTimer.id()).toList());
        return Uni.createFrom().voidItem();
    }

    public synchronized List<TicketEvent> history(TicketNo no) {
        StoredTicket one = known.get(no);
        return one == null ? List.of() : one.history();
    }

    public synchronized List<NewDelivery> deliveries() {
        return List.copyOf(newDeliveries);
    }

    /** What is still to come for a ticket. */
    synchronized Set<TicketTimer.Kind> timers(TicketNo no) {
        return alarms.stream()
                .filter(one -> one.ticket().equals(no))
                .map(one -> one.alarm().kind())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** When the next timer fires; empty when nothing is to come. */
    synchronized Optional<Instant> nextTimer() {
        return alarms.stream().map(ScheduledTimer::at).min(Comparator.naturalOrder());
    }

    private List<ReceiptContact> receiptsOf(TicketNo no) {
        List<ReceiptContact> receiptContacts = new ArrayList<>();
        StoredTicket one = known.get(no);
        if (one != null) {
            receiptContacts.add(one.line());
            known.values().stream()
                    .filter(other ->
                            other.ticket().mergedInto().filter(no::equals).isPresent())
                    .forEach(other ->
                            receiptContacts.addAll(receiptsOf(other.ticket().no())));
        }
        return List.copyOf(receiptContacts);
    }

    private void schedule(TicketNo no, TicketTimer ticketTimer) {
        alarms.add(new ScheduledTimer(++alarmIds, no, ticketTimer, ticketTimer.at()));
    }

    private static Stream<MessageSource> sources(List<TicketUpdate> ticketUpdates) {
        return ticketUpdates.stream()
                .flatMap(ticketUpdate -> ticketUpdate.events().stream())
                .flatMap(event -> event.source().stream());
    }
}
