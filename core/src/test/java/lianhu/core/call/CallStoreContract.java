package lianhu.core.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    protected final SaveResult save(StoredCall call, String key) {
        return store().save(new CallTransition(call, key, "DigitPressed", AT.plusSeconds(call.version())))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    protected final List<StoredCall> open(String owner) {
        return store().open(owner).await().atMost(Duration.ofSeconds(20));
    }

    protected static StoredCall call(String id, String caller, long version) {
        return new StoredCall(
                id,
                caller,
                "a",
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
