package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.casework.TicketService;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.templates.Replies;

/** The sender as a reporter: the sender's own tickets, and what the sender may do to them, once for each message. */
@Singleton
final class ReporterContext {
    private static final int MOST = 20;

    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final StaffContext staffContext;
    private final ReplyRenderer replyRenderer;

    ReporterContext(
            TicketQueries ticketQueries,
            TicketService ticketService,
            StaffContext staffContext,
            ReplyRenderer replyRenderer) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.staffContext = staffContext;
        this.replyRenderer = replyRenderer;
    }

    /** An own ticket and what the message already did to it. */
    record AppliedAction(TicketQueries.OwnTicket ticket, EventType type) {}

    /**
     * Which tickets a command may be about.
     *
     * @param ownTickets all of the sender's, newest first
     * @param target the one that was named, or that this very message already changed
     * @param appliedBefore how the message changed it then
     */
    record TicketChoice(
            List<TicketQueries.OwnTicket> ownTickets,
            Optional<TicketQueries.OwnTicket> target,
            Optional<EventType> appliedBefore) {}

    PersonDetails sender(IncomingMessage message) {
        return new PersonDetails(message.senderId(), staffContext.name(message.senderId(), message.receivedAt()), "");
    }

    /** Newest first. In a group only what was reported in it; in a private chat everything. */
    Uni<List<TicketQueries.OwnTicket>> ownTickets(IncomingMessage message) {
        return ticketQueries.ownTickets(
                sender(message),
                message.place().isGroup() ? Optional.of(message.conversationId()) : Optional.empty(),
                MOST);
    }

    /** By number, wherever it was reported. */
    Uni<Optional<TicketQueries.OwnTicket>> ownTicket(IncomingMessage message, ReceiptNo receipt) {
        return ticketQueries
                .ownTickets(sender(message), Optional.empty(), MOST)
                .map(ownTickets -> ownTickets.stream()
                        .filter(one -> one.receipt().equals(receipt))
                        .findFirst());
    }

    Predicate<TicketQueries.OwnTicket> mayAct(ActionType type, IncomingMessage message) {
        return ownTicket -> ticketService
                .allowedActions()
                .of(ownTicket.ticket(), actor(ownTicket), message.receivedAt())
                .contains(type);
    }

    /** Adds words for the owner. */
    Uni<Outcome> addNote(IncomingMessage message, TicketQueries.OwnTicket ownTicket, String words) {
        return act(ownTicket, action(ActionType.SUPPLEMENT, ownTicket, message).withWords(words));
    }

    /** Adds words for the owner. The reply is said only when they are stored. */
    Uni<Reply> addNote(IncomingMessage message, TicketQueries.OwnTicket ownTicket, String words, Supplier<Reply> said) {
        return addNote(message, ownTicket, words)
                .map(outcome -> outcome instanceof Outcome.Done ? said.get() : notDone(message, ownTicket, outcome));
    }

    Uni<Outcome> act(TicketQueries.OwnTicket ownTicket, Action action) {
        return ticketService.act(ownTicket.ticket().no(), action);
    }

    /** The own ticket that this very message already changed, and how: WeCom delivers a message up to four times. */
    Uni<Optional<AppliedAction>> appliedBySource(List<TicketQueries.OwnTicket> ownTickets, IncomingMessage message) {
        return ownTickets.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : ticketService
                        .appliedBySource(message.source())
                        .map(applied -> applied.flatMap(change -> ownTickets.stream()
                                .filter(one -> one.ticket().no().equals(change.ticket()))
                                .findFirst()
                                .map(one -> new AppliedAction(one, change.type()))));
    }

    /** Whether this message was stored as a report before. */
    Uni<Boolean> isStored(IncomingMessage message) {
        return ticketQueries.isReported(message.source());
    }

    Uni<Reply> act(
            IncomingMessage message, TicketQueries.OwnTicket ownTicket, Action action, Function<Ticket, String> said) {
        return act(ownTicket, action)
                .map(outcome -> outcome instanceof Outcome.Done done
                        ? replyRenderer.replyPrivately(
                                message, ReplyRenderer.isPublic(ownTicket), said.apply(done.ticket()))
                        : notDone(message, ownTicket, outcome));
    }

    private Reply notDone(IncomingMessage message, TicketQueries.OwnTicket ownTicket, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> throw new IllegalArgumentException("it was done");
            case Outcome.Rejected rejected ->
                replyRenderer.replyAbout(message, ownTicket.ticket(), new Replies.Refused(rejected.why()));
            case Outcome.VersionConflict conflict -> Reply.of(replyRenderer.render(new Replies.Busy()));
            case Outcome.NotFound notFound ->
                Reply.of(replyRenderer.render(
                        new Replies.ProgressNone(!message.place().isGroup())));
        };
    }

    static Action action(ActionType type, TicketQueries.OwnTicket ownTicket, IncomingMessage message) {
        return Action.of(type, actor(ownTicket))
                .withReceipt(ownTicket.receipt())
                .withSource(message.source());
    }

    static Optional<TicketQueries.OwnTicket> newest(
            List<TicketQueries.OwnTicket> ownTickets, Predicate<Ticket> wanted) {
        return ownTickets.stream().filter(one -> wanted.test(one.ticket())).findFirst();
    }

    static boolean isOpen(Ticket ticket) {
        return !ticket.state().isOver();
    }

    private static Actor actor(TicketQueries.OwnTicket ownTicket) {
        return new Actor(Actor.Type.REPORTER, ownTicket.receipt().digits(), "");
    }
}
