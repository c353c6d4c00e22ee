package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.classification.Classification;
import lianhu.core.classification.TextClassifier;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.ActionType;
import lianhu.templates.Replies;

/** 到哪了: the speaker's own matters, or one by its number. What is not public looks absent to everybody else. */
final class ProgressHandler {
    private static final int MOST = 3;

    private final TicketQueries ticketQueries;
    private final IdempotentActions idempotentActions;
    private final ReporterContext reporterContext;
    private final TextClassifier textClassifier;
    private final ReportHandler report;
    private final ReplyRenderer replyRenderer;

    ProgressHandler(
            TicketQueries ticketQueries,
            IdempotentActions idempotentActions,
            ReporterContext reporterContext,
            TextClassifier textClassifier,
            ReportHandler report,
            ReplyRenderer replyRenderer) {
        this.ticketQueries = ticketQueries;
        this.idempotentActions = idempotentActions;
        this.reporterContext = reporterContext;
        this.textClassifier = textClassifier;
        this.report = report;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> handle(IncomingMessage incomingMessage, Intent.ProgressQuery progressQuery) {
        if (!progressQuery.invalidNumber().isEmpty()) {
            return unknownReceipt(progressQuery.invalidNumber());
        }
        if (progressQuery.receipt().isPresent()) {
            return replyOne(incomingMessage, progressQuery.receipt().get());
        }
        return progressQuery.orReport().isEmpty()
                ? replyOwn(incomingMessage)
                : idempotentActions
                        .isStored(incomingMessage.source())
                        .chain(filed -> filed
                                ? report.handle(
                                        incomingMessage,
                                        progressQuery.orReport().get())
                                : replyOwnOrReport(
                                        incomingMessage,
                                        progressQuery.orReport().get()));
    }

    private Uni<Reply> replyOne(IncomingMessage incomingMessage, ReceiptNo receipt) {
        return reporterContext
                .ownTickets(incomingMessage, receipt)
                .chain(ownTicket -> ownTicket.isPresent()
                        ? Uni.createFrom().item(lines(incomingMessage, List.of(ownTicket.get())))
                        : ticketQueries
                                .find(receipt, Viewer.GATEWAY)
                                .chain(ticketDetails -> ticketDetails
                                        .filter(found -> found.ticket().confidentiality() == Confidentiality.OPEN)
                                        .map(found -> Uni.createFrom()
                                                .item(Reply.of(replyRenderer.render(new Replies.Progress(List.of(
                                                        replyRenderer.line(receipt, found.ticket(), found.title())))))))
                                        .orElseGet(() -> unknownReceipt(receipt.spoken()))));
    }

    private Uni<Reply> replyOwn(IncomingMessage incomingMessage) {
        return reporterContext
                .ownTickets(incomingMessage)
                .map(ownTicket -> ownTicket.isEmpty()
                        ? Reply.of(replyRenderer.render(new Replies.ProgressNone()))
                        : lines(incomingMessage, ownTicket.subList(0, Math.min(MOST, ownTicket.size()))));
    }

    /** Inside a longer sentence the words are kept too: with the matter they seem to be about, or as a report. */
    private Uni<Reply> replyOwnOrReport(IncomingMessage incomingMessage, String words) {
        Optional<String> category = textClassifier
                .classify(words)
                .best()
                .map(Classification.CategoryMatch::category)
                .map(Category::code);
        return reporterContext
                .ownTickets(incomingMessage)
                .map(ownTicket -> ownTicket.stream()
                        .filter(one -> !one.ticket().state().isOver())
                        .filter(one ->
                                category.map(one.ticket().category()::equals).orElse(true))
                        .findFirst())
                .chain(found -> found.isEmpty()
                        ? report.handle(incomingMessage, words)
                        : addNote(incomingMessage, words, found.get()));
    }

    private Uni<Reply> addNote(IncomingMessage incomingMessage, String words, TicketQueries.OwnTicket ownTicket) {
        return idempotentActions
                .act(
                        ownTicket.ticket().no(),
                        ReporterContext.action(ActionType.SUPPLEMENT, ownTicket, incomingMessage)
                                .withWords(words))
                .chain(outcome -> outcome instanceof Outcome.Done
                        ? Uni.createFrom().item(lines(incomingMessage, List.of(ownTicket)))
                        : report.handle(incomingMessage, words));
    }

    private Reply lines(IncomingMessage incomingMessage, List<TicketQueries.OwnTicket> ownTicket) {
        return replyRenderer.replyPrivately(
                incomingMessage,
                ownTicket.stream().allMatch(ReplyRenderer::isPublic),
                replyRenderer.render(new Replies.Progress(replyRenderer.lines(ownTicket))));
    }

    private Uni<Reply> unknownReceipt(String number) {
        return Uni.createFrom().item(Reply.of(replyRenderer.render(new Replies.UnknownNumber(number))));
    }
}
