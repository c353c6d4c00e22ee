package lianhu.adapters.web.unit;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.Delivery;
import lianhu.core.query.InvalidCursorException;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.Page;
import lianhu.core.query.TicketQueries.Row;
import lianhu.core.query.Viewer;
import lianhu.core.report.Channel;
import lianhu.core.roster.Post;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/** Loads the work of a unit head: emergencies to acknowledge, own first steps, texts to paste, open tickets of the unit. */
@Singleton
class UnitPageModel {
    private static final int MAX_TICKETS = 50;

    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final Areas areas;
    private final RelayTextComposer texts;
    private final InstantSource clock;

    UnitPageModel(
            TicketQueries ticketQueries,
            TicketService ticketService,
            Areas areas,
            RelayTextComposer texts,
            InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.areas = areas;
        this.texts = texts;
        this.clock = clock;
    }

    static AreaCode unit(Post post) {
        return post.area().isAtOrBelow(Level.UNIT) ? post.area().ancestorAt(Level.UNIT) : post.area();
    }

    static Actor actor(Post post) {
        return new Actor(Actor.Type.POST, post.id().value(), post.spoken());
    }

    Uni<UnitView.Work> load(Post post, String token) {
        return load(post, token, "");
    }

    /** @param cursor of a page of open tickets; emergencies come from the first page, whichever is shown */
    Uni<UnitView.Work> load(Post post, String token, String cursor) {
        AreaCode unit = unit(post);
        TicketQueries.Query query = TicketQueries.Query.queue(QueueFilter.ALL, Optional.of(unit), "", MAX_TICKETS);
        Viewer viewer = Viewer.post(unit);
        return ticketQueries
                .list(query, viewer)
                .chain(first -> (cursor.isEmpty()
                                ? Uni.createFrom().item(first)
                                : ticketQueries
                                        .list(query.from(cursor), viewer)
                                        .onFailure(InvalidCursorException.class)
                                        .recoverWithItem(first))
                        .chain(page ->
                                pendingRelays(unit).map(relayItems -> work(post, token, first, page, relayItems))));
    }

    private Uni<List<UnitView.RelayItem>> pendingRelays(AreaCode unit) {
        Instant now = clock.instant();
        return ticketQueries
                .waitingForUnitHead(unit)
                .chain(deliveries -> Multi.createFrom()
                        .iterable(deliveries)
                        .onItem()
                        .transformToUniAndConcatenate(
                                one -> texts.compose(one, ChineseTime.formatMoment(one.at(), now)))
                        .collect()
                        .asList())
                .map(found -> found.stream().flatMap(Optional::stream).toList())
                .chain(relayItems -> texts.withEmergencies(unit, relayItems, now));
    }

    /** The delivery that a fresh receipt left waiting, for the button 已转发. */
    Uni<Long> pendingDelivery(AreaCode unit, String receipt) {
        return ticketQueries
                .waitingForUnitHead(unit)
                .map(deliveries -> deliveries.stream()
                        .filter(one -> one.receipt()
                                .filter(no -> no.digits().equals(receipt))
                                .isPresent())
                        .map(Delivery::id)
                        .findFirst()
                        .orElse(0L));
    }

    private UnitView.Work work(Post post, String token, Page first, Page page, List<UnitView.RelayItem> relayItems) {
        Instant now = clock.instant();
        AreaCode unit = unit(post);
        List<Row> seen = seen(page, unit);
        return new UnitView.Work(
                token,
                areas.displayName(unit),
                post.person(),
                seen(first, unit).stream()
                        .filter(row -> isCalledTo(row.ticket(), post))
                        .map(row -> emergencyCall(row, now))
                        .toList(),
                seen.stream()
                        .filter(row -> isFirstStep(row.ticket(), unit))
                        .map(row -> firstStep(row, now))
                        .toList(),
                seen.stream()
                        .filter(row -> row.ticket().confidentiality() == Confidentiality.OPEN
                                && isFromGroup(row)
                                && !isFirstStep(row.ticket(), unit))
                        .map(row -> openTicket(row, now))
                        .toList(),
                relayItems,
                page.next(),
                !page.equals(first));
    }

    private static List<Row> seen(Page page, AreaCode unit) {
        return page.items().stream()
                .filter(row -> !row.ticket().isSealed()
                        && row.ticket()
                                .route()
                                .recusedArea()
                                .filter(area -> area.contains(unit))
                                .isEmpty())
                .toList();
    }

    /** Confidential emergencies go to the duty room and not to neighbours. */
    private boolean isCalledTo(Ticket ticket, Post post) {
        return ticket.urgency() == Urgency.EMERGENCY
                && ticket.confidentiality() == Confidentiality.OPEN
                && ticketService
                        .allowedActions()
                        .of(ticket, actor(post), ticketService.now())
                        .contains(ActionType.ACKNOWLEDGE);
    }

    /** An emergency that a resident reported privately is called out to the head, and afterwards stays out of the list. */
    private static boolean isFromGroup(Row row) {
        return row.receipts().stream()
                .map(TicketQueries.ReceiptInfo::channel)
                .anyMatch(channel -> channel == Channel.GROUP || channel == Channel.RELAY);
    }

    private static boolean isFirstStep(Ticket ticket, AreaCode unit) {
        return ticket.state() == State.DISPATCHED
                && ticket.owner().type() == OwnerType.UNIT
                && ticket.owner().id().equals(unit.value());
    }

    private UnitView.EmergencyCall emergencyCall(Row row, Instant now) {
        Ticket ticket = row.ticket();
        return new UnitView.EmergencyCall(
                ticket.no().value(),
                ticket.version(),
                row.title(),
                areas.displayName(ticket.area()),
                ChineseTime.formatMoment(ticket.receivedAt(), now),
                ticket.isAcknowledged());
    }

    private static UnitView.FirstStep firstStep(Row row, Instant now) {
        Ticket ticket = row.ticket();
        return new UnitView.FirstStep(
                ticket.no().value(),
                ticket.version(),
                row.title(),
                ChineseTime.formatDue(ticket.due(), now),
                ticket.confidentiality() != Confidentiality.OPEN || !isFromGroup(row));
    }

    private static UnitView.OpenTicket openTicket(Row row, Instant now) {
        Ticket ticket = row.ticket();
        boolean isNew = ticket.state() == State.DISPATCHED;
        String tag = switch (ticket.state().stage()) {
            case COLLECTING -> "刚收到";
            case ASSIGNING -> isNew ? "刚交出去" : "在找单位";
            case HANDLING -> "在办";
            case ANSWERING -> "办好了";
            case ASSESSING -> "办结";
        };
        String tone = switch (ticket.state().stage()) {
            case COLLECTING, ASSIGNING -> "h";
            case HANDLING -> "q";
            case ANSWERING, ASSESSING -> "";
        };
        boolean isAnswered = ticket.state() == State.FEEDBACK_DUE;
        return new UnitView.OpenTicket(
                row.title(),
                tag,
                tone,
                ticket.owner().name(),
                isAnswered
                        ? ChineseTime.formatDay(ticket.changedAt())
                        : "最迟" + ChineseTime.formatDue(ticket.due(), now));
    }
}
