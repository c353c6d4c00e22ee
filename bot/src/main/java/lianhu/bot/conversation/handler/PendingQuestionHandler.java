package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import lianhu.bot.conversation.CommandType;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.IntentParser;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.bot.conversation.TextNormalizer;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Urgency;
import lianhu.core.ticket.TicketWithReceipts;
import lianhu.templates.Replies;

/** Takes the reason or the result that was asked for after 退回 or 办结. Photos may come before the text. */
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
        return message.place().isGroup() || !mayAnswer(intent)
                ? Uni.createFrom().item(Optional.empty())
                : store.find(message.senderId(), message.source())
                        .chain(question -> question.map(one -> answer(message, intent, one))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** Questions, help and commands with a number are neither a reason nor a result. */
    private static boolean mayAnswer(Intent intent) {
        return switch (intent) {
            case Intent.NewReport report -> true;
            case Intent.Addition addition -> true;
            case Intent.ProgressQuery query -> query.orReport().isPresent();
            case Intent.SmallTalk smallTalk -> false;
            case Intent.Command command ->
                switch (command.type()) {
                    case HELP, BIND, ACCEPT, RETURN, RESULT -> false;
                    case FIXED, NOT_FIXED, PARTLY_FIXED -> command.argument().length() > 1;
                    case WITHDRAW, SAFE, INTERFERENCE, ARRIVED -> true;
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
                .chain(found -> found.filter(loaded ->
                                loaded.ticket().urgency() == Urgency.EMERGENCY || !intentParser.isEmergency(message))
                        .map(loaded -> answer(message, question, loaded).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Reply> answer(
            IncomingMessage message, PendingQuestionStore.PendingQuestion question, TicketWithReceipts loaded) {
        String text = TextNormalizer.sanitize(message.text());
        if (text.isEmpty()) {
            return attachmentFetcher
                    .fetchNow(message.media())
                    .chain(fetched -> store.store(message.senderId(), question.with(fetched.photos()))
                            .replaceWith(() -> Reply.of(replyRenderer.render(
                                    fetched.isWhole() && !fetched.isLate()
                                            ? new Replies.PhotoNoted(
                                                    replyRenderer.title(loaded.ticket(), loaded.title()))
                                            : new Replies.PhotoMissing()))));
        }
        return attachmentFetcher.fetchOrQueue(message).chain(fetched -> {
            PendingQuestionStore.PendingQuestion answered = question.with(fetched.photos());
            return executor.execute(new StaffCommand(
                            message, question.type(), loaded, text, answered.photos(), question.responseCode()))
                    .call(() -> store.store(message.senderId(), answered.usedBy(message.source())));
        });
    }
}
