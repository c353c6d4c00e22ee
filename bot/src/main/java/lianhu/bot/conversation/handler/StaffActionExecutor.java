package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.templates.StateLabels;
import lianhu.templates.Replies;

/**
 * Carries an order out. It counts while it may still be done by that person, whatever was added to the ticket since the
 * card was sent; else it hears what the ticket is now.
 */
final class StaffActionExecutor {
    private final IdempotentActions idempotentActions;
    private final StaffContext staffContext;
    private final PendingQuestionStore pendingQuestionStore;
    private final ReplyRenderer replyRenderer;

    StaffActionExecutor(
            IdempotentActions idempotentActions,
            StaffContext staffContext,
            PendingQuestionStore pendingQuestionStore,
            ReplyRenderer replyRenderer) {
        this.idempotentActions = idempotentActions;
        this.staffContext = staffContext;
        this.pendingQuestionStore = pendingQuestionStore;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> execute(StaffCommand staffCommand) {
        if (staffCommand.needsText()) {
            return mayAct(staffCommand.utterance(), staffCommand.details().ticket(), staffCommand.type())
                    ? askForText(staffCommand)
                    : Uni.createFrom().item(staleReply(staffCommand));
        }
        return action(staffCommand)
                .map(action -> idempotentActions
                        .act(staffCommand.details().ticket().no(), action)
                        .map(outcome -> toReply(staffCommand, outcome)))
                .orElseGet(() -> replyAgain(staffCommand));
    }

    boolean mayAct(IncomingMessage incomingMessage, Ticket ticket, ActionType type) {
        return staffContext
                .actorFor(incomingMessage.senderId(), ticket, type, incomingMessage.receivedAt())
                .isPresent();
    }

    private Optional<Action> action(StaffCommand staffCommand) {
        IncomingMessage incomingMessage = staffCommand.utterance();
        return staffContext
                .actorFor(
                        incomingMessage.senderId(),
                        staffCommand.details().ticket(),
                        staffCommand.type(),
                        incomingMessage.receivedAt())
                .map(actor -> Action.of(staffCommand.type(), actor)
                        .withWords(staffCommand.text())
                        .withAttachments(staffCommand.photos())
                        .withSource(incomingMessage.source()))
                .map(action -> UnresolvableResult.matches(staffCommand.type(), staffCommand.text())
                        ? action.unsolved()
                        : action);
    }

    /** Done already by this very message, or not to be done by this person now. */
    private Uni<Reply> replyAgain(StaffCommand staffCommand) {
        return idempotentActions
                .appliedBySource(staffCommand.utterance().source())
                .map(changed -> changed.filter(staffCommand.details().ticket().no()::equals)
                                .isPresent()
                        ? doneReply(staffCommand, staffCommand.details().ticket())
                        : staleReply(staffCommand));
    }

    private Uni<Reply> askForText(StaffCommand staffCommand) {
        String title = title(staffCommand);
        String receipt = staffCommand.details().receipts().stream()
                .findFirst()
                .map(receiptInfo -> receiptInfo.receipt().spoken())
                .orElse("");
        PendingQuestionStore.PendingQuestion pendingQuestion = new PendingQuestionStore.PendingQuestion(
                staffCommand.details().ticket().no(), staffCommand.type(), List.of(), "", staffCommand.responseCode());
        String question = replyRenderer.render(
                staffCommand.type() == ActionType.RESULT
                        ? new Replies.AskResult(title, receipt)
                        : new Replies.AskReturn(title, receipt));
        return pendingQuestionStore
                .store(staffCommand.utterance().senderId(), pendingQuestion)
                .replaceWith(replyRenderer.replyPrivately(staffCommand.utterance(), false, question));
    }

    private Reply toReply(StaffCommand staffCommand, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> doneReply(staffCommand, done.ticket());
            case Outcome.Rejected rejected -> Reply.of(replyRenderer.render(new Replies.Refused(rejected.why())));
            case Outcome.VersionConflict versionConflict -> Reply.of(replyRenderer.render(new Replies.Busy()));
            case Outcome.NotFound notFound -> Reply.of(replyRenderer.render(new Replies.StaffHelp()));
        };
    }

    /** The card goes on showing its buttons after 签收: 办结 and 退回 come later. */
    private Reply doneReply(StaffCommand staffCommand, Ticket now) {
        String next = replyRenderer.render(new Replies.CardNext(
                staffCommand.type().name(),
                replyRenderer.promise(now.due()),
                now.owner().name()));
        Reply reply = replyRenderer.replyAbout(
                staffCommand.utterance(),
                staffCommand.details().ticket(),
                new Replies.CardDone(staffCommand.type().label(), title(staffCommand), next));
        return staffCommand.type() == ActionType.ACCEPT
                ? reply
                : reply.withCardStatus(
                        staffCommand.responseCode(),
                        replyRenderer.render(new Replies.CardMark(staffCommand.type().name())));
    }

    private Reply staleReply(StaffCommand staffCommand) {
        Ticket ticket = staffCommand.details().ticket();
        String text = replyRenderer.render(new Replies.CardStale(
                title(staffCommand),
                StateLabels.of(ticket.state()),
                ticket.owner().name()));
        return Reply.of(text).withCardStatus(staffCommand.responseCode(), replyRenderer.render(new Replies.CardMark("")));
    }

    private String title(StaffCommand staffCommand) {
        return replyRenderer.title(
                staffCommand.details().ticket(), staffCommand.details().title());
    }
}
