package lianhu.telephony.gateway.outbound;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import lianhu.core.call.CallListenings;
import lianhu.core.call.ThirdPartyRequests;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.outbound.OutboundResult;

/**
 * How the gateway calls people, and what for.
 *
 * @param trunk a dial string of Asterisk with {@code {number}} in it, such as {@code Local/{number}@outgoing/n}; empty: nobody is
 *     called
 * @param lines calls that all instances together may have at once
 * @param callsPerDay attempts to one number in 24 hours
 * @param thirdParties whom agents want in their talks
 * @param listenings which talks team leads want to hear
 * @param answers stores what a called person answered; completes when it is durable
 * @param redial when the next attempt follows
 * @param mayFollowUp whether reporters may be called at this moment
 * @param reporterNumber with whom an owner wants to talk, as it is dialled; empty when there is no number any more
 */
public record OutboundCalling(
        String trunk,
        int lines,
        int callsPerDay,
        OutboundCallStore store,
        ThirdPartyRequests thirdParties,
        CallListenings listenings,
        Answers answers,
        Redial redial,
        Predicate<Instant> mayFollowUp,
        Function<OutboundCall, Uni<Optional<String>>> reporterNumber) {
    /** Replaced by the number. */
    public static final String NUMBER = "{number}";

    /** Stores an answer. */
    @FunctionalInterface
    public interface Answers {
        /** @param keys that were pressed so far, the last one is not stored yet */
        Uni<Void> store(OutboundCall call, String keys);
    }

    /** Decides when a person is called again. */
    @FunctionalInterface
    public interface Redial {
        /** Empty when no further attempt follows. */
        Optional<Instant> next(OutboundCall call, OutboundResult result, Instant now);
    }

    /** Callers and emergencies keep at least half of the lines. */
    public OutboundCallStore.Claim claim(String owner, Instant now, Instant leaseUntil) {
        int followUpLines = mayFollowUp.test(now) ? lines / 2 : 0;
        return new OutboundCallStore.Claim(owner, now, leaseUntil, lines, callsPerDay, followUpLines);
    }

    public boolean isOn() {
        return !trunk.isEmpty();
    }

    public String endpoint(String number) {
        return trunk.replace(NUMBER, number);
    }
}
