package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import lianhu.bot.conversation.ConversationPlace;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.bot.conversation.TextNormalizer;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.classification.Classification;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.Channel;
import lianhu.core.report.Report;
import lianhu.core.report.UntranscribedVoice;
import lianhu.templates.Replies;

/** Submits a report and answers from what was committed. In a private chat the outbox sends the receipt. */
@Singleton
final class ReportHandler {
    private static final String FIRE = "119";
    private static final String PHOTO_MISSING = "（有照片没取到）";

    private final ReportSubmission reportSubmission;
    private final AttachmentFetcher attachmentFetcher;
    private final ReporterContext reporterContext;
    private final StaffContext staffContext;
    private final Catalogue catalogue;
    private final NotificationPolicy notificationPolicy;
    private final ReplyRenderer replyRenderer;

    ReportHandler(
            ReportSubmission reportSubmission,
            AttachmentFetcher attachmentFetcher,
            ReporterContext reporterContext,
            StaffContext staffContext,
            Catalogue catalogue,
            NotificationPolicy notificationPolicy,
            ReplyRenderer replyRenderer) {
        this.reportSubmission = reportSubmission;
        this.attachmentFetcher = attachmentFetcher;
        this.reporterContext = reporterContext;
        this.staffContext = staffContext;
        this.catalogue = catalogue;
        this.notificationPolicy = notificationPolicy;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> handle(IncomingMessage message, String words) {
        return handle(message, words, Optional.empty());
    }

    /** @param classification of {@code words}, when they were classified before */
    Uni<Reply> handle(IncomingMessage message, String words, Optional<Classification> classification) {
        return attachmentFetcher
                .fetchOrQueue(message)
                .chain(fetchResult -> reportSubmission
                        .submit(buildReport(message, words, fetchResult).withClassification(classification))
                        .map(receipt -> message.place() instanceof ConversationPlace.Group group
                                ? groupReply(message, group, receipt, mediaCaveat(fetchResult))
                                : privateReply(mediaCaveat(fetchResult))));
    }

    private Report buildReport(IncomingMessage message, String words, AttachmentFetcher.FetchResult fetchResult) {
        String said = TextNormalizer.sanitize(message.text()).isEmpty() && fetchResult.hasVoice()
                ? words.isEmpty() ? UntranscribedVoice.PLACEHOLDER : UntranscribedVoice.PLACEHOLDER + "\n" + words
                : words;
        String noted = fetchResult.isWhole() ? said : said.isEmpty() ? PHOTO_MISSING : said + "\n" + PHOTO_MISSING;
        return new Report(
                message.source(),
                message.place().channel(),
                message.conversationId(),
                staffContext.area(message),
                reporterContext.sender(message),
                Optional.empty(),
                noted,
                fetchResult.photos(),
                message.sentAt(),
                message.receivedAt());
    }

    /** The sentence about pictures that are missing or still to come; empty when all are there. */
    String mediaCaveat(AttachmentFetcher.FetchResult fetchResult) {
        return !fetchResult.isWhole()
                ? replyRenderer.render(new Replies.PhotoMissing())
                : fetchResult.isLate() ? replyRenderer.render(new Replies.PhotoLate()) : "";
    }

    private static Reply privateReply(String caveat) {
        return caveat.isEmpty() ? Reply.NONE : Reply.of(caveat);
    }

    private Reply groupReply(IncomingMessage message, ConversationPlace.Group group, Receipt receipt, String caveat) {
        Optional<KeywordTopic> keywordTopic =
                receipt.advice().isEmpty() ? Optional.empty() : catalogue.topic(receipt.advice());
        if (!receipt.isPublic()) {
            return new Reply(replyRenderer.render(new Notice.Quiet()), caveat);
        }
        StringBuilder text = new StringBuilder(
                receipt.said() == NoticeType.EMERGENCY_ADVICE
                        ? replyRenderer.render(new Notice.EmergencyAdvice(
                                keywordTopic.map(KeywordTopic::advice).orElse(FIRE),
                                notificationPolicy.namesOfResponders(
                                        receipt.area(), receipt.owner(), message.receivedAt()),
                                ""))
                        : receiptText(message, receipt, keywordTopic));
        if (!caveat.isEmpty()) {
            text.append('\n').append(caveat);
        }
        if (staffContext.binding(group).isEmpty()) {
            text.append('\n').append(replyRenderer.render(new Replies.UnboundGroup()));
        }
        return Reply.of(text.toString());
    }

    private String receiptText(IncomingMessage message, Receipt receipt, Optional<KeywordTopic> statutory) {
        return replyRenderer.render(new Notice.Received(
                Channel.GROUP,
                reporterContext.sender(message).name(),
                receipt.title(),
                receipt.isWithDesk() ? "" : receipt.owner().name(),
                receipt.due(),
                receipt.no(),
                statutory.map(KeywordTopic::advice).orElse("")));
    }
}
