package lianhu.bot.wecom;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import lianhu.bot.BotMetrics;
import lianhu.bot.conversation.handler.ConversationService;
import lianhu.bot.redis.BlockingRedisWithFallback;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.ChannelCircuitBreaker;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.bot.wecom.client.WecomErrorClassifier;
import lianhu.bot.wecom.client.WxCorpClients;
import lianhu.bot.wecom.kf.KfClient;
import lianhu.bot.wecom.kf.KfMessageHandler;
import lianhu.bot.wecom.kf.KfMessagePump;
import lianhu.bot.wecom.kf.KfMessageSender;
import lianhu.bot.wecom.kf.KfReplySender;
import lianhu.bot.wecom.kf.WecomKfLinks;
import lianhu.core.area.Areas;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.kf.KfCursorStore;
import lianhu.core.kf.KfSessions;
import lianhu.core.notice.ChannelSender;
import lianhu.templates.CountyContact;
import lianhu.templates.TextRenderer;

/** Puts customer service together. */
@Dependent
class KfProducer {
    @Produces
    @Singleton
    KfClient client(WxCorpClients wxCorpClients, WecomAccounts accounts) {
        return new KfClient(wxCorpClients, accounts);
    }

    @Produces
    @Singleton
    KfReplySender speaker(
            KfClient client,
            KfSessions kfSessions,
            BlockingCallExecutor threads,
            BlockingRedisWithFallback memory,
            InstantSource clock) {
        ChannelCircuitBreaker channelCircuitBreaker = new ChannelCircuitBreaker(memory, clock);
        return new KfReplySender(
                client,
                kfSessions,
                threads,
                channelCircuitBreaker,
                new WecomErrorClassifier(channelCircuitBreaker, RandomGenerator.getDefault()));
    }

    @Produces
    @Singleton
    ChannelSender careReach(KfSessions kfSessions, KfReplySender speaker, TextRenderer textRenderer) {
        return new KfMessageSender(kfSessions, speaker, textRenderer);
    }

    @Produces
    @Singleton
    WecomKfLinks links(KfClient client, KfCursorStore inbox, BlockingCallExecutor threads, WecomAccounts accounts) {
        return new WecomKfLinks(
                client, inbox, threads, accounts.kf().keySet().stream().findFirst());
    }

    @Produces
    @Singleton
    KfMessagePump care(
            KfClient client,
            KfCursorStore inbox,
            ConversationService conversationService,
            ReportSubmission reportSubmission,
            KfSessions kfSessions,
            KfReplySender speaker,
            BlockingCallExecutor threads,
            WecomAccounts accounts,
            Areas areas,
            TextRenderer textRenderer,
            CountyContact county,
            BotMetrics botMetrics,
            InstantSource clock) {
        return new KfMessagePump(
                client,
                inbox,
                new KfMessageHandler(
                        conversationService,
                        reportSubmission,
                        kfSessions,
                        speaker,
                        areas,
                        textRenderer,
                        county.hotline(),
                        botMetrics),
                threads,
                accounts,
                clock);
    }
}
