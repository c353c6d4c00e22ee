package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Optional;
import lianhu.bot.conversation.CommandType;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.FixedText;
import lianhu.core.report.NotFixedText;
import lianhu.core.report.PartlyFixedText;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.templates.Replies;

/**
 * 1 好了, 2 没好, 3 好了一半: the reporter's feedback on the latest result. Where there is no result yet, the words are added
 * for the owner.
 */
@Singleton
final class ResultFeedbackHandler {
    private final ReporterContext reporterContext;
    private final ReplyRenderer replyRenderer;

    ResultFeedbackHandler(ReporterContext reporterContext, ReplyRenderer replyRenderer) {
        this.reporterContext = reporterContext;
        this.replyRenderer = replyRenderer;
    }

    /** Empty when the sender has no ticket it could be about. */
    Optional<Uni<Reply>> handle(IncomingMessage message, Intent.Command command, ReporterContext.TicketChoice choice) {
        ActionType type = command.type() == CommandType.FIXED ? ActionType.CLOSE : ActionType.REOPEN;
        Optional<TicketQueries.OwnTicket> answered = choice.target()
                .filter(one -> isFeedbackOn(message, choice, one, type))
                .or(() -> choice.target().isPresent()
                        ? Optional.empty()
                        : choice.ownTickets().stream()
                                .filter(reporterContext.mayAct(type, message))
                                .max(Comparator.comparing((TicketQueries.OwnTicket one) ->
                                        one.ticket().changedAt())));
        return answered.map(one -> applyFeedback(message, command, one, type))
                .or(() -> choice.target()
                        .or(() -> ReporterContext.newest(choice.ownTickets(), ReporterContext::isOpen))
                        .map(one -> addNote(message, command, one)));
    }

    private boolean isFeedbackOn(
            IncomingMessage message,
            ReporterContext.TicketChoice choice,
            TicketQueries.OwnTicket one,
            ActionType type) {
        return choice.appliedBefore()
                .map(did -> did != EventType.SUPPLEMENTED)
                .orElseGet(() -> reporterContext.mayAct(type, message).test(one)
                        || !reporterContext
                                .mayAct(ActionType.SUPPLEMENT, message)
                                .test(one));
    }

    private Uni<Reply> applyFeedback(
            IncomingMessage message, Intent.Command command, TicketQueries.OwnTicket ownTicket, ActionType type) {
        return reporterContext.act(
                message,
                ownTicket,
                ReporterContext.action(type, ownTicket, message)
                        .withWords(type == ActionType.REOPEN ? feedbackText(command) : ""),
                ticket -> type == ActionType.CLOSE
                        ? closedText(ownTicket, !message.place().isGroup())
                        : reopenedText(ownTicket, ticket));
    }

    private Uni<Reply> addNote(IncomingMessage message, Intent.Command command, TicketQueries.OwnTicket ownTicket) {
        return reporterContext.addNote(
                message,
                ownTicket,
                feedbackText(command),
                () -> replyRenderer.replyAbout(
                        message,
                        ownTicket.ticket(),
                        new Replies.Supplemented(
                                replyRenderer.title(ownTicket.ticket(), ownTicket.title()),
                                ownTicket.receipt().spoken())));
    }

    private String closedText(TicketQueries.OwnTicket ownTicket, boolean isPrivate) {
        return replyRenderer.render(new Replies.Closed(
                replyRenderer.title(ownTicket.ticket(), ownTicket.title()),
                ownTicket.receipt().spoken(),
                isPrivate));
    }

    private String reopenedText(TicketQueries.OwnTicket ownTicket, Ticket ticket) {
        return replyRenderer.render(new Replies.ReopenedReply(
                replyRenderer.title(ownTicket.ticket(), ownTicket.title()),
                ownTicket.receipt().spoken(),
                replyRenderer.promise(ticket.due())));
    }

    /** See {@link NotFixedText#SPELLED_OUT}. */
    private static String feedbackText(Intent.Command command) {
        if (command.argument().length() > 1) {
            return command.argument();
        }
        return switch (command.type()) {
            case FIXED -> FixedText.SPELLED_OUT;
            case PARTLY_FIXED -> PartlyFixedText.SPELLED_OUT;
            default -> NotFixedText.SPELLED_OUT;
        };
    }
}
