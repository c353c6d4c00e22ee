package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.casework.AllowedActions;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;
import lianhu.templates.Replies;

/** The speaker as one who reported: his own matters, and what he may do to them. */
final class ReporterContext {
    private static final int MOST = 20;

    private final TicketQueries ticketQueries;
    private final IdempotentActions idempotentActions;
    private final AllowedActions allowedActions;
    private final StaffContext staffContext;
    private final ReplyRenderer replyRenderer;

    ReporterContext(
            TicketQueries ticketQueries,
            IdempotentActions idempotentActions,
            AllowedActions allowedActions,
            StaffContext staffContext,
            ReplyRenderer replyRenderer) {
        this.ticketQueries = ticketQueries;
        this.idempotentActions = idempotentActions;
        this.allowedActions = allowedActions;
        this.staffContext = staffContext;
        this.replyRenderer = replyRenderer;
    }

    PersonDetails speaker(IncomingMessage incomingMessage) {
        return new PersonDetails(
                incomingMessage.senderId(),
                staffContext.name(incomingMessage.senderId(), incomingMessage.receivedAt()),
                "");
    }

    /** Newest first. A group hears only of what was said in it; alone one may ask about everything. */
    Uni<List<TicketQueries.OwnTicket>> ownTickets(IncomingMessage incomingMessage) {
        return ticketQueries.ownTickets(
                speaker(incomingMessage),
                incomingMessage.place().isGroup() ? Optional.of(incomingMessage.conversationId()) : Optional.empty(),
                MOST);
    }

    /** By number, wherever it was said. */
    Uni<Optional<TicketQueries.OwnTicket>> ownTickets(IncomingMessage incomingMessage, ReceiptNo receipt) {
        return ticketQueries
                .ownTickets(speaker(incomingMessage), Optional.empty(), MOST)
                .map(ownTicket -> ownTicket.stream()
                        .filter(one -> one.receipt().equals(receipt))
                        .findFirst());
    }

    Predicate<TicketQueries.OwnTicket> mayAct(ActionType type, IncomingMessage incomingMessage) {
        return ownTicket -> allowedActions
                .of(ownTicket.ticket(), actor(ownTicket), DeadlinePolicy.localDate(incomingMessage.receivedAt()))
                .contains(type);
    }

    /** Adds words for whoever works on it. */
    Uni<Outcome> addNote(IncomingMessage incomingMessage, TicketQueries.OwnTicket ownTicket, String words) {
        return idempotentActions.act(
                ownTicket.ticket().no(),
                action(ActionType.SUPPLEMENT, ownTicket, incomingMessage).withWords(words));
    }

    Uni<Reply> act(
            IncomingMessage incomingMessage,
            TicketQueries.OwnTicket ownTicket,
            Action action,
            Function<Ticket, String> said) {
        return idempotentActions.act(ownTicket.ticket().no(), action).map(outcome -> switch (outcome) {
            case Outcome.Done done ->
                replyRenderer.replyPrivately(
                        incomingMessage, ReplyRenderer.isPublic(ownTicket), said.apply(done.ticket()));
            case Outcome.Rejected rejected ->
                replyRenderer.replyAbout(incomingMessage, ownTicket.ticket(), new Replies.Refused(rejected.why()));
            case Outcome.VersionConflict versionConflict -> Reply.of(replyRenderer.render(new Replies.Busy()));
            case Outcome.NotFound notFound -> Reply.of(replyRenderer.render(new Replies.ProgressNone()));
        });
    }

    static Action action(ActionType type, TicketQueries.OwnTicket ownTicket, IncomingMessage incomingMessage) {
        return Action.of(type, actor(ownTicket))
                .withReceipt(ownTicket.receipt())
                .withSource(incomingMessage.source());
    }

    static Optional<TicketQueries.OwnTicket> newest(List<TicketQueries.OwnTicket> ownTicket, Predicate<Ticket> wanted) {
        return ownTicket.stream().filter(one -> wanted.test(one.ticket())).findFirst();
    }

    static boolean isOpen(Ticket ticket) {
        return !ticket.state().isOver();
    }

    private static Actor actor(TicketQueries.OwnTicket ownTicket) {
        return new Actor(Actor.Type.REPORTER, ownTicket.receipt().digits(), "");
    }
}
