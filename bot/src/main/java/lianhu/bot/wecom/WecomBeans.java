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
import lianhu.core.Photos;
import lianhu.core.notice.Bindings;
import lianhu.core.notice.Contacts;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the outgoing half together. */
@Dependent
class WecomBeans {
    /** How long WeCom may be silent; it answers in tens of milliseconds, five seconds is what it grants us. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Made at the start, so that wrong settings stop it. */
    @Produces
    @Singleton
    @Startup
    WecomAccounts accounts(
            WecomSettings settings,
            @ConfigProperty(name = "lianhu.demonstration", defaultValue = "false") boolean isDemonstration) {
        LibraryLogs.silence();
        return WecomAccounts.check(settings, isDemonstration);
    }

    @Produces
    @Singleton
    HttpPool pool() {
        return new HttpPool(PATIENCE);
    }

    void close(@Disposes HttpPool pool) throws IOException {
        pool.close();
    }

    @Produces
    @Singleton
    VirtualThreads threads() {
        return new VirtualThreads();
    }

    void close(@Disposes VirtualThreads threads) {
        threads.close();
    }

    @Produces
    @Singleton
    SharedMemory memory(Redis redis) {
        return new SharedMemory(redis);
    }

    @Produces
    @Singleton
    Applications applications(WecomAccounts accounts, SharedMemory memory, HttpPool pool, InstantSource clock) {
        return new Applications(accounts, memory, pool, clock);
    }

    @Produces
    @Singleton
    WecomReach reach(
            Bindings bindings,
            Contacts contacts,
            Applications applications,
            VirtualThreads threads,
            SharedMemory memory,
            InstantSource clock) {
        Gates gates = new Gates(memory, clock);
        Verdict verdict = new Verdict(gates, RandomGenerator.getDefault());
        return new WecomReach(bindings, contacts, applications, threads, new Pace(memory, clock), gates, verdict);
    }

    @Produces
    @Singleton
    WebhookReach webhooks(
            Bindings bindings,
            WecomAccounts accounts,
            WecomSettings settings,
            VirtualThreads threads,
            SharedMemory memory,
            Redis redis,
            Vertx vertx,
            InstantSource clock) {
        return new WebhookReach(
                bindings,
                new Turns(redis, settings.pace(), clock),
                new Verdict(new Gates(memory, clock), RandomGenerator.getDefault()),
                threads,
                vertx,
                accounts.baseUrl(),
                settings.pace().connections(),
                PATIENCE,
                RandomGenerator.getDefault());
    }

    void close(@Disposes WebhookReach reach) {
        reach.close();
    }

    @Produces
    @Singleton
    Messenger messenger(WecomReach reach, Applications applications, VirtualThreads threads, InstantSource clock) {
        return new Messenger(reach, applications, threads, clock);
    }

    @Produces
    @Singleton
    PressedCards pressedCards(Applications applications, VirtualThreads threads) {
        return new PressedCards(applications, threads);
    }

    @Produces
    @Singleton
    Media media(WecomAccounts accounts, Applications applications, VirtualThreads threads, Photos photos) {
        return new Media(accounts, applications, threads, photos);
    }

    void close(@Disposes Media media) throws IOException {
        media.close();
    }
}
