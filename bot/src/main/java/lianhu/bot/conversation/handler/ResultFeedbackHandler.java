package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.Optional;
import lianhu.bot.conversation.CommandType;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.templates.Replies;

/**
 * 1 好了, 2 没好, 3 好了一半: about the result heard last. Where there is none yet, the words are kept for whoever works
 * on it.
 */
final class ResultFeedbackHandler {
    private final ReporterContext reporterContext;
    private final ReplyRenderer replyRenderer;

    ResultFeedbackHandler(ReporterContext reporterContext, ReplyRenderer replyRenderer) {
        this.reporterContext = reporterContext;
        this.replyRenderer = replyRenderer;
    }

    /** Empty when the speaker has nothing it could be about. */
    Optional<Uni<Reply>> handle(IncomingMessage incomingMessage, Intent.Command wish, TicketChoice ticketChoice) {
        ActionType type = wish.type() == CommandType.FIXED ? ActionType.CLOSE : ActionType.REOPEN;
        Optional<TicketQueries.OwnTicket> judged = ticketChoice
                .target()
                .filter(one -> isFeedbackOn(incomingMessage, ticketChoice, one, type))
                .or(() -> ticketChoice.target().isPresent()
                        ? Optional.empty()
                        : ticketChoice.ownTickets().stream()
                                .filter(reporterContext.mayAct(type, incomingMessage))
                                .max(Comparator.comparing((TicketQueries.OwnTicket one) ->
                                        one.ticket().changedAt())));
        return judged.map(one -> applyFeedback(incomingMessage, wish, one, type))
                .or(() -> ticketChoice
                        .target()
                        .or(() -> ReporterContext.newest(ticketChoice.ownTickets(), ReporterContext::isOpen))
                        .map(one -> addNote(incomingMessage, wish, one)));
    }

    private boolean isFeedbackOn(
            IncomingMessage incomingMessage, TicketChoice ticketChoice, TicketQueries.OwnTicket one, ActionType type) {
        return ticketChoice
                .appliedBefore()
                .map(did -> did != EventType.SUPPLEMENTED)
                .orElseGet(() -> reporterContext.mayAct(type, incomingMessage).test(one)
                        || !reporterContext
                                .mayAct(ActionType.SUPPLEMENT, incomingMessage)
                                .test(one));
    }

    private Uni<Reply> applyFeedback(
            IncomingMessage incomingMessage, Intent.Command wish, TicketQueries.OwnTicket ownTicket, ActionType type) {
        return reporterContext.act(
                incomingMessage,
                ownTicket,
                ReporterContext.action(type, ownTicket, incomingMessage)
                        .withWords(type == ActionType.REOPEN ? feedbackText(wish) : ""),
                ticket -> type == ActionType.CLOSE ? closedText(ownTicket) : reopenedText(ownTicket, ticket));
    }

    private Uni<Reply> addNote(
            IncomingMessage incomingMessage, Intent.Command wish, TicketQueries.OwnTicket ownTicket) {
        return reporterContext
                .addNote(incomingMessage, ownTicket, feedbackText(wish))
                .map(outcome -> replyRenderer.replyAbout(
                        incomingMessage,
                        ownTicket.ticket(),
                        new Replies.Supplemented(
                                replyRenderer.title(ownTicket.ticket(), ownTicket.title()),
                                ownTicket.receipt().spoken())));
    }

    private String closedText(TicketQueries.OwnTicket ownTicket) {
        return replyRenderer.render(new Replies.Closed(
                replyRenderer.title(ownTicket.ticket(), ownTicket.title()),
                ownTicket.receipt().spoken()));
    }

    private String reopenedText(TicketQueries.OwnTicket ownTicket, Ticket ticket) {
        return replyRenderer.render(new Replies.ReopenedReply(
                replyRenderer.title(ownTicket.ticket(), ownTicket.title()),
                ownTicket.receipt().spoken(),
                replyRenderer.promise(ticket.due())));
    }

    /** A digit that was pressed says nothing to those who read it later. */
    private static String feedbackText(Intent.Command wish) {
        if (wish.argument().length() > 1) {
            return wish.argument();
        }
        return switch (wish.type()) {
            case FIXED -> "已经好了";
            case PARTLY_FIXED -> "好了一半";
            default -> "还没好";
        };
    }
}
