package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.templates.Replies;

/** What a reporter asks for about his own matters: 撤回, 好了, 还不行, 平安, 有人找我. */
final class ReporterCommandHandler {
    private static final String CALL_ME = "请现在给本人打电话";

    private final IdempotentActions idempotentActions;
    private final ReporterContext reporterContext;
    private final ResultFeedbackHandler verdict;
    private final Catalogue catalogue;
    private final ReportHandler report;
    private final ReplyRenderer replyRenderer;

    ReporterCommandHandler(
            IdempotentActions idempotentActions,
            ReporterContext reporterContext,
            Catalogue catalogue,
            ReportHandler report,
            ReplyRenderer replyRenderer) {
        this.idempotentActions = idempotentActions;
        this.reporterContext = reporterContext;
        this.verdict = new ResultFeedbackHandler(reporterContext, replyRenderer);
        this.catalogue = catalogue;
        this.report = report;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> handle(IncomingMessage incomingMessage, Intent.Command wish) {
        Optional<String> told = wish.orReport();
        return told.isEmpty()
                ? choose(incomingMessage, wish)
                : idempotentActions
                        .isStored(incomingMessage.source())
                        .chain(filed ->
                                filed ? report.handle(incomingMessage, told.get()) : choose(incomingMessage, wish));
    }

    /** Whether an emergency of his own is open: then 平安 and 到了 are about that. */
    Uni<Boolean> hasEmergency(IncomingMessage incomingMessage) {
        return reporterContext
                .ownTickets(incomingMessage)
                .map(ownTicket -> ReporterContext.newest(ownTicket, ReporterCommandHandler::isEmergency)
                        .isPresent());
    }

    private Uni<Reply> choose(IncomingMessage incomingMessage, Intent.Command wish) {
        return wish.receipt().isPresent()
                ? reporterContext
                        .ownTickets(incomingMessage, wish.receipt().get())
                        .chain(ownTicket -> ownTicket
                                .map(one -> choose(incomingMessage, wish, List.of(one), ownTicket))
                                .orElseGet(() -> nothingFound(
                                        incomingMessage,
                                        wish,
                                        replyRenderer.render(new Replies.UnknownNumber(
                                                wish.receipt().get().spoken())))))
                : reporterContext
                        .ownTickets(incomingMessage)
                        .chain(ownTicket -> choose(incomingMessage, wish, ownTicket, Optional.empty()));
    }

    private Uni<Reply> choose(
            IncomingMessage incomingMessage,
            Intent.Command wish,
            List<TicketQueries.OwnTicket> ownTicket,
            Optional<TicketQueries.OwnTicket> named) {
        return idempotentActions
                .appliedBySource(ownTicket, incomingMessage)
                .chain(before -> handle(
                        incomingMessage,
                        wish,
                        new TicketChoice(
                                ownTicket,
                                before.map(IdempotentActions.AppliedAction::ticket)
                                        .or(() -> named),
                                before.map(IdempotentActions.AppliedAction::type))));
    }

    private Uni<Reply> handle(IncomingMessage incomingMessage, Intent.Command wish, TicketChoice ticketChoice) {
        return switch (wish.type()) {
            case WITHDRAW -> withdraw(incomingMessage, wish, ticketChoice);
            case FIXED -> handleFixed(incomingMessage, wish, ticketChoice);
            case NOT_FIXED, PARTLY_FIXED -> handleFeedback(incomingMessage, wish, ticketChoice);
            case SAFE, ARRIVED -> handleSafe(incomingMessage, wish, ticketChoice);
            case INTERFERENCE -> handleInterference(incomingMessage, wish, ticketChoice);
            case HELP, BIND, ACCEPT, RETURN, RESULT -> throw new IllegalStateException("not a reporter's");
        };
    }

    private Uni<Reply> withdraw(IncomingMessage incomingMessage, Intent.Command wish, TicketChoice ticketChoice) {
        List<TicketQueries.OwnTicket> may = ticketChoice.ownTickets().stream()
                .filter(reporterContext.mayAct(ActionType.WITHDRAW, incomingMessage))
                .toList();
        if (ticketChoice.target().isEmpty() && may.size() > 1) {
            boolean isPublic = may.stream().allMatch(ReplyRenderer::isPublic);
            return reply(replyRenderer.replyPrivately(
                    incomingMessage, isPublic, replyRenderer.render(new Replies.WhichOne(replyRenderer.lines(may)))));
        }
        return ticketChoice
                .target()
                .or(() -> may.stream().findFirst())
                .or(() -> ReporterContext.newest(ticketChoice.ownTickets(), ReporterContext::isOpen))
                .map(one -> reporterContext.act(
                        incomingMessage,
                        one,
                        ReporterContext.action(ActionType.WITHDRAW, one, incomingMessage),
                        done -> replyRenderer.render(new Replies.Withdrawn(
                                replyRenderer.title(one.ticket(), one.title()),
                                one.receipt().spoken()))))
                .orElseGet(() -> nothingFound(incomingMessage, wish, replyRenderer.render(new Replies.NothingToWithdraw())));
    }

    private Uni<Reply> handleFixed(IncomingMessage incomingMessage, Intent.Command wish, TicketChoice ticketChoice) {
        Optional<TicketQueries.OwnTicket> danger = ReporterContext.newest(ticketChoice.ownTickets(), this::isDanger);
        return danger.isPresent() && wish.argument().equals("1")
                ? reporterContext
                        .addNote(incomingMessage, danger.get(), CALL_ME)
                        .map(outcome -> replyRenderer.replyAbout(
                                incomingMessage, danger.get().ticket(), new Replies.CallBack()))
                : handleFeedback(incomingMessage, wish, ticketChoice);
    }

    private Uni<Reply> handleFeedback(IncomingMessage incomingMessage, Intent.Command wish, TicketChoice ticketChoice) {
        return verdict.handle(incomingMessage, wish, ticketChoice)
                .orElseGet(() -> nothingFound(incomingMessage, wish, replyRenderer.render(new Replies.ProgressNone())));
    }

    private Uni<Reply> handleSafe(IncomingMessage incomingMessage, Intent.Command wish, TicketChoice ticketChoice) {
        return ticketChoice
                .target()
                .or(() -> ReporterContext.newest(ticketChoice.ownTickets(), ReporterCommandHandler::isEmergency))
                .map(one -> reporterContext
                        .addNote(incomingMessage, one, wish.argument())
                        .map(outcome -> replyRenderer.replyAbout(incomingMessage, one.ticket(), new Replies.SafetyConfirmed())))
                .orElseGet(() -> nothingFound(incomingMessage, wish, replyRenderer.render(new Replies.ProgressNone())));
    }

    /** Only with what was told under seal: anywhere else it would be one more thing neighbours read. */
    private Uni<Reply> handleInterference(
            IncomingMessage incomingMessage, Intent.Command wish, TicketChoice ticketChoice) {
        Reply reply =
                replyRenderer.replyPrivately(incomingMessage, false, replyRenderer.render(new Replies.InterferenceReported()));
        return ticketChoice
                .target()
                .or(() -> ReporterContext.newest(ticketChoice.ownTickets(), Ticket::isSealed))
                .map(one -> reporterContext
                        .addNote(incomingMessage, one, wish.argument())
                        .map(outcome -> reply))
                .orElseGet(() -> wish.orReport()
                        .map(words -> report.handle(incomingMessage, words))
                        .orElseGet(() -> reply(reply)));
    }

    private Uni<Reply> nothingFound(IncomingMessage incomingMessage, Intent.Command wish, String otherwise) {
        return wish.orReport()
                .map(words -> report.handle(incomingMessage, words))
                .orElseGet(() -> reply(Reply.of(otherwise)));
    }

    private boolean isDanger(Ticket ticket) {
        return isEmergency(ticket)
                && catalogue
                        .topic(ticket.route().rule())
                        .map(KeywordTopic::isPrivate)
                        .orElse(false);
    }

    private static boolean isEmergency(Ticket ticket) {
        return ticket.urgency() == Urgency.EMERGENCY && ReporterContext.isOpen(ticket);
    }

    private static Uni<Reply> reply(Reply reply) {
        return Uni.createFrom().item(reply);
    }
}
