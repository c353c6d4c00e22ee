package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.IntakeStore;
import lianhu.core.intake.TicketDraft;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Receipt;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/** The stored reports, and the queries on them. */
public final class InMemoryTicketQueries implements IntakeStore, TicketQueries {
    private record Filed(Report report, Receipt receipt) {}

    private final InMemoryIntakeStore filings;
    private final InMemoryTicketRepository tickets;
    private final Map<ReceiptNo, Filed> filed = new LinkedHashMap<>();
    /** How often all details of a ticket were loaded. */
    int details;

    InMemoryTicketQueries(InMemoryIntakeStore filings, InMemoryTicketRepository tickets) {
        this.filings = filings;
        this.tickets = tickets;
    }

    @Override
    public Uni<Receipt> store(TicketDraft ticketDraft) {
        return filings.store(ticketDraft)
                .invoke(receipt -> filed.putIfAbsent(receipt.no(), new Filed(ticketDraft.report(), receipt)));
    }

    public int count() {
        return filed.size();
    }

    public Report report() {
        return last().report();
    }

    public Receipt receipt() {
        return last().receipt();
    }

    public Ticket ticket() {
        return ticket(receipt().ticket());
    }

    public Ticket ticket(TicketNo no) {
        return tickets.find(no).await().indefinitely().orElseThrow().ticket();
    }

    public TicketEvent lastEvent() {
        return tickets.history(receipt().ticket()).getLast();
    }

    private Filed last() {
        return new ArrayList<>(filed.values()).getLast();
    }

    @Override
    public Uni<Page> list(Query query, Viewer viewer) {
        List<Row> rows = filed.values().stream()
                .filter(one -> query.receipt().map(one.receipt().no()::equals).orElse(true))
                .filter(one -> query.source()
                        .map(one.report().source().toString()::equals)
                        .orElse(true))
                .filter(one -> maySee(viewer, ticket(one.receipt().ticket())))
                .map(one -> row(one))
                .filter(row -> query.states().isEmpty()
                        || query.states().contains(row.ticket().state()))
                .filter(row ->
                        query.owner().map(row.ticket().owner().id()::equals).orElse(true))
                .filter(row -> query.queue().isEmpty() || !row.ticket().state().isOver())
                .limit(query.limit())
                .toList();
        return Uni.createFrom().item(new Page(rows, "", rows.size()));
    }

    private Row row(Filed one) {
        return new Row(ticket(one.receipt().ticket()), one.receipt().title(), List.of(told(one)));
    }

    private static ReceiptInfo told(Filed one) {
        return new ReceiptInfo(
                one.receipt().no(), one.report().channel(), "", "", one.report().receivedAt());
    }

    private static boolean maySee(Viewer viewer, Ticket ticket) {
        return viewer.isAll()
                || viewer.isDesk() && !ticket.isSealed()
                || !ticket.isSealed() && viewer.areas().stream().anyMatch(area -> area.contains(ticket.area()))
                || viewer.departments().contains(ticket.owner().id());
    }

    @Override
    public Uni<Optional<TicketDetails>> find(TicketNo no, Viewer viewer) {
        details++;
        return Uni.createFrom()
                .item(filed.values().stream()
                        .filter(one -> one.receipt().ticket().equals(no))
                        .findFirst()
                        .filter(one -> maySee(viewer, ticket(no)))
                        .map(one -> new TicketDetails(
                                ticket(no),
                                one.receipt().title(),
                                List.of(),
                                List.of(told(one)),
                                tickets.history(no),
                                List.of())));
    }

    @Override
    public Uni<Optional<TicketDetails>> find(ReceiptNo receipt, Viewer viewer) {
        return Optional.ofNullable(filed.get(receipt))
                .map(one -> find(one.receipt().ticket(), viewer))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    @Override
    public Uni<List<OwnTicket>> ownTickets(PersonDetails personDetails, Optional<String> conversation, int limit) {
        return Uni.createFrom()
                .item(filed.values().stream()
                        .filter(one -> isOf(personDetails, one.report().reporter())
                                || one.report()
                                        .relayer()
                                        .filter(relayer -> isOf(personDetails, relayer))
                                        .isPresent())
                        .filter(one -> conversation
                                .map(one.report().conversation()::equals)
                                .orElse(true))
                        .map(one -> new OwnTicket(
                                one.receipt().no(),
                                finallyIn(one.receipt().ticket()),
                                one.receipt().title(),
                                one.report().receivedAt(),
                                receivesQuestions(one, personDetails)))
                        .sorted(Comparator.comparing(OwnTicket::at).reversed())
                        .limit(limit)
                        .toList());
    }

    private static boolean isOf(PersonDetails one, PersonDetails other) {
        return one.lookupKey().equals(other.lookupKey());
    }

    private boolean receivesQuestions(Filed one, PersonDetails person) {
        ReceiptNo first = tickets.find(finallyIn(one.receipt().ticket()).no())
                .await()
                .indefinitely()
                .orElseThrow()
                .receipts()
                .getFirst()
                .receipt();
        return first.equals(one.receipt().no()) && isOf(person, one.report().reporter());
    }

    private Ticket finallyIn(TicketNo no) {
        Ticket ticket = ticket(no);
        return ticket.mergedInto().map(this::finallyIn).orElse(ticket);
    }

    @Override
    public Uni<List<Delivery>> deliveries(Set<DeliveryState> states, int limit, Viewer viewer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Optional<Delivery>> delivery(long id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<List<Delivery>> waitingForUnitHead(AreaCode unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Boolean> settle(long delivery, DeliveryState state, String why, Viewer viewer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Boolean> markResultSeen(ReceiptNo receipt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<QueueCounts> queueCounts(Optional<AreaCode> area, Viewer viewer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Totals> totals() {
        throw new UnsupportedOperationException();
    }
}
