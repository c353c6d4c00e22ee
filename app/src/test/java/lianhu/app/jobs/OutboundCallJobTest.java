package lianhu.app.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.app.telephony.StoppedTelephony;
import lianhu.core.followup.FollowUpPlanner;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.InMemoryOutboundCalls;
import lianhu.core.outbound.OutboundCallPlanner;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.outbound.PlannedCall;
import lianhu.core.outbound.RosterNumbers;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.sms.InMemoryReporterPhones;
import org.junit.jupiter.api.Test;

class OutboundCallJobTest {
    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final CallMatter FIRE = new CallMatter.OfBroadcast(1);

    private final InstantSource clock = InstantSource.fixed(NOW);
    private final InMemoryOutboundCalls store = new InMemoryOutboundCalls();

    @Test
    void aCallThatWaitsEndsWithItsMatterAlsoAfterTheTrunkIsTakenAway() {
        // Given
        store.plan(
                        new PlannedCall(
                                FIRE, new Recipient.DepartmentContact("duty"), "", "13900000081", Optional.empty()),
                        NOW)
                .await()
                .atMost(LIMIT);
        OutboundCallJob job = new OutboundCallJob(
                new JobRunner(new SimpleMeterRegistry(), clock),
                new OutboundCallPlanner(
                        store,
                        new InMemoryPostDirectory(List.of()),
                        new RosterNumbers(new InMemoryPostDirectory(List.of()), List::of),
                        clock),
                new FollowUpPlanner(store, new InMemoryReporterPhones(), clock),
                StoppedTelephony.casework(),
                store,
                StoppedTelephony.create(clock),
                clock);
        job.call().await().atMost(LIMIT);
        Optional<OutboundResult> before = result();
        // When
        store.answer(FIRE);
        job.call().await().atMost(LIMIT);
        // Then
        assertEquals(Optional.empty(), before);
        assertEquals(Optional.of(OutboundResult.NOT_NEEDED), result());
    }

    private Optional<OutboundResult> result() {
        return store.findByMatter(FIRE, 1, NOW, 20)
                .await()
                .atMost(LIMIT)
                .calls()
                .getFirst()
                .result();
    }
}
