package lianhu.app.boot;

import io.quarkus.runtime.Application;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lianhu.embedded.EmbeddedAsterisk;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Runs an Asterisk of our own for the demonstration where no other is configured. It is fetched and started beside everything
 * else, so that a start without a network waits for nothing.
 */
public final class EmbeddedTelephony {
    /** Of a start without a download. */
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private static volatile @Nullable CompletableFuture<EmbeddedAsterisk> starting;

    /** Fails with {@link lianhu.embedded.EmbeddedException} when it cannot be had here. */
    public static CompletionStage<EmbeddedAsterisk> start(Config config, Path data) {
        Path cache = EmbeddedServersLifecycle.cache(config);
        CompletableFuture<EmbeddedAsterisk> begun =
                CompletableFuture.supplyAsync(() -> EmbeddedAsterisk.start(data, cache));
        starting = begun;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfterQuarkus(begun), "stop embedded Asterisk"));
        return begun;
    }

    /** Empty where none is wanted. */
    public static Optional<CompletionStage<EmbeddedAsterisk>> asterisk() {
        return Optional.ofNullable(starting);
    }

    private static void stopAfterQuarkus(CompletableFuture<EmbeddedAsterisk> begun) {
        Application quarkus = Application.currentApplication();
        if (quarkus != null) {
            quarkus.awaitShutdown();
        }
        try {
            // One that is just starting would stay behind.
            begun.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS).close();
        } catch (ExecutionException | TimeoutException notThere) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EmbeddedTelephony() {}
}
