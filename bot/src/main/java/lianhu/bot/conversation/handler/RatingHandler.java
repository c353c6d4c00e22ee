package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.followup.RatingText;
import lianhu.core.followup.TicketRatings;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.templates.Replies;

/** 打分5: stores how satisfied a reporter is. Also from a group the answer is private. */
@Singleton
final class RatingHandler {
    private final TicketRatings ticketRatings;
    private final ReplyRenderer replyRenderer;

    RatingHandler(TicketRatings ticketRatings, ReplyRenderer replyRenderer) {
        this.ticketRatings = ticketRatings;
        this.replyRenderer = replyRenderer;
    }

    /** Empty when the sender has no ticket with a result. */
    Optional<Uni<Reply>> handle(IncomingMessage message, Intent.Command command, ReporterContext.TicketChoice choice) {
        return choice.target()
                .filter(ownTicket -> hasResult(ownTicket.ticket()))
                .or(() -> choice.target().isPresent()
                        ? Optional.empty()
                        : ReporterContext.newest(choice.ownTickets(), RatingHandler::hasResult))
                .map(ownTicket -> rate(
                        message, ownTicket, RatingText.digit(command.argument()).orElseThrow()));
    }

    private Uni<Reply> rate(IncomingMessage message, TicketQueries.OwnTicket ownTicket, int score) {
        return ticketRatings
                .rate(ownTicket.ticket().no(), ownTicket.receipt(), score, message.receivedAt())
                .map(isFirst -> replyRenderer.replyPrivately(
                        message,
                        false,
                        isFirst
                                ? replyRenderer.render(new Replies.Rated())
                                : replyRenderer.render(new Replies.RatedBefore())));
    }

    private static boolean hasResult(Ticket ticket) {
        return ticket.state() == State.FEEDBACK_DUE || ticket.state() == State.CLOSED;
    }
}
