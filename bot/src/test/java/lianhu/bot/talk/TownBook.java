package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.Filing;
import lianhu.core.Filings;
import lianhu.core.MemoryFilings;
import lianhu.core.MemoryTickets;
import lianhu.core.Receipt;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.Speaker;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/** What was filed in the town, and the way to look at it. */
public final class TownBook implements Filings, Worklist {
    private record Filed(Report report, Receipt receipt) {}

    private final MemoryFilings filings;
    private final MemoryTickets tickets;
    private final Map<ReceiptNo, Filed> filed = new LinkedHashMap<>();

    TownBook(MemoryFilings filings, MemoryTickets tickets) {
        this.filings = filings;
        this.tickets = tickets;
    }

    @Override
    public Uni<Receipt> keep(Filing filing) {
        return filings.keep(filing)
                .invoke(receipt -> filed.putIfAbsent(receipt.no(), new Filed(filing.report(), receipt)));
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
                .filter(one -> query.source()
                        .map(one.report().source().toString()::equals)
                        .orElse(true))
                .filter(one -> maySee(viewer, ticket(one.receipt().ticket())))
                .map(one -> row(one))
                .filter(row -> query.states().isEmpty()
                        || query.states().contains(row.ticket().state()))
                .filter(row ->
                        query.lead().map(row.ticket().lead().id()::equals).orElse(true))
                .limit(query.limit())
                .toList();
        return Uni.createFrom().item(new Page(rows, "", rows.size()));
    }

    private Row row(Filed one) {
        return new Row(ticket(one.receipt().ticket()), one.receipt().title(), List.of(told(one)));
    }

    private static Told told(Filed one) {
        return new Told(
                one.receipt().no(), one.report().channel(), "", "", one.report().receivedAt());
    }

    private static boolean maySee(Viewer viewer, Ticket ticket) {
        return viewer.isAll()
                || viewer.isDesk() && !ticket.isSealed()
                || !ticket.isSealed() && viewer.areas().stream().anyMatch(area -> area.contains(ticket.area()))
                || viewer.departments().contains(ticket.lead().id());
    }

    @Override
    public Uni<Optional<File>> find(TicketNo no, Viewer viewer) {
        return Uni.createFrom()
                .item(filed.values().stream()
                        .filter(one -> one.receipt().ticket().equals(no))
                        .findFirst()
                        .filter(one -> maySee(viewer, ticket(no)))
                        .map(one -> new File(
                                ticket(no),
                                one.receipt().title(),
                                List.of(),
                                List.of(told(one)),
                                tickets.history(no),
                                List.of())));
    }

    @Override
    public Uni<Optional<File>> find(ReceiptNo receipt, Viewer viewer) {
        return Optional.ofNullable(filed.get(receipt))
                .map(one -> find(one.receipt().ticket(), viewer))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    @Override
    public Uni<List<Own>> ownOf(Speaker speaker, Optional<String> conversation, int limit) {
        return Uni.createFrom()
                .item(filed.values().stream()
                        .filter(one -> one.report().reporter().key().equals(speaker.key()))
                        .filter(one -> conversation
                                .map(one.report().conversation()::equals)
                                .orElse(true))
                        .map(one -> new Own(
                                one.receipt().no(),
                                ticket(one.receipt().ticket()),
                                one.receipt().title(),
                                one.report().receivedAt()))
                        .sorted(Comparator.comparing(Own::at).reversed())
                        .limit(limit)
                        .toList());
    }

    @Override
    public Uni<List<Delivery>> deliveries(Set<DeliveryState> states, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<List<Delivery>> waitingFor(AreaCode unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Boolean> settle(long delivery, DeliveryState state, String why) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Totals> totals() {
        throw new UnsupportedOperationException();
    }
}
