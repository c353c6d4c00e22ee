package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.casework.TicketService;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.templates.Replies;
import lianhu.templates.StateLabels;

/**
 * Carries out a staff command. The command counts while that person may still do it, whatever was added to the ticket
 * since the card was sent; otherwise the answer says what the ticket is now.
 */
@Singleton
final class StaffActionExecutor {
    /** A result that says that the matter cannot be solved, and why. The reporter reads that plainly. */
    private static final Pattern CANNOT_BE_SOLVED =
            Pattern.compile("^(现在|目前|暂时|暂)?(办不了|办不成|解决不了|处理不了|修不了|不能办|不能解决|没法办|无法办理|无法解决|无法处理)");

    private final TicketService ticketService;
    private final StaffContext staffContext;
    private final PendingQuestionStore pendingQuestionStore;
    private final ReplyRenderer replyRenderer;

    StaffActionExecutor(
            TicketService ticketService,
            StaffContext staffContext,
            PendingQuestionStore pendingQuestionStore,
            ReplyRenderer replyRenderer) {
        this.ticketService = ticketService;
        this.staffContext = staffContext;
        this.pendingQuestionStore = pendingQuestionStore;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> execute(StaffCommand command) {
        if (command.needsText()) {
            return mayAct(command.message(), command.loaded().ticket(), command.type())
                    ? askForText(command)
                    : Uni.createFrom().item(staleReply(command));
        }
        return action(command)
                .map(action -> ticketService.act(command.loaded(), action).map(outcome -> toReply(command, outcome)))
                .orElseGet(() -> replyAgain(command));
    }

    boolean mayAct(IncomingMessage message, Ticket ticket, ActionType type) {
        return staffContext
                .actorFor(message.senderId(), ticket, type, message.receivedAt())
                .isPresent();
    }

    private Optional<Action> action(StaffCommand command) {
        IncomingMessage message = command.message();
        boolean isUnsolved = command.type() == ActionType.RESULT
                && CANNOT_BE_SOLVED.matcher(command.text().strip()).find();
        return staffContext
                .actorFor(message.senderId(), command.loaded().ticket(), command.type(), message.receivedAt())
                .map(actor -> Action.of(command.type(), actor)
                        .withWords(command.text())
                        .withAttachments(command.photos())
                        .withSource(message.source()))
                .map(action -> isUnsolved ? action.unsolved() : action);
    }

    /** Either this very message already did it, or this person may not do it now. */
    private Uni<Reply> replyAgain(StaffCommand command) {
        Ticket ticket = command.loaded().ticket();
        return ticketService
                .appliedBySource(command.message().source())
                .map(applied -> applied.filter(change -> change.ticket().equals(ticket.no()))
                        .map(change -> doneReply(command, ticket))
                        .orElseGet(() -> staleReply(command)));
    }

    private Uni<Reply> askForText(StaffCommand command) {
        String title = title(command);
        String receipt = receipt(command);
        PendingQuestionStore.PendingQuestion question = new PendingQuestionStore.PendingQuestion(
                command.loaded().ticket().no(), command.type(), List.of(), "", command.responseCode(), "");
        String text = replyRenderer.render(
                command.type() == ActionType.RESULT
                        ? new Replies.AskResult(title, receipt)
                        : new Replies.AskReturn(title, receipt));
        return pendingQuestionStore
                .store(command.message().senderId(), question)
                .replaceWith(replyRenderer.replyPrivately(command.message(), false, text));
    }

    private Reply toReply(StaffCommand command, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> doneReply(command, done.ticket());
            case Outcome.Rejected rejected -> Reply.of(replyRenderer.render(new Replies.Refused(rejected.why())));
            case Outcome.VersionConflict conflict -> Reply.of(replyRenderer.render(new Replies.Busy()));
            case Outcome.NotFound notFound -> Reply.of(replyRenderer.render(new Replies.StaffHelp()));
        };
    }

    /** The card keeps its buttons after 签收, since 办结 and 退回 come later. */
    private Reply doneReply(StaffCommand command, Ticket now) {
        if (command.type() == ActionType.SUPPLEMENT) {
            return replyRenderer.replyAbout(
                    command.message(),
                    command.loaded().ticket(),
                    new Replies.CalledSafe(title(command), receipt(command), now.isAcknowledged()));
        }
        String next = replyRenderer.render(new Replies.CardNext(
                command.type().name(),
                replyRenderer.promise(now.due()),
                now.owner().name(),
                receipt(command),
                mayAct(command.message(), now, ActionType.RESULT)));
        Reply reply = replyRenderer.replyAbout(
                command.message(),
                command.loaded().ticket(),
                new Replies.CardDone(command.type().label(), title(command), next));
        return command.type() == ActionType.ACCEPT
                ? reply
                : reply.withCardStatus(
                        command.responseCode(),
                        replyRenderer.render(new Replies.CardMark(command.type().name())));
    }

    private Reply staleReply(StaffCommand command) {
        Ticket ticket = command.loaded().ticket();
        String text = replyRenderer.render(new Replies.CardStale(
                title(command), StateLabels.of(ticket.state()), ticket.owner().name()));
        return Reply.of(text).withCardStatus(command.responseCode(), replyRenderer.render(new Replies.CardMark("")));
    }

    private static String receipt(StaffCommand command) {
        return command.loaded().receipts().stream()
                .findFirst()
                .map(contact -> contact.receipt().spoken())
                .orElse("");
    }

    private String title(StaffCommand command) {
        return replyRenderer.title(command.loaded().ticket(), command.loaded().title());
    }
}
