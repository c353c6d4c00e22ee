package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.classification.Classification;
import lianhu.core.classification.TextClassifier;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.ActionType;
import lianhu.templates.Replies;

/** Adds a photo, a place or a short text to what the same person reported a moment ago; otherwise it is a report itself. */
@Singleton
final class AdditionHandler {
    private static final Duration JOIN_WINDOW = Duration.ofSeconds(90);

    private final ReporterContext reporterContext;
    private final TextClassifier textClassifier;
    private final AttachmentFetcher attachmentFetcher;
    private final ReportHandler report;
    private final ReplyRenderer replyRenderer;

    AdditionHandler(
            ReporterContext reporterContext,
            TextClassifier textClassifier,
            AttachmentFetcher attachmentFetcher,
            ReportHandler report,
            ReplyRenderer replyRenderer) {
        this.reporterContext = reporterContext;
        this.textClassifier = textClassifier;
        this.attachmentFetcher = attachmentFetcher;
        this.report = report;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> handle(IncomingMessage message, Intent.Addition addition) {
        return reporterContext
                .isStored(message)
                .chain(isStored -> isStored
                        ? report.handle(message, addition.text())
                        : findTicket(message, addition)
                                .chain(ownTicket -> ownTicket.isEmpty()
                                        ? report.handle(message, addition.text())
                                        : handle(message, addition.text(), ownTicket.get())));
    }

    /** Adds words to a ticket; they become a report of their own when the ticket takes no more. */
    Uni<Reply> handle(IncomingMessage message, String words, TicketQueries.OwnTicket ownTicket) {
        return attachmentFetcher
                .fetchOrQueue(message)
                .chain(fetchResult -> reporterContext
                        .act(
                                ownTicket,
                                ReporterContext.action(ActionType.SUPPLEMENT, ownTicket, message)
                                        .withWords(words)
                                        .withAttachments(fetchResult.photos()))
                        .chain(outcome -> outcome instanceof Outcome.Done
                                ? Uni.createFrom().item(addedReply(message, ownTicket, fetchResult))
                                : report.handle(message, words)));
    }

    private Reply addedReply(
            IncomingMessage message, TicketQueries.OwnTicket ownTicket, AttachmentFetcher.FetchResult fetchResult) {
        String said = replyRenderer.render(new Replies.Supplemented(
                replyRenderer.title(ownTicket.ticket(), ownTicket.title()),
                ownTicket.receipt().spoken()));
        String caveat = report.mediaCaveat(fetchResult);
        String text = caveat.isEmpty() ? said : said + "\n" + caveat;
        return replyRenderer.replyPrivately(message, ReplyRenderer.isPublic(ownTicket), text);
    }

    private Uni<Optional<TicketQueries.OwnTicket>> findTicket(IncomingMessage message, Intent.Addition addition) {
        return addition.receipt().isPresent()
                ? reporterContext.ownTicket(message, addition.receipt().get())
                : reporterContext
                        .ownTickets(message)
                        .chain(ownTickets -> reporterContext
                                .appliedBySource(ownTickets, message)
                                .map(before -> before.map(ReporterContext.AppliedAction::ticket)
                                        .or(() -> recentTicket(message, addition.text(), ownTickets))));
    }

    /** Words that name another category than the ticket are a report of their own. */
    private Optional<TicketQueries.OwnTicket> recentTicket(
            IncomingMessage message, String words, List<TicketQueries.OwnTicket> ownTickets) {
        Classification classification = textClassifier.classify(words);
        return ownTickets.stream()
                .findFirst()
                .filter(one -> !one.at().isBefore(message.receivedAt().minus(JOIN_WINDOW)))
                .filter(one -> !one.ticket().state().isOver())
                .filter(one -> classification.mayBeAbout(one.ticket().category()));
    }
}
