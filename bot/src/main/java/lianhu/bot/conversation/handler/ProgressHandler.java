package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.IntentParser;
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
import lianhu.templates.Replies;

/** 到哪了: answers about the sender's own tickets, or one ticket by its number. To others, what is not public looks absent. */
@Singleton
final class ProgressHandler {
    private static final int MOST = 3;
    private static final String URGED = "催一下，什么时候办";

    private final TicketQueries ticketQueries;
    private final ReporterContext reporterContext;
    private final TextClassifier textClassifier;
    private final ReportHandler report;
    private final ReplyRenderer replyRenderer;

    ProgressHandler(
            TicketQueries ticketQueries,
            ReporterContext reporterContext,
            TextClassifier textClassifier,
            ReportHandler report,
            ReplyRenderer replyRenderer) {
        this.ticketQueries = ticketQueries;
        this.reporterContext = reporterContext;
        this.textClassifier = textClassifier;
        this.report = report;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> handle(IncomingMessage message, Intent.ProgressQuery query) {
        if (!query.invalidNumber().isEmpty()) {
            return unknownReceipt(query.invalidNumber());
        }
        if (query.receipt().isPresent()) {
            return replyOne(message, query.receipt().get());
        }
        return query.orReport().isEmpty()
                ? replyOwn(message)
                : reporterContext
                        .isStored(message)
                        .chain(isStored -> isStored
                                ? report.handle(message, query.orReport().get())
                                : replyOwnOrReport(message, query.orReport().get()));
    }

    private Uni<Reply> replyOne(IncomingMessage message, ReceiptNo receipt) {
        return reporterContext
                .ownTicket(message, receipt)
                .chain(ownTicket -> ownTicket.isPresent()
                        ? urge(message, List.of(ownTicket.get()))
                                .map(isUrged -> lines(message, List.of(ownTicket.get()), isUrged))
                        : ticketQueries
                                .find(receipt, Viewer.GATEWAY)
                                .chain(ticketDetails -> ticketDetails
                                        .filter(found -> found.ticket().confidentiality() == Confidentiality.OPEN)
                                        .map(found -> Uni.createFrom()
                                                .item(Reply.of(replyRenderer.render(new Replies.Progress(
                                                        List.of(replyRenderer.line(
                                                                receipt, found.ticket(), found.title())),
                                                        false)))))
                                        .orElseGet(() -> unknownReceipt(receipt.spoken()))));
    }

    private Uni<Reply> replyOwn(IncomingMessage message) {
        return reporterContext
                .ownTickets(message)
                .chain(ownTickets -> urge(message, ownTickets)
                        .map(isUrged -> ownTickets.isEmpty()
                                ? Reply.of(replyRenderer.render(new Replies.ProgressNone(
                                        !message.place().isGroup())))
                                : lines(message, ownTickets.subList(0, Math.min(MOST, ownTickets.size())), isUrged)));
    }

    /** 催: reaches the owner as an addition; false where nothing is open. */
    private Uni<Boolean> urge(IncomingMessage message, List<TicketQueries.OwnTicket> ownTickets) {
        return IntentParser.isUrge(message.text())
                ? ReporterContext.newest(ownTickets, ReporterContext::isOpen)
                        .map(one -> reporterContext.addNote(message, one, URGED).map(Outcome.Done.class::isInstance))
                        .orElseGet(() -> Uni.createFrom().item(false))
                : Uni.createFrom().item(false);
    }

    /** A question inside a longer sentence: the words are also stored, with the ticket they seem to be about or as a report. */
    private Uni<Reply> replyOwnOrReport(IncomingMessage message, String words) {
        Optional<String> category = textClassifier
                .classify(words)
                .best()
                .map(Classification.CategoryMatch::category)
                .map(Category::code);
        return reporterContext
                .ownTickets(message)
                .map(ownTickets -> ownTickets.stream()
                        .filter(one -> !one.ticket().state().isOver())
                        .filter(one ->
                                category.map(one.ticket().category()::equals).orElse(true))
                        .findFirst())
                .chain(found -> found.isEmpty() ? report.handle(message, words) : addNote(message, words, found.get()));
    }

    private Uni<Reply> addNote(IncomingMessage message, String words, TicketQueries.OwnTicket ownTicket) {
        return reporterContext
                .addNote(message, ownTicket, words)
                .chain(outcome -> outcome instanceof Outcome.Done
                        ? Uni.createFrom().item(lines(message, List.of(ownTicket), false))
                        : report.handle(message, words));
    }

    private Reply lines(IncomingMessage message, List<TicketQueries.OwnTicket> ownTickets, boolean isUrged) {
        return replyRenderer.replyPrivately(
                message,
                ownTickets.stream().allMatch(ReplyRenderer::isPublic),
                replyRenderer.render(new Replies.Progress(replyRenderer.lines(ownTickets), isUrged)));
    }

    private Uni<Reply> unknownReceipt(String number) {
        return Uni.createFrom().item(Reply.of(replyRenderer.render(new Replies.UnknownNumber(number))));
    }
}
