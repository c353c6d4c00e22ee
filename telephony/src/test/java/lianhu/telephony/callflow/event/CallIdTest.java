package lianhu.telephony.callflow.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallIdTest {
    private static final Optional<Instant> BEGIN = Optional.of(Instant.parse("2026-11-30T10:51:01Z"));

    @Test
    void anIdOfAsteriskSaysWhenTheCallBegan() {
        assertEquals(BEGIN, new CallId("lianhu-1796035861.17").begunAt());
        assertEquals(BEGIN, new CallId("county-2-1796035861.0").begunAt());
        assertEquals(BEGIN, new CallId("1796035861.3").begunAt());
    }

    @Test
    void anotherIdSaysNothing() {
        assertEquals(Optional.empty(), new CallId("story-unattended").begunAt());
        assertEquals(Optional.empty(), new CallId("call1796035861;2").begunAt());
        assertEquals(Optional.empty(), new CallId("").begunAt());
    }
}
