package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.catalogue.Category;
import lianhu.core.classification.Classification;
import lianhu.core.classification.TextClassifier;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.ActionType;
import lianhu.templates.Replies;

/** A photo, a place or a short addition joins what the same person reported a moment ago; else it is a report itself. */
final class AdditionHandler {
    private static final Duration JOIN_WINDOW = Duration.ofSeconds(90);

    private final IdempotentActions idempotentActions;
    private final ReporterContext reporterContext;
    private final TextClassifier textClassifier;
    private final AttachmentFetcher attachmentFetcher;
    private final ReportHandler report;
    private final ReplyRenderer replyRenderer;

    AdditionHandler(
            IdempotentActions idempotentActions,
            ReporterContext reporterContext,
            TextClassifier textClassifier,
            AttachmentFetcher attachmentFetcher,
            ReportHandler report,
            ReplyRenderer replyRenderer) {
        this.idempotentActions = idempotentActions;
        this.reporterContext = reporterContext;
        this.textClassifier = textClassifier;
        this.attachmentFetcher = attachmentFetcher;
        this.report = report;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> handle(IncomingMessage incomingMessage, Intent.Addition addition) {
        return idempotentActions
                .isStored(incomingMessage.source())
                .chain(filed -> filed
                        ? report.handle(incomingMessage, addition.text())
                        : findTicket(incomingMessage, addition)
                                .chain(ownTicket -> ownTicket.isEmpty()
                                        ? report.handle(incomingMessage, addition.text())
                                        : handle(incomingMessage, addition.text(), ownTicket.get())));
    }

    /** Adds words to a matter; a report of its own when that takes no more. */
    Uni<Reply> handle(IncomingMessage incomingMessage, String words, TicketQueries.OwnTicket ownTicket) {
        return attachmentFetcher
                .fetchOrQueue(incomingMessage)
                .chain(fetchResult -> idempotentActions
                        .act(
                                ownTicket.ticket().no(),
                                ReporterContext.action(ActionType.SUPPLEMENT, ownTicket, incomingMessage)
                                        .withWords(words)
                                        .withAttachments(fetchResult.photos()))
                        .chain(outcome -> outcome instanceof Outcome.Done
                                ? Uni.createFrom().item(addedReply(incomingMessage, ownTicket, fetchResult))
                                : report.handle(incomingMessage, words)));
    }

    private Reply addedReply(
            IncomingMessage incomingMessage,
            TicketQueries.OwnTicket ownTicket,
            AttachmentFetcher.FetchResult fetchResult) {
        String said = replyRenderer.render(new Replies.Supplemented(
                replyRenderer.title(ownTicket.ticket(), ownTicket.title()),
                ownTicket.receipt().spoken()));
        String caveat = report.mediaCaveat(fetchResult);
        String text = caveat.isEmpty() ? said : said + "\n" + caveat;
        return replyRenderer.replyPrivately(incomingMessage, ReplyRenderer.isPublic(ownTicket), text);
    }

    private Uni<Optional<TicketQueries.OwnTicket>> findTicket(
            IncomingMessage incomingMessage, Intent.Addition addition) {
        return addition.receipt().isPresent()
                ? reporterContext.ownTickets(incomingMessage, addition.receipt().get())
                : reporterContext
                        .ownTickets(incomingMessage)
                        .chain(ownTicket -> idempotentActions
                                .appliedBySource(ownTicket, incomingMessage)
                                .map(before -> before.map(IdempotentActions.AppliedAction::ticket)
                                        .or(() -> recentTicket(incomingMessage, addition.text(), ownTicket))));
    }

    /** Never a second matter: words that name another category than the first stand alone. */
    private Optional<TicketQueries.OwnTicket> recentTicket(
            IncomingMessage incomingMessage, String words, List<TicketQueries.OwnTicket> ownTicket) {
        Classification classification = textClassifier.classify(words);
        return ownTicket.stream()
                .findFirst()
                .filter(one -> !one.at().isBefore(incomingMessage.receivedAt().minus(JOIN_WINDOW)))
                .filter(one -> !one.ticket().state().isOver())
                .filter(one -> classification
                        .best()
                        .map(Classification.CategoryMatch::category)
                        .map(Category::code)
                        .map(one.ticket().category()::equals)
                        .orElse(true));
    }
}
