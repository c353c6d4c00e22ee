package lianhu.adapters.web.track;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Counts wrong guesses at the last four digits of a reporter's phone. */
interface LookupAttempts {
    /**
     * Counts one more before it is compared, so that tries at the same moment cannot be more than five. Numbers that were
     * never given count alike: a lock tells nothing.
     */
    Uni<AttemptCount> recordAttempt(String number, Instant now);

    /** It was right. */
    Uni<Void> reset(String number);
}
