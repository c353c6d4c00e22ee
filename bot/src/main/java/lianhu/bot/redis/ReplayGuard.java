package lianhu.bot.redis;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Remembers for a limited time that a key was seen, for all copies of the gateway. It is a hint and never the truth: an
 * implementation whose shared memory is unavailable answers from its own and does not fail.
 */
public interface ReplayGuard {

    /** True for the first claim of this key; false for all later ones until the time is over. */
    Uni<Boolean> claim(String key, Duration remembered);

    /** Releases a claim, so that the next claim succeeds. */
    Uni<Void> release(String key);
}
