package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;
import lianhu.bot.conversation.CommandType;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.IntentParser;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.bot.conversation.TextNormalizer;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Urgency;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketWithReceipts;
import lianhu.templates.Replies;

/**
 * Takes the reason or the result that was asked for after 退回 or 办结. Photos may come before the text. A result is shown
 * back, and the reporter reads it only after 发; until then 撤回 takes it back.
 */
@Singleton
final class PendingQuestionHandler {
    private final PendingQuestionStore store;
    private final TicketService ticketService;
    private final IntentParser intentParser;
    private final AttachmentFetcher attachmentFetcher;
    private final StaffActionExecutor executor;
    private final ReplyRenderer replyRenderer;

    PendingQuestionHandler(
            PendingQuestionStore store,
            TicketService ticketService,
            IntentParser intentParser,
            AttachmentFetcher attachmentFetcher,
            StaffActionExecutor executor,
            ReplyRenderer replyRenderer) {
        this.store = store;
        this.ticketService = ticketService;
        this.intentParser = intentParser;
        this.attachmentFetcher = attachmentFetcher;
        this.executor = executor;
        this.replyRenderer = replyRenderer;
    }

    /** Empty when the message answers no question. */
    Uni<Optional<Reply>> answer(IncomingMessage message, Intent intent) {
        boolean isConfirmation = IntentParser.isConfirmation(message.text());
        return message.place().isGroup() || !isConfirmation && !mayAnswer(intent)
                ? nothing()
                : store.find(message.senderId(), message.source())
                        .chain(question -> question.filter(
                                        one -> mayAnswer(intent) || !one.draft().isEmpty())
                                .map(one -> answer(message, intent, one))
                                .orElseGet(PendingQuestionHandler::nothing));
    }

    /** Questions, help, and commands are neither a reason nor a result, except for 修好了 and 撤回. */
    private static boolean mayAnswer(Intent intent) {
        return switch (intent) {
            case Intent.NewReport report -> true;
            case Intent.Addition addition -> true;
            case Intent.ProgressQuery query -> query.orReport().isPresent();
            case Intent.SmallTalk smallTalk -> false;
            case Intent.Command command ->
                command.receipt().isEmpty()
                        && switch (command.type()) {
                            case HELP, BIND, ACCEPT, RETURN, RESULT, TASKS, RATE, ARRIVED -> false;
                            case FIXED, NOT_FIXED, PARTLY_FIXED ->
                                command.argument().length() > 1;
                            case SAFE, INTERFERENCE -> command.orReport().isPresent();
                            case WITHDRAW -> true;
                        };
        };
    }

    private Uni<Optional<Reply>> answer(
            IncomingMessage message, Intent intent, PendingQuestionStore.PendingQuestion question) {
        if (intent instanceof Intent.Command command
                && command.type() == CommandType.WITHDRAW
                && command.orReport().isEmpty()) {
            return store.remove(message.senderId())
                    .replaceWith(() -> Optional.of(Reply.of(replyRenderer.render(new Replies.Postponed()))));
        }
        return ticketService
                .find(question.ticket())
                .chain(found -> found.filter(loaded -> isAnswer(message, question, loaded))
                        .map(loaded -> answer(message, question, loaded).map(Optional::of))
                        .orElseGet(PendingQuestionHandler::nothing));
    }

    private boolean isAnswer(
            IncomingMessage message, PendingQuestionStore.PendingQuestion question, TicketWithReceipts loaded) {
        if (loaded.ticket().urgency() != Urgency.EMERGENCY && intentParser.isEmergency(message)) {
            return false;
        }
        return question.type() != ActionType.RESULT
                || TextNormalizer.sanitize(message.text()).isEmpty()
                || isConfirmed(message, question)
                || ReceiptNo.isIn(message.text())
                || intentParser.isPlausibleResult(
                        message.text(), loaded.ticket().category());
    }

    private static boolean isConfirmed(IncomingMessage message, PendingQuestionStore.PendingQuestion question) {
        return !question.draft().isEmpty() && IntentParser.isConfirmation(message.text());
    }

    private Uni<Reply> answer(
            IncomingMessage message, PendingQuestionStore.PendingQuestion question, TicketWithReceipts loaded) {
        String text = TextNormalizer.sanitize(message.text());
        String title = replyRenderer.title(loaded.ticket(), loaded.title());
        if (text.isEmpty()) {
            return withPhotos(message, question, () -> replyRenderer.render(new Replies.PhotoNoted(title)));
        }
        if (ReceiptNo.isIn(text)) {
            return Uni.createFrom().item(Reply.of(replyRenderer.render(new Replies.NotAResult(title))));
        }
        if (question.type() != ActionType.RESULT || isConfirmed(message, question)) {
            return execute(message, question, loaded, question.type() == ActionType.RESULT ? question.draft() : text);
        }
        return withPhotos(
                message, question.withDraft(text), () -> replyRenderer.render(new Replies.ConfirmResult(title, text)));
    }

    private Uni<Reply> execute(
            IncomingMessage message,
            PendingQuestionStore.PendingQuestion question,
            TicketWithReceipts loaded,
            String text) {
        return attachmentFetcher.fetchOrQueue(message).chain(fetched -> {
            PendingQuestionStore.PendingQuestion answered = question.with(fetched.photos());
            return executor.execute(new StaffCommand(
                            message, question.type(), loaded, text, answered.photos(), question.responseCode()))
                    .call(() -> store.store(message.senderId(), answered.usedBy(message.source())));
        });
    }

    /** Keeps the photos of the message with the question, and replies; a photo that is missing is asked for again. */
    private Uni<Reply> withPhotos(
            IncomingMessage message, PendingQuestionStore.PendingQuestion question, Supplier<String> said) {
        return attachmentFetcher.fetchNow(message.media()).chain(fetched -> {
            PendingQuestionStore.PendingQuestion answered = question.with(fetched.photos());
            String text = fetched.isWhole() && !fetched.isLate()
                    ? said.get()
                    : replyRenderer.render(new Replies.PhotoMissing());
            return store.store(message.senderId(), answered).replaceWith(() -> Reply.of(text));
        });
    }

    private static Uni<Optional<Reply>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
