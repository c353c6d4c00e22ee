package lianhu.core.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.call.CallStore.SaveResult;
import org.junit.jupiter.api.Test;

/** What the gateway of the telephone relies on. The fake of its tests and the database pass the same. */
public abstract class CallStoreContract {
    protected static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");
    protected static final String ASTERISK = "02:00:00:00:00:01";
    protected static final String OTHER_ASTERISK = "02:00:00:00:00:02";
    protected static final Duration LIMIT = Duration.ofSeconds(20);

    protected abstract CallStore store();

    @Test
    void anOpenCallIsReadAsItWasWritten() {
        // Given
        StoredCall first = call("1.1", "13900000003", 1);
        StoredCall second = at(call("1.1", "13900000003", 2), CallStep.RECORD_MESSAGE, Optional.empty());

        // When
        assertEquals(SaveResult.SAVED, save(first, "arrived"));
        assertEquals(SaveResult.SAVED, save(second, "playback 1"));

        // Then
        assertEquals(List.of(second), open("a"));
        assertEquals(List.of(), open("b"));
    }

    @Test
    void aClosedCallIsNotOpen() {
        save(call("1.1", "", 1), "arrived");
        save(at(call("1.1", "", 2), CallStep.CLOSED, Optional.of(CallOutcome.EMPTY_CALL)), "hung up");

        assertEquals(List.of(), open("a"));
    }

    @Test
    void anEventThatComesTwiceIsKnownAndChangesNothing() {
        save(call("1.1", "", 1), "arrived");
        StoredCall second = call("1.1", "", 2);
        save(second, "digit 1");

        assertEquals(SaveResult.KNOWN_EVENT, save(call("1.1", "", 3), "digit 1"));
        assertEquals(List.of(second), open("a"));
    }

    @Test
    void whoWritesOverAnOlderVersionIsTold() {
        save(call("1.1", "", 1), "arrived");
        save(call("1.1", "", 2), "digit 1");

        assertEquals(SaveResult.STALE, save(call("1.1", "", 2), "digit 2"));
        assertEquals(SaveResult.STALE, save(call("1.1", "", 4), "digit 3"));
        assertEquals(SaveResult.STALE, save(call("1.2", "", 2), "digit 1"));
    }

    @Test
    void aCallOfAnotherAsteriskStaysOpenAndIsNotRead() {
        save(call("1.1", "", 1), "arrived");

        assertEquals(List.of(), open("a", OTHER_ASTERISK));
        assertEquals(List.of("1.1"), open("a").stream().map(StoredCall::id).toList());
        assertTrue(isOpen("1.1"));
    }

    @Test
    void whetherACallIsOpenIsKnownWhicheverInstanceOwnsIt() {
        save(call("1.1", "", 1), "arrived");
        save(call("1.2", "", 1), "arrived");
        save(at(call("1.2", "", 2), CallStep.CLOSED, Optional.of(CallOutcome.EMPTY_CALL)), "hung up");

        assertTrue(isOpen("1.1"));
        assertFalse(isOpen("1.2"));
        assertFalse(isOpen("1.3"));
    }

    protected final boolean isOpen(String id) {
        return store().isOpen(id).await().atMost(LIMIT);
    }

    protected final SaveResult save(StoredCall call, String key) {
        return save(call, key, AT.plusSeconds(call.version()));
    }

    protected final SaveResult save(StoredCall call, String key, Instant at) {
        return store().save(new CallTransition(call, key, "DigitPressed", at))
                .await()
                .atMost(LIMIT);
    }

    protected final List<StoredCall> open(String owner) {
        return open(owner, ASTERISK);
    }

    protected final List<StoredCall> open(String owner, String asterisk) {
        return store().open(owner, asterisk).await().atMost(LIMIT);
    }

    protected static StoredCall call(String id, String caller, long version) {
        return new StoredCall(
                id,
                caller,
                "a",
                ASTERISK,
                version,
                CallStep.GREET,
                Optional.empty(),
                "",
                "{\"attempt\": 1}",
                Map.of("PROMPT", AT.plusMillis(12_345)));
    }

    protected static StoredCall at(StoredCall call, CallStep step, Optional<CallOutcome> outcome) {
        return new StoredCall(
                call.id(),
                call.caller(),
                call.owner(),
                call.asterisk(),
                call.version(),
                step,
                outcome,
                outcome.filter(CallOutcome.TICKET::equals)
                        .map(ticket -> "48271938")
                        .orElse(""),
                call.state(),
                outcome.isPresent() ? Map.of() : call.timers());
    }
}
