package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.Reply;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.classification.Classification;
import lianhu.core.classification.TextClassifier;
import lianhu.core.query.TicketQueries;

/**
 * The answer to what those who handle a matter asked its reporter, in plain words or by a photo, in a chat of the reporter's own. A
 * new emergency, a tip-off and words that name another category are reports of their own.
 */
@Singleton
final class QuestionAnswerHandler {
    private final ReporterContext reporterContext;
    private final TextClassifier textClassifier;
    private final AdditionHandler additionHandler;

    QuestionAnswerHandler(
            ReporterContext reporterContext, TextClassifier textClassifier, AdditionHandler additionHandler) {
        this.reporterContext = reporterContext;
        this.textClassifier = textClassifier;
        this.additionHandler = additionHandler;
    }

    /** Empty when the sender is asked nothing, or says something else. */
    Uni<Optional<Reply>> answer(IncomingMessage message, Intent intent) {
        return message.place().isGroup()
                ? none()
                : words(intent)
                        .map(words -> answer(message, words, textClassifier.classify(words)))
                        .orElseGet(QuestionAnswerHandler::none);
    }

    private Uni<Optional<Reply>> answer(IncomingMessage message, String words, Classification said) {
        if (said.emergency().isPresent() || said.confidentiality() == Confidentiality.SEALED) {
            return none();
        }
        return reporterContext
                .ownTickets(message)
                .chain(own -> asked(own, said, message))
                .chain(ticket -> ticket.map(one ->
                                additionHandler.handle(message, words, one).map(Optional::of))
                        .orElseGet(QuestionAnswerHandler::none));
    }

    private static Optional<String> words(Intent intent) {
        return switch (intent) {
            case Intent.NewReport report -> Optional.of(report.text());
            case Intent.Addition addition ->
                addition.receipt().isEmpty() ? Optional.of(addition.text()) : Optional.empty();
            case Intent.ProgressQuery query -> Optional.empty();
            case Intent.Command command -> Optional.empty();
            case Intent.SmallTalk smallTalk -> Optional.empty();
        };
    }

    /** Where this very message already answered, it answers the same ticket. */
    private Uni<Optional<TicketQueries.OwnTicket>> asked(
            List<TicketQueries.OwnTicket> ownTickets, Classification said, IncomingMessage message) {
        List<TicketQueries.OwnTicket> everAsked = ownTickets.stream()
                .filter(TicketQueries.OwnTicket::receivesQuestions)
                .filter(one -> one.ticket().reporterWait().questions() > 0)
                .filter(one -> said.mayBeAbout(one.ticket().category()))
                .toList();
        return reporterContext
                .appliedBySource(everAsked, message)
                .map(before -> before.map(ReporterContext.AppliedAction::ticket)
                        .or(() -> everAsked.stream()
                                .filter(one ->
                                        one.ticket().reporterWait().current().isPresent())
                                .findFirst()));
    }

    private static Uni<Optional<Reply>> none() {
        return Uni.createFrom().item(Optional.empty());
    }
}
