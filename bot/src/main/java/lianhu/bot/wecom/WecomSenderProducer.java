package lianhu.bot.wecom;

import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import lianhu.bot.redis.BlockingRedisWithFallback;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.ChannelCircuitBreaker;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.bot.wecom.client.WecomErrorClassifier;
import lianhu.bot.wecom.client.WecomSettings;
import lianhu.bot.wecom.client.WxCorpClients;
import lianhu.bot.wecom.client.WxHttpClientPool;
import lianhu.bot.wecom.client.WxJavaLogSilencer;
import lianhu.bot.wecom.media.MediaClient;
import lianhu.bot.wecom.send.AppMessageSender;
import lianhu.bot.wecom.send.AppReplySender;
import lianhu.bot.wecom.send.BroadcastRateLimiter;
import lianhu.bot.wecom.send.CardUpdater;
import lianhu.bot.wecom.send.WebhookSender;
import lianhu.bot.wecom.send.WecomRateLimiter;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.notice.AccountDirectory;
import lianhu.core.notice.GroupBindings;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the outgoing half together. */
@Dependent
class WecomSenderProducer {
    /** How long WeCom may be silent; it answers in tens of milliseconds, five seconds is what it grants us. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Made at the start, so that wrong settings stop it. */
    @Produces
    @Singleton
    @Startup
    WecomAccounts accounts(
            WecomSettings settings,
            @ConfigProperty(name = "lianhu.demo", defaultValue = "false") boolean isDemonstration) {
        WxJavaLogSilencer.silence();
        return WecomAccounts.check(settings, isDemonstration);
    }

    @Produces
    @Singleton
    WxHttpClientPool pool() {
        return new WxHttpClientPool(PATIENCE);
    }

    void close(@Disposes WxHttpClientPool pool) throws IOException {
        pool.close();
    }

    @Produces
    @Singleton
    BlockingRedisWithFallback memory(Redis redis) {
        return new BlockingRedisWithFallback(redis);
    }

    @Produces
    @Singleton
    WxCorpClients applications(
            WecomAccounts accounts, BlockingRedisWithFallback memory, WxHttpClientPool pool, InstantSource clock) {
        return new WxCorpClients(accounts, memory, pool, clock);
    }

    @Produces
    @Singleton
    AppMessageSender reach(
            GroupBindings groupBindings,
            AccountDirectory accountDirectory,
            WxCorpClients wxCorpClients,
            BlockingCallExecutor threads,
            BlockingRedisWithFallback memory,
            InstantSource clock) {
        ChannelCircuitBreaker channelCircuitBreaker = new ChannelCircuitBreaker(memory, clock);
        WecomErrorClassifier wecomErrorClassifier =
                new WecomErrorClassifier(channelCircuitBreaker, RandomGenerator.getDefault());
        return new AppMessageSender(
                groupBindings,
                accountDirectory,
                wxCorpClients,
                threads,
                new WecomRateLimiter(memory, clock),
                channelCircuitBreaker,
                wecomErrorClassifier);
    }

    @Produces
    @Singleton
    WebhookSender webhooks(
            GroupBindings groupBindings,
            WecomAccounts accounts,
            WecomSettings settings,
            BlockingCallExecutor threads,
            BlockingRedisWithFallback memory,
            Redis redis,
            Vertx vertx,
            InstantSource clock) {
        return new WebhookSender(
                groupBindings,
                new BroadcastRateLimiter(redis, settings.rateLimit(), clock),
                new WecomErrorClassifier(new ChannelCircuitBreaker(memory, clock), RandomGenerator.getDefault()),
                threads,
                vertx,
                accounts.baseUrl(),
                settings.rateLimit().connections(),
                PATIENCE,
                RandomGenerator.getDefault());
    }

    void close(@Disposes WebhookSender reach) {
        reach.close();
    }

    @Produces
    @Singleton
    AppReplySender messenger(
            AppMessageSender reach, WxCorpClients wxCorpClients, BlockingCallExecutor threads, InstantSource clock) {
        return new AppReplySender(reach, wxCorpClients, threads, clock);
    }

    @Produces
    @Singleton
    CardUpdater pressedCards(WxCorpClients wxCorpClients, BlockingCallExecutor threads) {
        return new CardUpdater(wxCorpClients, threads);
    }

    @Produces
    @Singleton
    MediaClient media(
            WecomAccounts accounts,
            WxCorpClients wxCorpClients,
            BlockingCallExecutor threads,
            AttachmentStore attachmentStore) {
        return new MediaClient(accounts, wxCorpClients, threads, attachmentStore);
    }

    void close(@Disposes MediaClient media) throws IOException {
        media.close();
    }
}
