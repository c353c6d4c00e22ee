package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import lianhu.bot.BotMetrics;
import lianhu.bot.conversation.CardPress;
import lianhu.bot.conversation.CommandType;
import lianhu.bot.conversation.ConversationStore;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.IntentParser;
import lianhu.bot.conversation.MediaDownloader;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.bot.conversation.TextNormalizer;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Urgency;
import lianhu.core.classification.TextClassifier;
import lianhu.core.intake.PendingMediaQueue;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.ticket.ActionType;
import lianhu.templates.Replies;

/**
 * From what was said to what is answered. Completes after everything that had to be kept is committed, and gives a
 * message that comes again the same answer.
 */
public final class ConversationService {
    private final IntentParser intentParser;
    private final BotMetrics botMetrics;
    private final ReplyRenderer replyRenderer;
    private final TicketQueries ticketQueries;
    private final StaffContext staffContext;
    private final PendingQuestionStore pendingQuestionStore;
    private final AttachmentFetcher attachmentFetcher;
    private final ReportHandler reportHandler;
    private final AdditionHandler additionHandler;
    private final ProgressHandler progressHandler;
    private final ReporterCommandHandler reporterCommands;
    private final StaffActionExecutor staffActions;
    private final StaffCommandHandler staffCommands;
    private final Optional<EmergencyAcknowledgement> acknowledgements;
    private final GroupBindingHandler groupBinding;

    public ConversationService(
            IntentParser intentParser,
            TextClassifier textClassifier,
            Directories directories,
            ReplyRenderer replyRenderer,
            ReportSubmission reportSubmission,
            TicketService ticketService,
            TicketQueries ticketQueries,
            MediaDownloader mediaDownloader,
            PendingMediaQueue late,
            ConversationStore conversationStore,
            BotMetrics botMetrics) {
        this(
                intentParser,
                textClassifier,
                directories,
                replyRenderer,
                reportSubmission,
                ticketService,
                ticketQueries,
                mediaDownloader,
                late,
                conversationStore,
                botMetrics,
                Optional.empty());
    }

    /** @param calls of emergencies that heads and keepers answer to; empty where there are none */
    public ConversationService(
            IntentParser intentParser,
            TextClassifier textClassifier,
            Directories directories,
            ReplyRenderer replyRenderer,
            ReportSubmission reportSubmission,
            TicketService ticketService,
            TicketQueries ticketQueries,
            MediaDownloader mediaDownloader,
            PendingMediaQueue late,
            ConversationStore conversationStore,
            BotMetrics botMetrics,
            Optional<EscalationRepository> escalationRepository) {
        this.intentParser = intentParser;
        this.botMetrics = botMetrics;
        this.replyRenderer = replyRenderer;
        this.ticketQueries = ticketQueries;
        staffContext = new StaffContext(directories, ticketService.allowedActions());
        pendingQuestionStore = new PendingQuestionStore(conversationStore);
        attachmentFetcher = new AttachmentFetcher(mediaDownloader, late);
        IdempotentActions idempotentActions = new IdempotentActions(ticketService, ticketQueries);
        ReporterContext reporterContext = new ReporterContext(
                ticketQueries, idempotentActions, ticketService.allowedActions(), staffContext, replyRenderer);
        reportHandler = new ReportHandler(
                reportSubmission,
                attachmentFetcher,
                reporterContext,
                staffContext,
                directories.catalogue(),
                replyRenderer);
        additionHandler = new AdditionHandler(
                idempotentActions, reporterContext, textClassifier, attachmentFetcher, reportHandler, replyRenderer);
        progressHandler = new ProgressHandler(
                ticketQueries, idempotentActions, reporterContext, textClassifier, reportHandler, replyRenderer);
        reporterCommands = new ReporterCommandHandler(
                idempotentActions, reporterContext, directories.catalogue(), reportHandler, replyRenderer);
        staffActions = new StaffActionExecutor(idempotentActions, staffContext, pendingQuestionStore, replyRenderer);
        staffCommands =
                new StaffCommandHandler(ticketQueries, idempotentActions, staffContext, staffActions, replyRenderer);
        acknowledgements =
                escalationRepository.map(known -> new EmergencyAcknowledgement(known, directories, replyRenderer));
        groupBinding = new GroupBindingHandler(directories, staffContext, conversationStore, replyRenderer);
    }

    public Uni<Reply> handle(IncomingMessage incomingMessage) {
        Intent intent = intentParser.parse(incomingMessage);
        botMetrics.messageReceived(
                incomingMessage.source().sourceType(),
                intent.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        return incomingMessage.place().isGroup() || !mayAnswerQuestion(intent)
                ? handle(incomingMessage, intent)
                : pendingQuestionStore
                        .find(incomingMessage.senderId(), incomingMessage.source())
                        .chain(pendingQuestion -> pendingQuestion.isPresent()
                                ? answerPendingQuestion(incomingMessage, intent, pendingQuestion.get())
                                : handle(incomingMessage, intent));
    }

    public Uni<Reply> handlePress(IncomingMessage incomingMessage, CardPress cardPress) {
        botMetrics.messageReceived(incomingMessage.source().sourceType(), "pressed");
        return staffCommands.handlePress(incomingMessage, cardPress);
    }

    /** Somebody opens the conversation. */
    public String greeting(String user, Instant at) {
        return staffContext.isStaff(user, at) ? replyRenderer.render(new Replies.StaffHelp()) : help();
    }

    /** For speech, films and files. */
    public String unreadable() {
        return replyRenderer.render(new Replies.AttachmentUnreadable());
    }

    private Uni<Reply> handle(IncomingMessage incomingMessage, Intent intent) {
        return switch (intent) {
            case Intent.NewReport newReport ->
                reportHandler.handle(incomingMessage, newReport.text(), newReport.classification());
            case Intent.Addition added -> additionHandler.handle(incomingMessage, added);
            case Intent.ProgressQuery progressQuery -> progressHandler.handle(incomingMessage, progressQuery);
            case Intent.Command wish -> handleCommand(incomingMessage, wish);
            case Intent.SmallTalk smallTalk ->
                replyText(replyRenderer.render(smallTalk.isThanks() ? new Replies.ThankYou() : new Replies.Greeting()));
        };
    }

    /** 到了回1: whoever is called in an emergency means that, whatever else 1 could mean. */
    private Uni<Reply> handleCommand(IncomingMessage incomingMessage, Intent.Command wish) {
        boolean mayAnswer = wish.type() == CommandType.ARRIVED
                || wish.type() == CommandType.FIXED
                        && TextNormalizer.stripPoliteness(incomingMessage.text())
                                .endsWith("1");
        if (acknowledgements.isEmpty() || !mayAnswer) {
            return handleTicketCommand(incomingMessage, wish);
        }
        return acknowledgements
                .get()
                .acknowledge(incomingMessage)
                .chain(reply -> reply.map(one -> Uni.createFrom().item(one))
                        .orElseGet(() -> handleTicketCommand(incomingMessage, wish)));
    }

    private Uni<Reply> handleTicketCommand(IncomingMessage incomingMessage, Intent.Command wish) {
        return switch (wish.type()) {
            case HELP ->
                replyText(
                        incomingMessage.place().isGroup()
                                ? help()
                                : greeting(incomingMessage.senderId(), incomingMessage.receivedAt()));
            case BIND -> groupBinding.bind(incomingMessage, wish.argument());
            case ACCEPT -> staffCommands.handle(incomingMessage, ActionType.ACCEPT, wish.receipt(), "");
            case RETURN -> staffCommands.handle(incomingMessage, ActionType.RETURN, wish.receipt(), wish.argument());
            case RESULT -> staffCommands.handle(incomingMessage, ActionType.RESULT, wish.receipt(), wish.argument());
            case SAFE, ARRIVED ->
                reporterCommands
                        .hasEmergency(incomingMessage)
                        .chain(own -> own && wish.type() == CommandType.SAFE
                                ? reporterCommands.handle(incomingMessage, wish)
                                : staffCommands
                                        .acknowledgeEmergency(incomingMessage)
                                        .chain(reply -> reply.map(
                                                        one -> Uni.createFrom().item(one))
                                                .orElseGet(() -> reporterCommands.handle(incomingMessage, wish))));
            case WITHDRAW, NOT_FIXED, FIXED, PARTLY_FIXED, INTERFERENCE ->
                reporterCommands.handle(incomingMessage, wish);
        };
    }

    /** What may be the reason or the result that was asked for. Questions, help and numbered orders are not. */
    private static boolean mayAnswerQuestion(Intent intent) {
        return switch (intent) {
            case Intent.NewReport newReport -> true;
            case Intent.Addition added -> true;
            case Intent.ProgressQuery progressQuery -> progressQuery.orReport().isPresent();
            case Intent.SmallTalk smallTalk -> false;
            case Intent.Command wish ->
                switch (wish.type()) {
                    case HELP, BIND, ACCEPT, RETURN, RESULT -> false;
                    case FIXED, NOT_FIXED, PARTLY_FIXED -> wish.argument().length() > 1;
                    case WITHDRAW, SAFE, INTERFERENCE, ARRIVED -> true;
                };
        };
    }

    private Uni<Reply> answerPendingQuestion(
            IncomingMessage incomingMessage, Intent intent, PendingQuestionStore.PendingQuestion pendingQuestion) {
        if (intent instanceof Intent.Command command
                && command.type() == CommandType.WITHDRAW
                && command.orReport().isEmpty()) {
            return pendingQuestionStore
                    .remove(incomingMessage.senderId())
                    .chain(() -> replyText(replyRenderer.render(new Replies.Postponed())));
        }
        return ticketQueries.find(pendingQuestion.ticket(), Viewer.GATEWAY).chain(ticketDetails -> {
            boolean isAlarm = intentParser.isEmergency(incomingMessage)
                    && ticketDetails
                            .map(found -> found.ticket().urgency() != Urgency.EMERGENCY)
                            .orElse(true);
            return ticketDetails.isEmpty() || isAlarm
                    ? handle(incomingMessage, intent)
                    : answerPendingQuestion(incomingMessage, pendingQuestion, ticketDetails.get());
        });
    }

    private Uni<Reply> answerPendingQuestion(
            IncomingMessage incomingMessage,
            PendingQuestionStore.PendingQuestion pendingQuestion,
            TicketQueries.TicketDetails ticketDetails) {
        String words = TextNormalizer.sanitize(incomingMessage.text());
        return (words.isEmpty()
                        ? attachmentFetcher.fetchNow(incomingMessage.media())
                        : attachmentFetcher.fetchOrQueue(incomingMessage))
                .chain(fetchResult -> {
                    PendingQuestionStore.PendingQuestion shown = pendingQuestion.with(fetchResult.photos());
                    if (words.isEmpty()) {
                        return pendingQuestionStore
                                .store(incomingMessage.senderId(), shown)
                                .chain(() -> replyText(
                                        fetchResult.isWhole() && !fetchResult.isLate()
                                                ? replyRenderer.render(new Replies.PhotoNoted(replyRenderer.title(
                                                        ticketDetails.ticket(), ticketDetails.title())))
                                                : replyRenderer.render(new Replies.PhotoMissing())));
                    }
                    return staffActions
                            .execute(new StaffCommand(
                                    incomingMessage,
                                    pendingQuestion.type(),
                                    ticketDetails,
                                    words,
                                    shown.photos(),
                                    pendingQuestion.responseCode()))
                            .call(() -> pendingQuestionStore.store(
                                    incomingMessage.senderId(), shown.usedBy(incomingMessage.source())));
                });
    }

    private String help() {
        return replyRenderer.render(new Replies.Help(
                replyRenderer.county().publicUrl() + "/report/" + county(),
                replyRenderer.county().hotline()));
    }

    private String county() {
        return staffContext.county().value();
    }

    private static Uni<Reply> replyText(String text) {
        return Uni.createFrom().item(Reply.of(text));
    }
}
