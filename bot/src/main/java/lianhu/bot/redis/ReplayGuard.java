package lianhu.bot.redis;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Remembers for a while that something was seen, for all copies of the gateway together. It is a hint and never the
 * truth: an implementation whose shared memory is away answers from its own and does not fail.
 */
public interface ReplayGuard {

    /** True for whoever asks first about this key; false for everybody after, until the time is over. */
    Uni<Boolean> claim(String key, Duration remembered);

    /** Takes a mark back, so that the next one to ask is first again. */
    Uni<Void> release(String key);
}
