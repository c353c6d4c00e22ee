package lianhu.telephony.gateway.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.InMemoryOutboundCalls;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.outbound.PlannedCall;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.gateway.OutboundCallingFixture;
import org.junit.jupiter.api.Test;

class OutboundEndsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final EventLoop LOOP = new EventLoop() {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Uni<Void> pause(Duration duration) {
            return Uni.createFrom().voidItem();
        }
    };

    private final InMemoryOutboundCalls store = new InMemoryOutboundCalls();

    @Test
    void howOftenNoLineWasFreeDoesNotDelayTheNextCall() {
        // Given
        plan();
        for (int attempt = 0; attempt < 5; attempt++) {
            Instant at = NOW.plusSeconds(30L * attempt);
            ends(at).end(claim(at).getFirst(), OutboundResult.CONGESTION, 34);
        }
        Instant reached = NOW.plusSeconds(150);
        // When
        ends(reached).end(claim(reached).getFirst(), OutboundResult.BUSY, 17);
        // Then
        assertEquals(List.of(), claim(reached.plusSeconds(59)));
        assertEquals(1, claim(reached.plusSeconds(60)).size(), "a minute, as after the first attempt on the person");
    }

    @Test
    void anEndThatTheStoreDoesNotTakeIsCountedAndItsCallIsHeldOn() {
        // Given
        plan();
        OutboundCall call = claim(NOW).getFirst();
        OutboundEnds ends = ends(NOW);
        store.setAway(true);
        // When
        ends.end(call, OutboundResult.BUSY, 17);
        // Then
        assertEquals(1, ends.failed());
        assertTrue(ends.isEnding(call));
        assertEquals(Set.of(call.id()), ends.ending());
    }

    private OutboundEnds ends(Instant at) {
        return new OutboundEnds(store, OutboundCallingFixture::redial, LOOP, Clock.fixed(at, ZoneOffset.UTC));
    }

    private void plan() {
        store.plan(
                        new PlannedCall(
                                new CallMatter.OfBroadcast(1),
                                new Recipient.DepartmentContact("duty"),
                                "",
                                "13900000071",
                                Optional.empty()),
                        NOW)
                .await()
                .indefinitely();
    }

    private List<OutboundCall> claim(Instant at) {
        return store.claim(new OutboundCallStore.Claim("a", at, at.plusSeconds(30), 4, 20, 0))
                .await()
                .indefinitely();
    }
}
