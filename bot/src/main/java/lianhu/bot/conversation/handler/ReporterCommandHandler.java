package lianhu.bot.conversation.handler;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.templates.Replies;

/** Commands of a reporter about own tickets: 撤回, 好了, 还不行, 打分5, 平安, 有人找我. */
@Singleton
final class ReporterCommandHandler {
    private static final String CALL_ME = "请现在给本人打电话";

    private final ReporterContext reporterContext;
    private final ResultFeedbackHandler feedback;
    private final RatingHandler ratingHandler;
    private final Catalogue catalogue;
    private final ReportHandler reportHandler;
    private final NotificationPolicy notificationPolicy;
    private final ReplyRenderer replyRenderer;

    ReporterCommandHandler(
            ReporterContext reporterContext,
            ResultFeedbackHandler feedback,
            RatingHandler ratingHandler,
            Catalogue catalogue,
            ReportHandler reportHandler,
            NotificationPolicy notificationPolicy,
            ReplyRenderer replyRenderer) {
        this.reporterContext = reporterContext;
        this.feedback = feedback;
        this.ratingHandler = ratingHandler;
        this.catalogue = catalogue;
        this.reportHandler = reportHandler;
        this.notificationPolicy = notificationPolicy;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> handle(IncomingMessage message, Intent.Command command) {
        Optional<String> report = command.orReport();
        return report.isEmpty()
                ? choose(message, command)
                : reporterContext
                        .isStored(message)
                        .chain(isStored ->
                                isStored ? reportHandler.handle(message, report.get()) : choose(message, command));
    }

    /** Whether the sender reported an emergency that is open: then 平安 and 到了 are about it. */
    Uni<Boolean> hasEmergency(IncomingMessage message) {
        return reporterContext
                .ownTickets(message)
                .map(ownTickets -> ReporterContext.newest(ownTickets, ReporterCommandHandler::isEmergency)
                        .isPresent());
    }

    private Uni<Reply> choose(IncomingMessage message, Intent.Command command) {
        return command.receipt().isPresent()
                ? reporterContext
                        .ownTicket(message, command.receipt().get())
                        .chain(ownTicket -> ownTicket
                                .map(one -> choose(message, command, List.of(one), ownTicket))
                                .orElseGet(() -> nothingFound(
                                        message,
                                        command,
                                        replyRenderer.render(new Replies.UnknownNumber(
                                                command.receipt().get().spoken())))))
                : reporterContext
                        .ownTickets(message)
                        .chain(ownTickets -> choose(message, command, ownTickets, Optional.empty()));
    }

    private Uni<Reply> choose(
            IncomingMessage message,
            Intent.Command command,
            List<TicketQueries.OwnTicket> ownTickets,
            Optional<TicketQueries.OwnTicket> named) {
        return reporterContext
                .appliedBySource(ownTickets, message)
                .chain(before -> handle(
                        message,
                        command,
                        new ReporterContext.TicketChoice(
                                ownTickets,
                                before.map(ReporterContext.AppliedAction::ticket)
                                        .or(() -> named),
                                before.map(ReporterContext.AppliedAction::type))));
    }

    private Uni<Reply> handle(IncomingMessage message, Intent.Command command, ReporterContext.TicketChoice choice) {
        return switch (command.type()) {
            case WITHDRAW -> withdraw(message, command, choice);
            case FIXED -> handleFixed(message, command, choice);
            case NOT_FIXED, PARTLY_FIXED -> handleFeedback(message, command, choice);
            case RATE -> orNothing(message, command, ratingHandler.handle(message, command, choice));
            case SAFE, ARRIVED -> handleSafe(message, command, choice);
            case INTERFERENCE -> handleInterference(message, command, choice);
            case HELP, BIND, ACCEPT, RETURN, RESULT, TASKS ->
                throw new IllegalStateException("not a reporter's command");
        };
    }

    private Uni<Reply> withdraw(IncomingMessage message, Intent.Command command, ReporterContext.TicketChoice choice) {
        List<TicketQueries.OwnTicket> may = choice.ownTickets().stream()
                .filter(reporterContext.mayAct(ActionType.WITHDRAW, message))
                .toList();
        if (choice.target().isEmpty() && may.size() > 1) {
            boolean isPublic = may.stream().allMatch(ReplyRenderer::isPublic);
            return reply(replyRenderer.replyPrivately(
                    message, isPublic, replyRenderer.render(new Replies.WhichOne(replyRenderer.lines(may)))));
        }
        return choice.target()
                .or(() -> may.stream().findFirst())
                .or(() -> ReporterContext.newest(choice.ownTickets(), ReporterContext::isOpen))
                .map(one -> reporterContext.act(
                        message,
                        one,
                        ReporterContext.action(ActionType.WITHDRAW, one, message),
                        done -> replyRenderer.render(new Replies.Withdrawn(
                                replyRenderer.title(one.ticket(), one.title()),
                                one.receipt().spoken()))))
                .orElseGet(() -> nothingFound(message, command, replyRenderer.render(new Replies.NothingToWithdraw())));
    }

    private Uni<Reply> handleFixed(
            IncomingMessage message, Intent.Command command, ReporterContext.TicketChoice choice) {
        Optional<TicketQueries.OwnTicket> danger = ReporterContext.newest(choice.ownTickets(), this::isDanger);
        return danger.isPresent() && command.argument().equals("1")
                ? reporterContext.addNote(
                        message,
                        danger.get(),
                        CALL_ME,
                        () -> replyCallBack(message, danger.get().ticket()))
                : handleFeedback(message, command, choice);
    }

    /** The duty room is named only where it is told: without an account no message reaches it. */
    private Reply replyCallBack(IncomingMessage message, Ticket ticket) {
        return replyRenderer.replyAbout(
                message,
                ticket,
                notificationPolicy
                        .nameOfReachedDutyRoom(ticket.area())
                        .<TemplateInstance>map(Replies.CallBack::new)
                        .orElseGet(() ->
                                new Replies.CallYourself(replyRenderer.county().dutyRoom())));
    }

    private Uni<Reply> handleFeedback(
            IncomingMessage message, Intent.Command command, ReporterContext.TicketChoice choice) {
        return orNothing(message, command, feedback.handle(message, command, choice));
    }

    private Uni<Reply> orNothing(IncomingMessage message, Intent.Command command, Optional<Uni<Reply>> answer) {
        return answer.orElseGet(() -> nothingFound(
                message,
                command,
                replyRenderer.render(new Replies.ProgressNone(!message.place().isGroup()))));
    }

    private Uni<Reply> handleSafe(
            IncomingMessage message, Intent.Command command, ReporterContext.TicketChoice choice) {
        return choice.target()
                .or(() -> ReporterContext.newest(choice.ownTickets(), ReporterCommandHandler::isEmergency))
                .map(one -> isEmergency(one.ticket()) || choice.appliedBefore().isPresent()
                        ? reporterContext.addNote(
                                message,
                                one,
                                command.argument(),
                                () -> replyRenderer.replyAbout(message, one.ticket(), new Replies.SafetyConfirmed()))
                        : handleNotCalled(message, command, one))
                .orElseGet(() -> nothingFound(
                        message,
                        command,
                        replyRenderer.render(
                                new Replies.ProgressNone(!message.place().isGroup()))));
    }

    /** Nobody was called for this ticket, so nobody waits for the word; a longer sentence is an addition. */
    private Uni<Reply> handleNotCalled(
            IncomingMessage message, Intent.Command command, TicketQueries.OwnTicket ownTicket) {
        String title = replyRenderer.title(ownTicket.ticket(), ownTicket.title());
        String receipt = ownTicket.receipt().spoken();
        return command.orReport()
                .map(words -> reporterContext.addNote(
                        message,
                        ownTicket,
                        words,
                        () -> replyRenderer.replyAbout(
                                message, ownTicket.ticket(), new Replies.Supplemented(title, receipt))))
                .orElseGet(() -> reply(replyRenderer.replyAbout(
                        message, ownTicket.ticket(), new Replies.NobodyCalled(title, receipt))));
    }

    /** Added to a sealed ticket only: anywhere else neighbours could read it. */
    private Uni<Reply> handleInterference(
            IncomingMessage message, Intent.Command command, ReporterContext.TicketChoice choice) {
        return choice.target()
                .filter(one -> one.ticket().isSealed())
                .or(() -> ReporterContext.newest(choice.ownTickets(), Ticket::isSealed))
                .map(one -> reporterContext.addNote(
                        message,
                        one,
                        command.argument(),
                        () -> replyPrivately(message, new Replies.InterferenceReported())))
                .orElseGet(() -> command.orReport()
                        .map(words -> reportHandler.handle(message, words))
                        .orElseGet(() -> reply(replyPrivately(
                                message,
                                new Replies.InterferenceUnknown(
                                        replyRenderer.county().hotline())))));
    }

    private Reply replyPrivately(IncomingMessage message, TemplateInstance text) {
        return replyRenderer.replyPrivately(message, false, replyRenderer.render(text));
    }

    private Uni<Reply> nothingFound(IncomingMessage message, Intent.Command command, String otherwise) {
        return command.orReport()
                .map(words -> reportHandler.handle(message, words))
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
