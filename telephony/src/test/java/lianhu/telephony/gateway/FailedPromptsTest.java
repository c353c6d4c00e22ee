package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lianhu.telephony.ari.AriEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailedPromptsTest {
    private static final AriEvent.PlaybackFinished FAILED =
            new AriEvent.PlaybackFinished("1764.1-p1", "failed", "1764.1");

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch decided = new CountDownLatch(1);
    private final CountDownLatch wentOn = new CountDownLatch(1);

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A hang-up in the middle of a prompt is no fault of the prompt. */
    @Test
    void aPromptThatAHangUpCutsShortIsNotCounted() throws Exception {
        var prompts = new FailedPrompts(
                vertx, channel -> Uni.createFrom().failure(new IllegalStateException("gone")), channel -> true);

        prompts.finished(FAILED, wentOn::countDown);

        wentOn.await(10, TimeUnit.SECONDS);
        assertEquals(0, prompts.count());
        assertEquals(0, wentOn.getCount());
    }

    @Test
    void aPromptThatIsNotHeardIsCountedAndItsCallGoesOn() throws Exception {
        var prompts = new FailedPrompts(vertx, channel -> Uni.createFrom().voidItem(), channel -> false);

        prompts.finished(FAILED, wentOn::countDown);

        wentOn.await(10, TimeUnit.SECONDS);
        assertEquals(1, prompts.count());
        assertEquals(0, wentOn.getCount());
    }

    @Test
    void aCallThatTheDialplanTakesDoesNotGoOn() throws Exception {
        var prompts = new FailedPrompts(vertx, channel -> Uni.createFrom().voidItem(), channel -> {
            decided.countDown();
            return true;
        });

        prompts.finished(FAILED, wentOn::countDown);

        decided.await(10, TimeUnit.SECONDS);
        assertEquals(1, prompts.count());
        assertEquals(1, wentOn.getCount());
    }
}
