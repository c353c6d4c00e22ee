package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.bot.conversation.CardPress;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Urgency;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.templates.Replies;

/** What holders of posts and contacts of offices ask for: by the button of a card or in words. The ticket is loaded once. */
@Singleton
final class StaffCommandHandler {
    private static final Set<State> AT_WORK = Set.of(State.DISPATCHED, State.ACCEPTED, State.EXTENSION_REVIEW);
    private static final int MOST = 10;

    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final StaffContext staffContext;
    private final StaffActionExecutor executor;
    private final ReplyRenderer replyRenderer;

    StaffCommandHandler(
            TicketQueries ticketQueries,
            TicketService ticketService,
            StaffContext staffContext,
            StaffActionExecutor executor,
            ReplyRenderer replyRenderer) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.staffContext = staffContext;
        this.executor = executor;
        this.replyRenderer = replyRenderer;
    }

    /** 签收 · 退回 · 办结 in words. */
    Uni<Reply> handle(IncomingMessage message, ActionType type, Optional<ReceiptNo> receipt, String text) {
        if (!staffContext.isStaff(message.senderId(), message.receivedAt())) {
            return replyText(replyRenderer.render(new Replies.StaffOnly()));
        }
        Viewer viewer = staffContext.viewer(message.senderId(), message.receivedAt());
        return receipt.isEmpty()
                ? waitingTickets(message, viewer).chain(rows -> choose(message, type, rows, text))
                : ticketQueries
                        .list(query(receipt, Set.of(), Optional.empty(), 1), viewer)
                        .chain(page -> page.items().stream()
                                .findFirst()
                                .map(row -> act(message, type, row.ticket().no(), text, ""))
                                .orElseGet(() -> replyText(replyRenderer.render(
                                        new Replies.UnknownNumber(receipt.get().spoken())))));
    }

    /** 我手上的: what waits for the sender, also where a card was lost. */
    Uni<Reply> listTasks(IncomingMessage message) {
        return waitingTickets(message, staffContext.viewer(message.senderId(), message.receivedAt()))
                .map(rows -> replyRenderer.replyPrivately(
                        message,
                        false,
                        replyRenderer.render(new Replies.Tasks(
                                lines(rows.stream().limit(MOST).toList()), rows.size() >= MOST))));
    }

    Uni<Reply> handlePress(IncomingMessage message, CardPress press) {
        return act(message, press.type(), press.ticket(), "", press.responseCode());
    }

    /** Acknowledges the emergency that is named, or that the sender was called to; empty for none. */
    Uni<Optional<Reply>> acknowledgeEmergency(IncomingMessage message, Optional<ReceiptNo> receipt) {
        return answerEmergency(message, receipt, ActionType.ACKNOWLEDGE, "");
    }

    /** 平安 of a person who was called: the own household is safe, which promises nothing; empty for no emergency. */
    Uni<Optional<Reply>> reportSafety(IncomingMessage message, Optional<ReceiptNo> receipt, String words) {
        return answerEmergency(message, receipt, ActionType.SUPPLEMENT, words);
    }

    private Uni<Optional<Reply>> answerEmergency(
            IncomingMessage message, Optional<ReceiptNo> receipt, ActionType type, String words) {
        Viewer viewer = staffContext.viewer(message.senderId(), message.receivedAt());
        Uni<TicketQueries.Page> rows = receipt.isPresent()
                ? ticketQueries.list(query(receipt, Set.of(), Optional.empty(), 1), viewer)
                : ticketQueries.list(TicketQueries.Query.queue(QueueFilter.ALL, Optional.empty(), "", MOST), viewer);
        return rows.map(page -> page.items().stream()
                        .map(TicketQueries.Row::ticket)
                        .filter(ticket -> ticket.urgency() == Urgency.EMERGENCY)
                        .sorted(Comparator.comparing(Ticket::isAcknowledged))
                        .toList())
                .chain(emergencies -> emergencies.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : appliedBefore(message)
                                .chain(before -> emergencies.stream()
                                        .filter(ticket -> before.filter(ticket.no()::equals)
                                                        .isPresent()
                                                || executor.mayAct(message, ticket, type))
                                        .findFirst()
                                        .map(ticket -> act(message, type, ticket.no(), words, "")
                                                .map(Optional::of))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    private Uni<List<TicketQueries.Row>> waitingTickets(IncomingMessage message, Viewer viewer) {
        return Multi.createFrom()
                .iterable(staffContext.ownerIds(message.senderId(), message.receivedAt()))
                .onItem()
                .transformToUniAndConcatenate(
                        owner -> ticketQueries.list(query(Optional.empty(), AT_WORK, Optional.of(owner), MOST), viewer))
                .collect()
                .asList()
                .map(pages ->
                        pages.stream().flatMap(page -> page.items().stream()).toList());
    }

    private static TicketQueries.Query query(
            Optional<ReceiptNo> receipt, Set<State> states, Optional<String> owner, int limit) {
        return new TicketQueries.Query(receipt, Optional.empty(), Optional.empty(), states, owner, "", "", limit);
    }

    /** A message that is delivered again finds the ticket it acted on before, not the next one. */
    private Uni<Reply> choose(IncomingMessage message, ActionType type, List<TicketQueries.Row> rows, String text) {
        return appliedBefore(message)
                .chain(before -> rows.stream()
                        .map(row -> row.ticket().no())
                        .filter(no -> before.filter(no::equals).isPresent())
                        .findFirst()
                        .map(no -> act(message, type, no, text, ""))
                        .orElseGet(() -> chooseAllowed(message, type, rows, text)));
    }

    private Uni<Reply> chooseAllowed(
            IncomingMessage message, ActionType type, List<TicketQueries.Row> rows, String text) {
        List<TicketQueries.Row> allowed = rows.stream()
                .filter(row -> executor.mayAct(message, row.ticket(), type))
                .toList();
        if (allowed.isEmpty()) {
            return replyText(replyRenderer.render(new Replies.StaffHelp()));
        }
        if (allowed.size() == 1) {
            return act(message, type, allowed.getFirst().ticket().no(), text, "");
        }
        return Uni.createFrom()
                .item(replyRenderer.replyPrivately(
                        message, false, replyRenderer.render(new Replies.WhichTask(lines(allowed)))));
    }

    private List<Replies.ProgressLine> lines(List<TicketQueries.Row> rows) {
        return rows.stream()
                .flatMap(row -> row.receipts().stream()
                        .limit(1)
                        .map(info -> replyRenderer.line(info.receipt(), row.ticket(), row.title())))
                .toList();
    }

    private Uni<Reply> act(IncomingMessage message, ActionType type, TicketNo no, String text, String responseCode) {
        return ticketService
                .find(no)
                .chain(found -> found.map(loaded -> executor.execute(
                                new StaffCommand(message, type, loaded, text, List.of(), responseCode)))
                        .orElseGet(() -> replyText(replyRenderer.render(new Replies.StaffHelp()))));
    }

    private Uni<Optional<TicketNo>> appliedBefore(IncomingMessage message) {
        return ticketService
                .appliedBySource(message.source())
                .map(applied -> applied.map(TicketRepository.AppliedChange::ticket));
    }

    private static Uni<Reply> replyText(String text) {
        return Uni.createFrom().item(Reply.of(text));
    }
}
