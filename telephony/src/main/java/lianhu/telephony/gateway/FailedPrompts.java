package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import lianhu.telephony.ari.AriEvent;

/** Tells prompts that Asterisk cannot play from those that a hang-up cut short. Used on one event loop only. */
final class FailedPrompts {
    /** A channel that has hung up is gone by then. */
    private static final Duration HANG_UP = Duration.ofMillis(500);

    private static final System.Logger LOG = System.getLogger(FailedPrompts.class.getName());

    private final Vertx vertx;
    private final Function<String, Uni<Void>> findChannel;
    private final Predicate<String> recordWithoutPrompts;
    private long count;

    /**
     * @param findChannel fails when a channel has ended
     * @param recordWithoutPrompts hands the channel of a caller who is to speak to the dialplan; false for any other channel
     */
    FailedPrompts(Vertx vertx, Function<String, Uni<Void>> findChannel, Predicate<String> recordWithoutPrompts) {
        this.vertx = vertx;
        this.findChannel = findChannel;
        this.recordWithoutPrompts = recordWithoutPrompts;
    }

    /** Since the start. */
    long count() {
        return count;
    }

    /** @param goOn carries the call on: the prompt was heard, or cannot be */
    void finished(AriEvent.PlaybackFinished prompt, Runnable goOn) {
        if (prompt.isFailed()) {
            failed(prompt.channelId(), goOn);
        } else {
            goOn.run();
        }
    }

    private void failed(String channel, Runnable goOn) {
        vertx.setTimer(
                HANG_UP.toMillis(),
                due -> findChannel
                        .apply(channel)
                        .subscribe()
                        .with(
                                there -> {
                                    count++;
                                    LOG.log(Level.ERROR, "a prompt is not heard on channel {0}", channel);
                                    if (!recordWithoutPrompts.test(channel)) {
                                        goOn.run();
                                    }
                                },
                                gone -> goOn.run()));
    }
}
