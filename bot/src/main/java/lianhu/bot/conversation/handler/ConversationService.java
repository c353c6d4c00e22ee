package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import lianhu.bot.BotMetrics;
import lianhu.bot.conversation.CardPress;
import lianhu.bot.conversation.CommandType;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Intent;
import lianhu.bot.conversation.IntentParser;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.bot.conversation.TextNormalizer;
import lianhu.core.ticket.ActionType;
import lianhu.templates.Replies;

/**
 * Turns an incoming message into a reply. Completes after everything that had to be stored is committed, and gives a
 * message that is delivered again the same reply.
 */
@Singleton
public final class ConversationService {
    private final IntentParser intentParser;
    private final BotMetrics botMetrics;
    private final ReplyRenderer replyRenderer;
    private final StaffContext staffContext;
    private final PendingQuestionHandler pendingQuestions;
    private final QuestionAnswerHandler questionAnswers;
    private final ReportHandler reportHandler;
    private final AdditionHandler additionHandler;
    private final ProgressHandler progressHandler;
    private final ReporterCommandHandler reporterCommands;
    private final StaffCommandHandler staffCommands;
    private final EmergencyAcknowledgement emergencyAcknowledgement;
    private final GroupBindingHandler groupBinding;

    ConversationService(
            IntentParser intentParser,
            BotMetrics botMetrics,
            ReplyRenderer replyRenderer,
            StaffContext staffContext,
            PendingQuestionHandler pendingQuestions,
            QuestionAnswerHandler questionAnswers,
            ReportHandler reportHandler,
            AdditionHandler additionHandler,
            ProgressHandler progressHandler,
            ReporterCommandHandler reporterCommands,
            StaffCommandHandler staffCommands,
            EmergencyAcknowledgement emergencyAcknowledgement,
            GroupBindingHandler groupBinding) {
        this.intentParser = intentParser;
        this.botMetrics = botMetrics;
        this.replyRenderer = replyRenderer;
        this.staffContext = staffContext;
        this.pendingQuestions = pendingQuestions;
        this.questionAnswers = questionAnswers;
        this.reportHandler = reportHandler;
        this.additionHandler = additionHandler;
        this.progressHandler = progressHandler;
        this.reporterCommands = reporterCommands;
        this.staffCommands = staffCommands;
        this.emergencyAcknowledgement = emergencyAcknowledgement;
        this.groupBinding = groupBinding;
    }

    public Uni<Reply> handle(IncomingMessage message) {
        Intent intent = intentParser.parse(message);
        botMetrics.messageReceived(
                message.source().sourceType(), intent.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        return orElse(
                pendingQuestions.answer(message, intent),
                () -> orElse(questionAnswers.answer(message, intent), () -> handle(message, intent)));
    }

    public Uni<Reply> handlePress(IncomingMessage message, CardPress press) {
        botMetrics.messageReceived(message.source().sourceType(), "pressed");
        return staffCommands.handlePress(message, press);
    }

    /** For a person who opens the conversation. */
    public String greeting(String user, Instant at) {
        return staffContext.isStaff(user, at) ? replyRenderer.render(new Replies.StaffHelp()) : help(true);
    }

    /** For voices without text, films and files. */
    public String unreadable() {
        return replyRenderer.render(new Replies.AttachmentUnreadable());
    }

    private Uni<Reply> handle(IncomingMessage message, Intent intent) {
        return switch (intent) {
            case Intent.NewReport report -> reportHandler.handle(message, report.text(), report.classification());
            case Intent.Addition addition -> additionHandler.handle(message, addition);
            case Intent.ProgressQuery query -> progressHandler.handle(message, query);
            case Intent.Command command -> handleCommand(message, command);
            case Intent.SmallTalk smallTalk ->
                replyText(replyRenderer.render(
                        smallTalk.isThanks()
                                ? new Replies.ThankYou()
                                : new Replies.Greeting(!message.place().isGroup())));
        };
    }

    /** 到了回1: for a person who is called in an emergency, 1 means that, whatever else it could mean. */
    private Uni<Reply> handleCommand(IncomingMessage message, Intent.Command command) {
        boolean mayAcknowledge = command.type() == CommandType.ARRIVED
                || command.type() == CommandType.FIXED
                        && TextNormalizer.stripPoliteness(message.text()).endsWith("1");
        return mayAcknowledge && command.receipt().isEmpty()
                ? orElse(emergencyAcknowledgement.acknowledge(message), () -> handleTicketCommand(message, command))
                : handleTicketCommand(message, command);
    }

    private Uni<Reply> handleTicketCommand(IncomingMessage message, Intent.Command command) {
        return switch (command.type()) {
            case HELP ->
                replyText(message.place().isGroup() ? help(false) : greeting(message.senderId(), message.receivedAt()));
            case BIND -> groupBinding.bind(message, command.argument());
            case ACCEPT -> staffCommands.handle(message, ActionType.ACCEPT, command.receipt(), "");
            case RETURN -> staffCommands.handle(message, ActionType.RETURN, command.receipt(), command.argument());
            case RESULT -> staffCommands.handle(message, ActionType.RESULT, command.receipt(), command.argument());
            case TASKS ->
                staffContext.isStaff(message.senderId(), message.receivedAt())
                        ? staffCommands.listTasks(message)
                        : progressHandler.handle(
                                message, new Intent.ProgressQuery(Optional.empty(), "", Optional.empty()));
            case SAFE, ARRIVED ->
                reporterCommands
                        .hasEmergency(message)
                        .chain(isOwn -> isOwn && command.type() == CommandType.SAFE
                                ? reporterCommands.handle(message, command)
                                : orElse(answerCall(message, command), () -> handleWithoutEmergency(message, command)));
            case WITHDRAW, NOT_FIXED, FIXED, PARTLY_FIXED, RATE, INTERFERENCE ->
                reporterCommands.handle(message, command);
        };
    }

    private Uni<Optional<Reply>> answerCall(IncomingMessage message, Intent.Command command) {
        return command.type() == CommandType.SAFE
                ? staffCommands.reportSafety(message, command.receipt(), command.argument())
                : staffCommands.acknowledgeEmergency(message, command.receipt());
    }

    /** Staff who take an ordinary ticket by its number accept it. */
    private Uni<Reply> handleWithoutEmergency(IncomingMessage message, Intent.Command command) {
        return command.type() == CommandType.ARRIVED
                        && command.receipt().isPresent()
                        && staffContext.isStaff(message.senderId(), message.receivedAt())
                ? staffCommands.handle(message, ActionType.ACCEPT, command.receipt(), "")
                : reporterCommands.handle(message, command);
    }

    private String help(boolean isOneToOne) {
        return replyRenderer.render(new Replies.Help(
                replyRenderer.county().publicUrl() + "/report/" + staffContext.county(),
                replyRenderer.county().hotline(),
                isOneToOne));
    }

    private static Uni<Reply> orElse(Uni<Optional<Reply>> first, Supplier<Uni<Reply>> otherwise) {
        return first.chain(reply -> reply.map(one -> Uni.createFrom().item(one)).orElseGet(otherwise));
    }

    private static Uni<Reply> replyText(String text) {
        return Uni.createFrom().item(Reply.of(text));
    }
}
