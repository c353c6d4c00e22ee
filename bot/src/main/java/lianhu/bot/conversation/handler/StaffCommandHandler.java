package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.bot.conversation.CardPress;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.catalogue.Urgency;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.templates.Replies;

/** Finds the ticket staff mean: by a card, by a receipt number, or the one that waits for them. */
final class StaffCommandHandler {
    private static final Set<State> AT_WORK = Set.of(State.DISPATCHED, State.ACCEPTED);
    private static final int MOST = 10;

    private final TicketQueries ticketQueries;
    private final IdempotentActions idempotentActions;
    private final StaffContext staffContext;
    private final StaffActionExecutor work;
    private final ReplyRenderer replyRenderer;

    StaffCommandHandler(
            TicketQueries ticketQueries,
            IdempotentActions idempotentActions,
            StaffContext staffContext,
            StaffActionExecutor work,
            ReplyRenderer replyRenderer) {
        this.ticketQueries = ticketQueries;
        this.idempotentActions = idempotentActions;
        this.staffContext = staffContext;
        this.work = work;
        this.replyRenderer = replyRenderer;
    }

    /** 签收 · 退回 · 办结 in words. */
    Uni<Reply> handle(IncomingMessage incomingMessage, ActionType type, Optional<ReceiptNo> about, String words) {
        if (!staffContext.isStaff(incomingMessage.senderId(), incomingMessage.receivedAt())) {
            return replyText(replyRenderer.render(new Replies.StaffOnly()));
        }
        Viewer viewer = staffContext.viewer(incomingMessage.senderId(), incomingMessage.receivedAt());
        return about.isEmpty()
                ? waitingTickets(incomingMessage, viewer).chain(rows -> actOn(incomingMessage, type, rows, words))
                : ticketQueries
                        .find(about.get(), viewer)
                        .chain(ticketDetails -> ticketDetails
                                .map(found -> work.execute(StaffCommand.of(incomingMessage, type, found, words)))
                                .orElseGet(() -> replyText(replyRenderer.render(
                                        new Replies.UnknownNumber(about.get().spoken())))));
    }

    Uni<Reply> handlePress(IncomingMessage incomingMessage, CardPress cardPress) {
        return ticketQueries
                .find(cardPress.ticket(), Viewer.GATEWAY)
                .chain(ticketDetails -> ticketDetails
                        .map(found -> work.execute(new StaffCommand(
                                incomingMessage, cardPress.type(), found, "", List.of(), cardPress.responseCode())))
                        .orElseGet(() -> replyText(replyRenderer.render(new Replies.StaffHelp()))));
    }

    /** The emergency somebody answers to. Empty when he was called to none. */
    Uni<Optional<Reply>> acknowledgeEmergency(IncomingMessage incomingMessage) {
        Viewer viewer = staffContext.viewer(incomingMessage.senderId(), incomingMessage.receivedAt());
        return ticketQueries
                .mostUrgent(MOST, viewer)
                .map(page -> page.items().stream()
                        .map(TicketQueries.Row::ticket)
                        .filter(ticket -> ticket.urgency() == Urgency.EMERGENCY)
                        .toList())
                .chain(emergencies -> emergencies.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : idempotentActions
                                .appliedBySource(incomingMessage.source())
                                .chain(changed -> emergencies.stream()
                                        .filter(ticket -> changed.filter(ticket.no()::equals)
                                                        .isPresent()
                                                || work.mayAct(incomingMessage, ticket, ActionType.ACKNOWLEDGE))
                                        .findFirst()
                                        .map(ticket -> actOn(incomingMessage, ActionType.ACKNOWLEDGE, ticket, "")
                                                .map(Optional::of))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    private Uni<List<TicketQueries.Row>> waitingTickets(IncomingMessage incomingMessage, Viewer viewer) {
        return Multi.createFrom()
                .iterable(staffContext.ownerIds(incomingMessage.senderId(), incomingMessage.receivedAt()))
                .onItem()
                .transformToUniAndConcatenate(lead -> ticketQueries.list(
                        new TicketQueries.Query(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                AT_WORK,
                                Optional.of(lead),
                                "",
                                "",
                                MOST),
                        viewer))
                .collect()
                .asList()
                .map(pages ->
                        pages.stream().flatMap(page -> page.items().stream()).toList());
    }

    /** A message that comes again finds the one it acted on before, not the next. */
    private Uni<Reply> actOn(
            IncomingMessage incomingMessage, ActionType type, List<TicketQueries.Row> rows, String words) {
        return idempotentActions
                .appliedBySource(incomingMessage.source())
                .chain(changed -> rows.stream()
                        .map(TicketQueries.Row::ticket)
                        .filter(ticket -> changed.filter(ticket.no()::equals).isPresent())
                        .findFirst()
                        .map(ticket -> actOn(incomingMessage, type, ticket, words))
                        .orElseGet(() -> actOnAllowed(incomingMessage, type, rows, words)));
    }

    private Uni<Reply> actOnAllowed(
            IncomingMessage incomingMessage, ActionType type, List<TicketQueries.Row> rows, String words) {
        List<TicketQueries.Row> may = rows.stream()
                .filter(row -> work.mayAct(incomingMessage, row.ticket(), type))
                .toList();
        if (may.isEmpty()) {
            return replyText(replyRenderer.render(new Replies.StaffHelp()));
        }
        if (may.size() == 1) {
            return actOn(incomingMessage, type, may.getFirst().ticket(), words);
        }
        List<Replies.ProgressLine> lines = may.stream()
                .flatMap(row -> row.receipts().stream()
                        .limit(1)
                        .map(receiptInfo -> replyRenderer.line(receiptInfo.receipt(), row.ticket(), row.title())))
                .toList();
        return Uni.createFrom()
                .item(replyRenderer.replyPrivately(incomingMessage, false, replyRenderer.render(new Replies.WhichTask(lines))));
    }

    private Uni<Reply> actOn(IncomingMessage incomingMessage, ActionType type, Ticket ticket, String words) {
        return ticketQueries
                .find(ticket.no(), Viewer.GATEWAY)
                .chain(ticketDetails ->
                        work.execute(StaffCommand.of(incomingMessage, type, ticketDetails.orElseThrow(), words)));
    }

    private static Uni<Reply> replyText(String text) {
        return Uni.createFrom().item(Reply.of(text));
    }
}
