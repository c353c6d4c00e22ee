package lianhu.adapters.web.sealed;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.adapters.web.sealed.SealedView.HandOnTarget;
import lianhu.adapters.web.sealed.SealedView.OpenedTicket;
import lianhu.adapters.web.sealed.SealedView.SealedRow;
import lianhu.adapters.web.support.PageMessage;
import lianhu.core.casework.TicketService;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.query.Viewer;
import lianhu.core.report.DrillMark;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.routing.Department;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/** Loads and changes the sealed tickets of one body. The list shows no words, so a ticket can be handed on unread. */
@Singleton
public class SealedPageModel {
    private static final int MAX_TICKETS = 200;
    private static final Set<State> OPEN_STATES =
            Arrays.stream(State.values()).filter(state -> !state.isOver()).collect(Collectors.toUnmodifiableSet());

    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final SealedCircleLinks links;
    private final InstantSource clock;

    public SealedPageModel(
            TicketQueries ticketQueries, TicketService ticketService, SealedCircleLinks links, InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.links = links;
        this.clock = clock;
    }

    public Uni<SealedView> list(Department body, String token, PageMessage message) {
        TicketQueries.Query query = new TicketQueries.Query(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OPEN_STATES,
                Optional.of(body.id()),
                "",
                "",
                MAX_TICKETS);
        return ticketQueries
                .list(query, Viewer.department(body.id()))
                .map(page -> view(
                        body,
                        token,
                        page.items().stream()
                                .map(TicketQueries.Row::ticket)
                                .filter(Ticket::isSealed)
                                .map(this::row)
                                .toList(),
                        Optional.empty(),
                        message));
    }

    /** Empty for a ticket that is not sealed, not this body's, or does not exist. */
    public Uni<Optional<SealedView>> open(Department body, String token, TicketNo no) {
        return ticketQueries
                .find(no, Viewer.department(body.id()))
                .map(found -> found.filter(one -> one.ticket().isSealed())
                        .map(one -> view(body, token, List.of(), Optional.of(opened(body, one)), PageMessage.NONE)));
    }

    public Uni<TicketService.Outcome> act(Department body, TicketNo no, int version, Action action) {
        return ticketQueries
                .find(no, Viewer.department(body.id()))
                .chain(found -> found.filter(one -> one.ticket().isSealed()).isPresent()
                        ? ticketService.act(no, version, action)
                        : Uni.createFrom().item(new TicketService.Outcome.NotFound()));
    }

    /** Hands a ticket on to another body of the circle. Empty for anybody else. */
    public Optional<Action> handOn(Department body, String to) {
        return others(body).stream()
                .filter(one -> one.id().equals(to))
                .findFirst()
                .map(one ->
                        Action.of(ActionType.DISPATCH, actor(body)).to(new Owner(one.type(), one.id(), one.name())));
    }

    static Actor actor(Department body) {
        return new Actor(Actor.Type.DEPARTMENT, body.id(), body.name());
    }

    private SealedView view(
            Department body, String token, List<SealedRow> rows, Optional<OpenedTicket> opened, PageMessage message) {
        return new SealedView(
                token,
                body.name(),
                rows,
                opened,
                others(body).stream()
                        .map(one -> new HandOnTarget(one.id(), one.name()))
                        .toList(),
                IdempotencyKeys.newKey(),
                message);
    }

    private List<Department> others(Department body) {
        return links.bodies().stream()
                .filter(one -> !one.id().equals(body.id()))
                .toList();
    }

    private SealedRow row(Ticket ticket) {
        Instant now = clock.instant();
        String state = switch (ticket.state()) {
            case DISPATCHED, TRIAGED, RETURN_REVIEW, ADJUDICATING -> "等您决定是否受理";
            case ACCEPTED, WAITING_REPORTER, EXTENSION_REVIEW -> "受理了，在办";
            case RESULT_SUBMITTED, FEEDBACK_DUE -> "答复了，等本人来看";
            case CLOSED, MERGED, WITHDRAWN -> "办结";
        };
        return new SealedRow(
                ticket.no().value(),
                ticket.version(),
                ChineseTime.formatMoment(ticket.receivedAt(), now),
                DrillMark.of(ticket.isDrill(), state),
                ticket.state() == State.FEEDBACK_DUE ? "" : ChineseTime.formatDue(ticket.due(), now));
    }

    private OpenedTicket opened(Department body, TicketDetails details) {
        Set<ActionType> may = ticketService.allowedActions().of(details.ticket(), actor(body), ticketService.now());
        List<String> said = new ArrayList<>();
        details.texts().forEach(text -> said.add(text.text()));
        details.history().stream()
                .filter(event -> event.change() instanceof Change.Supplemented)
                .map(TicketEvent::words)
                .forEach(said::add);
        int photos = details.texts().stream()
                .mapToInt(text -> text.attachments().size())
                .sum();
        return new OpenedTicket(
                row(details.ticket()),
                details.ticket().drillNotice(),
                said.stream().filter(text -> !text.isBlank()).toList(),
                photos,
                may.contains(ActionType.ACCEPT),
                may.contains(ActionType.RESULT));
    }
}
