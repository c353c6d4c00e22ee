package lianhu.core.notify;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Keeps which days have their morning digests. */
public interface MorningDigestStore {
    Uni<Boolean> isStored(LocalDate day);

    /**
     * Stores the digests of a day together with the mark that the day has them, or nothing when another copy of the gateway did
     * so before: false then. Digests of earlier days that nobody got are given up.
     *
     * @param at when the deliveries were made
     */
    Uni<Boolean> store(LocalDate day, List<PersonalDigest> digests, Instant at);
}
