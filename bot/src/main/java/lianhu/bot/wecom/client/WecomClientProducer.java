package lianhu.bot.wecom.client;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Produces what CDI cannot build: the validated accounts and the pool of connections. */
@Dependent
class WecomClientProducer {
    /** Validates the settings at the start, so that wrong ones stop it. */
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
        return new WxHttpClientPool(WxHttpClientPool.RESPONSE_TIMEOUT);
    }

    void close(@Disposes WxHttpClientPool pool) throws IOException {
        pool.close();
    }
}
