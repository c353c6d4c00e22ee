package lianhu.core.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.call.CallStore.SaveResult;
import org.junit.jupiter.api.Test;

/** One owner a call: what two gateways on one Asterisk rely on. */
public abstract class CallLeasesContract extends CallStoreContract {
    private static final Duration LENGTH = Duration.ofMinutes(1);

    protected abstract CallLeases leases();

    /** As if the instance had not renewed its lease. */
    protected abstract void expire(String instance);

    /** As if the instance had held its lease for an hour. */
    protected abstract void age(String instance);

    @Test
    void theCallsOfAnExpiredInstanceAreAdoptedOnce() {
        // Given
        acquire("a");
        CallLease second = acquired("b");
        CallLease third = acquired("c");
        save(call("1.1", "13900000003", 1), "arrived");
        assertEquals(AdoptedCalls.NONE, adopt(second), "the owner runs");
        expire("a");

        // When
        AdoptedCalls adopted = adopt(second);

        // Then
        assertEquals(List.of("hotline-a"), adopted.applications());
        StoredCall call = adopted.calls().getFirst();
        assertEquals("b", call.owner());
        assertEquals(2, call.version());
        assertEquals("13900000003", call.caller());
        assertEquals(call("1.1", "", 1).timers(), call.timers());
        assertEquals(List.of(call), open("b"));
        assertEquals(List.of(), open("a"));
        assertEquals(AdoptedCalls.NONE, adopt(third));
    }

    /** The former owner was frozen, not dead. */
    @Test
    void whatTheFormerOwnerWritesLaterIsRefused() {
        // Given
        CallLease former = acquire("a");
        save(call("1.1", "", 1), "arrived");
        CallLease second = acquired("b");
        expire("a");
        adopt(second);

        // When
        SaveResult late = save(call("1.1", "", 2), "digit 1");

        // Then
        assertEquals(SaveResult.STALE, late);
        assertFalse(renew(former), "the lease is lost");
        assertEquals("b", open("b").getFirst().owner());
        StoredCall next = at(open("b").getFirst(), CallStep.RECORD_MESSAGE, Optional.empty());
        assertEquals(SaveResult.SAVED, save(withVersion(next, 3), "digit 1"), "the refused event left no trace");
    }

    @Test
    void aLeaseThatExpiredUnnoticedIsRenewed() {
        CallLease lease = acquire("a");
        expire("a");

        assertTrue(renew(lease));
        assertEquals(AdoptedCalls.NONE, adopt(acquired("b")));
    }

    /** After an outage of the store all leases have expired, and those who run renew theirs within seconds. */
    @Test
    void whoHasJustAcquiredOrRenewedAnExpiredLeaseAdoptsNothing() {
        acquire("a");
        save(call("1.1", "", 1), "arrived");
        CallLease fresh = acquire("b");
        expire("a");
        assertEquals(AdoptedCalls.NONE, adopt(fresh));

        age("b");
        expire("b");
        assertEquals(AdoptedCalls.NONE, adopt(fresh), "its own lease has expired");
        renew(fresh);
        assertEquals(AdoptedCalls.NONE, adopt(fresh), "there was a gap");
        age("b");
        assertEquals(1, adopt(fresh).calls().size());
    }

    @Test
    void theCallsOfAnotherAsteriskAreLeftToItsInstances() {
        leases().acquire("a", "hotline-a", OTHER_ASTERISK, LENGTH, true).await().atMost(LIMIT);
        save(call("1.1", "", 1), "arrived");
        save(withAsterisk(call("1.2", "", 1), OTHER_ASTERISK), "arrived", Instant.now());
        save(withAsterisk(call("1.3", "", 1), ""), "arrived", Instant.now());
        expire("a");

        AdoptedCalls adopted = adopt(acquired("b"));

        assertEquals(List.of(), adopted.applications());
        assertEquals(List.of("1.1"), ids(adopted));
        assertTrue(isOpen("1.2"));
    }

    /** Its identity changes with its network card unless its configuration says it. */
    @Test
    void theCallsOfAnAsteriskThatIsNoMoreAreAdoptedAfterADay() {
        // Given
        leases().acquire("a", "hotline-a", OTHER_ASTERISK, LENGTH, true).await().atMost(LIMIT);
        save(withAsterisk(call("1.1", "13900000003", 1), OTHER_ASTERISK), "arrived");
        save(withAsterisk(call("1.2", "", 1), "02:00:00:00:00:03"), "arrived");
        save(withAsterisk(call("1.3", "", 1), "02:00:00:00:00:03"), "arrived", Instant.now());
        CallLease here = acquired("b");
        assertEquals(List.of("1.2"), ids(adopt(here)), "the first is served, the third young");

        // When
        CallLease moved = acquired("a");

        // Then
        StoredCall call = adopt(moved).calls().getFirst();
        assertEquals("1.1", call.id());
        assertEquals("13900000003", call.caller());
        assertEquals(ASTERISK, call.asterisk());
        assertEquals(2, call.version());
        assertEquals(AdoptedCalls.NONE, adopt(here));
    }

    @Test
    void anInstanceThatStopsLeavesItsCallsToAnotherAtOnce() {
        CallLease stopping = acquire("a");
        save(call("1.1", "", 1), "arrived");
        CallLease second = acquired("b");

        leases().release(stopping).await().atMost(LIMIT);

        assertEquals(1, adopt(second).calls().size());
    }

    @Test
    void aRestartReplacesTheLeaseOfItsNameAndALostOneDoesNot() {
        CallLease first = acquire("a");
        CallLease restarted = acquire("a");

        assertFalse(renew(first));
        assertTrue(renew(restarted));
        assertEquals(
                Optional.empty(),
                leases().acquire("a", "hotline-a", ASTERISK, LENGTH, false)
                        .await()
                        .atMost(LIMIT));
        leases().release(first).await().atMost(LIMIT);
        assertEquals(
                Optional.empty(),
                leases().acquire("a", "hotline-a", ASTERISK, LENGTH, false)
                        .await()
                        .atMost(LIMIT),
                "who has lost a lease cannot release it");
        expire("a");
        assertTrue(leases().acquire("a", "hotline-a", ASTERISK, LENGTH, false)
                .await()
                .atMost(LIMIT)
                .isPresent());
    }

    private CallLease acquire(String instance) {
        return leases().acquire(instance, "hotline-" + instance, ASTERISK, LENGTH, true)
                .await()
                .atMost(LIMIT)
                .orElseThrow();
    }

    /** A lease that is old enough to adopt by. */
    private CallLease acquired(String instance) {
        CallLease lease = acquire(instance);
        age(instance);
        return lease;
    }

    private boolean renew(CallLease lease) {
        return leases().renew(lease, LENGTH).await().atMost(LIMIT);
    }

    private AdoptedCalls adopt(CallLease lease) {
        return leases().adopt(lease, LENGTH).await().atMost(LIMIT);
    }

    private static List<String> ids(AdoptedCalls adopted) {
        return adopted.calls().stream().map(StoredCall::id).toList();
    }

    private static StoredCall withVersion(StoredCall call, long version) {
        return new StoredCall(
                call.id(),
                call.caller(),
                call.owner(),
                call.asterisk(),
                version,
                call.step(),
                call.outcome(),
                call.receipt(),
                call.state(),
                call.timers());
    }

    private static StoredCall withAsterisk(StoredCall call, String asterisk) {
        return new StoredCall(
                call.id(),
                call.caller(),
                call.owner(),
                asterisk,
                call.version(),
                call.step(),
                call.outcome(),
                call.receipt(),
                call.state(),
                call.timers());
    }
}
