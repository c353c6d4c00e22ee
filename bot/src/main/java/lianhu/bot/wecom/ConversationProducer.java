package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.bot.BotMetrics;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.MediaDownloader;
import lianhu.bot.conversation.PrivateMessenger;
import lianhu.bot.redis.ReplayGuard;
import lianhu.bot.wecom.callback.CallbackAccounts;
import lianhu.bot.wecom.callback.RobotMessage;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.bot.wecom.media.MediaClient;
import lianhu.bot.wecom.send.AppReplySender;
import lianhu.bot.wecom.send.CardStatusUpdater;
import lianhu.bot.wecom.send.CardUpdater;
import lianhu.core.report.AttachmentId;

/** Puts the doors and what is said at them together. */
@Dependent
class ConversationProducer {
    private static final Duration CARD = Duration.ofSeconds(2);

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
}
