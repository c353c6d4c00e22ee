package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.bot.BotMetrics;
import lianhu.bot.conversation.ConversationStore;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.IntentParser;
import lianhu.bot.conversation.MediaDownloader;
import lianhu.bot.conversation.PrivateMessenger;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.bot.conversation.handler.ConversationService;
import lianhu.bot.conversation.handler.Directories;
import lianhu.bot.conversation.handler.PendingMediaFetcher;
import lianhu.bot.redis.RedisConversationStore;
import lianhu.bot.redis.RedisReplayGuard;
import lianhu.bot.redis.ReplayGuard;
import lianhu.bot.wecom.callback.CallbackAccounts;
import lianhu.bot.wecom.callback.RobotMessage;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.bot.wecom.client.WecomSettings;
import lianhu.bot.wecom.kf.KfMessageMapper;
import lianhu.bot.wecom.kf.KfReplyPort;
import lianhu.bot.wecom.kf.KfReplySender;
import lianhu.bot.wecom.media.MediaClient;
import lianhu.bot.wecom.send.AppReplySender;
import lianhu.bot.wecom.send.CardStatusUpdater;
import lianhu.bot.wecom.send.CardUpdater;
import lianhu.core.area.Areas;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.classification.TextClassifier;
import lianhu.core.intake.PendingMediaQueue;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.kf.KfCustomer;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.AttachmentId;
import lianhu.core.roster.PostDirectory;
import lianhu.core.routing.Departments;
import lianhu.templates.CountyContact;
import lianhu.templates.TextRenderer;

/** Puts the doors and what is said at them together. */
@Dependent
class ConversationProducer {
    private static final Duration CARD = Duration.ofSeconds(2);

    @Produces
    @Singleton
    ReplayGuard once(Redis redis, InstantSource clock) {
        return new RedisReplayGuard(redis, clock);
    }

    @Produces
    @Singleton
    ConversationStore memo(Redis redis, InstantSource clock) {
        return new RedisConversationStore(redis, clock);
    }

    @Produces
    @Singleton
    CallbackAccounts seals(
            WecomAccounts accounts, ReplayGuard replayGuard, InstantSource clock, BotMetrics botMetrics) {
        return new CallbackAccounts(accounts, replayGuard, clock, new SecureRandom(), botMetrics);
    }

    @Produces
    @Singleton
    MediaDownloader photographs(MediaClient mediaClient) {
        return (incomingMedia, patience) ->
                download(mediaClient, incomingMedia, patience).map(Optional::of);
    }

    private static Uni<AttachmentId> download(MediaClient mediaClient, IncomingMedia incomingMedia, Duration patience) {
        return switch (incomingMedia) {
            case IncomingMedia.RobotImage robotImage ->
                mediaClient.downloadFromRobot(
                        robotImage.robot(),
                        new RobotMessage.EncryptedFile(
                                robotImage.url(), robotImage.aesKey().orElse(null)),
                        patience);
            case IncomingMedia.AppImage appImage ->
                mediaClient.downloadFromApp(appImage.application(), appImage.mediaId(), patience);
            case IncomingMedia.AppVoice appVoice ->
                mediaClient.downloadVoiceFromApp(appVoice.application(), appVoice.mediaId(), patience);
        };
    }

    /** The application that speaks to people: it reaches all of them, whichever they spoke to. */
    @Produces
    @Singleton
    PrivateMessenger aside(AppReplySender appReplySender, WecomAccounts accounts) {
        String speaker = accounts.defaultAgent().name();
        return (user, words) ->
                appReplySender.sendWithRetry(speaker, user, words).replaceWithVoid();
    }

    /** Cards are sent by the application that speaks to people. */
    @Produces
    @Singleton
    CardStatusUpdater marks(CardUpdater cards, WecomAccounts accounts) {
        String speaker = accounts.defaultAgent().name();
        return (user, cardStatus) -> cards.update(speaker, user, cardStatus.responseCode(), cardStatus.label())
                .ifNoItem()
                .after(CARD)
                .recoverWithItem(false);
    }

    @Produces
    @Singleton
    IntentParser talk(TextClassifier textClassifier, WecomSettings settings) {
        return new IntentParser(
                textClassifier,
                account -> Optional.ofNullable(settings.aibots().get(account))
                        .flatMap(WecomSettings.Aibot::names)
                        .orElse(List.of()));
    }

    @Produces
    @Singleton
    Directories roster(
            Areas areas,
            PostDirectory postDirectory,
            Departments departments,
            GroupBindings groupBindings,
            Catalogue catalogue) {
        return new Directories(areas, postDirectory, departments, groupBindings, catalogue);
    }

    @Produces
    @Singleton
    ReplyRenderer voice(
            NoticeRenderer noticeRenderer, TextRenderer textRenderer, InstantSource clock, CountyContact county) {
        return new ReplyRenderer(noticeRenderer, textRenderer, clock, county);
    }

    @Produces
    @Singleton
    PendingMediaFetcher fetchLate(
            PendingMediaQueue late,
            MediaDownloader mediaDownloader,
            TicketService ticketService,
            PrivateMessenger privateMessenger,
            KfReplySender care,
            ReplyRenderer replyRenderer,
            InstantSource clock) {
        return new PendingMediaFetcher(
                late,
                mediaDownloader,
                ticketService,
                (message, sender, words) -> message.sourceType().equals(KfMessageMapper.DOOR)
                        ? care.reply(
                                        new KfCustomer(message.account(), sender),
                                        KfReplyPort.msgid("l", message.id()),
                                        words)
                                .replaceWithVoid()
                        : privateMessenger.send(sender, words),
                replyRenderer,
                clock);
    }

    @Produces
    @Singleton
    ConversationService dialogue(
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
            EscalationRepository escalationRepository) {
        return new ConversationService(
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
                Optional.of(escalationRepository));
    }
}
