package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
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
import lianhu.core.report.Channel;
import lianhu.core.report.Report;
import lianhu.core.report.UntranscribedVoice;
import lianhu.templates.Replies;

/** A report: filed first, then answered from what was committed. Alone, the outbox brings the receipt. */
final class ReportHandler {
    private static final String FIRE = "119";
    private static final String PHOTO_MISSING = "（有照片没取到）";

    private final ReportSubmission reportSubmission;
    private final AttachmentFetcher attachmentFetcher;
    private final ReporterContext reporterContext;
    private final StaffContext staffContext;
    private final Catalogue catalogue;
    private final ReplyRenderer replyRenderer;

    ReportHandler(
            ReportSubmission reportSubmission,
            AttachmentFetcher attachmentFetcher,
            ReporterContext reporterContext,
            StaffContext staffContext,
            Catalogue catalogue,
            ReplyRenderer replyRenderer) {
        this.reportSubmission = reportSubmission;
        this.attachmentFetcher = attachmentFetcher;
        this.reporterContext = reporterContext;
        this.staffContext = staffContext;
        this.catalogue = catalogue;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> handle(IncomingMessage incomingMessage, String words) {
        return handle(incomingMessage, words, Optional.empty());
    }

    /** @param finding the classification of {@code words}, when they were classified before */
    Uni<Reply> handle(IncomingMessage incomingMessage, String words, Optional<Classification> classification) {
        return attachmentFetcher
                .fetchOrQueue(incomingMessage)
                .chain(fetchResult -> reportSubmission
                        .submit(buildReport(incomingMessage, words, fetchResult).withClassification(classification))
                        .map(receipt -> incomingMessage.place() instanceof ConversationPlace.Group group
                                ? groupReply(incomingMessage, group, receipt, mediaCaveat(fetchResult))
                                : privateReply(mediaCaveat(fetchResult))));
    }

    private Report buildReport(
            IncomingMessage incomingMessage, String words, AttachmentFetcher.FetchResult fetchResult) {
        String said = TextNormalizer.sanitize(incomingMessage.text()).isEmpty() && fetchResult.hasVoice()
                ? words.isEmpty() ? UntranscribedVoice.PLACEHOLDER : UntranscribedVoice.PLACEHOLDER + "\n" + words
                : words;
        String noted = fetchResult.isWhole() ? said : said.isEmpty() ? PHOTO_MISSING : said + "\n" + PHOTO_MISSING;
        return new Report(
                incomingMessage.source(),
                incomingMessage.place().channel(),
                incomingMessage.conversationId(),
                staffContext.area(incomingMessage),
                reporterContext.speaker(incomingMessage),
                Optional.empty(),
                noted,
                fetchResult.photos(),
                incomingMessage.sentAt(),
                incomingMessage.receivedAt());
    }

    /** What to say of pictures that are not there; empty when all are. */
    String mediaCaveat(AttachmentFetcher.FetchResult fetchResult) {
        return !fetchResult.isWhole()
                ? replyRenderer.render(new Replies.PhotoMissing())
                : fetchResult.isLate() ? replyRenderer.render(new Replies.PhotoLate()) : "";
    }

    private static Reply privateReply(String caveat) {
        return caveat.isEmpty() ? Reply.NONE : Reply.of(caveat);
    }

    private Reply groupReply(
            IncomingMessage incomingMessage, ConversationPlace.Group group, Receipt receipt, String caveat) {
        Optional<KeywordTopic> keywordTopic =
                receipt.advice().isEmpty() ? Optional.empty() : catalogue.topic(receipt.advice());
        if (!receipt.isPublic()) {
            return new Reply(replyRenderer.render(new Notice.Quiet()), caveat);
        }
        StringBuilder text = new StringBuilder(
                receipt.said() == NoticeType.EMERGENCY_ADVICE
                        ? replyRenderer.render(new Notice.EmergencyAdvice(
                                keywordTopic.map(KeywordTopic::advice).orElse(FIRE)))
                        : receiptText(incomingMessage, receipt, keywordTopic));
        if (!caveat.isEmpty()) {
            text.append('\n').append(caveat);
        }
        if (staffContext.binding(group).isEmpty()) {
            text.append('\n').append(replyRenderer.render(new Replies.UnboundGroup()));
        }
        return Reply.of(text.toString());
    }

    private String receiptText(IncomingMessage incomingMessage, Receipt receipt, Optional<KeywordTopic> statutory) {
        String text = replyRenderer.render(new Notice.Received(
                Channel.GROUP,
                reporterContext.speaker(incomingMessage).name(),
                receipt.title(),
                receipt.isWithDesk() ? "" : receipt.owner().name(),
                receipt.due(),
                receipt.no()));
        return statutory
                .map(keywordTopic -> replyRenderer.render(new Replies.Statutory(text, keywordTopic.advice())))
                .orElse(text);
    }
}
