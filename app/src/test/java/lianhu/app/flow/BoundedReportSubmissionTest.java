package lianhu.app.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lianhu.adapters.store.intake.IntakeSettings;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.IntakeStore;
import lianhu.core.intake.ReportSubmission.OverloadException;
import lianhu.core.intake.TicketDraft;
import lianhu.core.notice.Receipt;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A report that fails, fails alone and frees its place. */
@NullUnmarked
class BoundedReportSubmissionTest {
    private static final int LIMIT = 2;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Deque<Supplier<Uni<Receipt>>> faults = new ArrayDeque<>();
    private final BoundedReportSubmission submission = new BoundedReportSubmission(
            SmallCountyFixture.intake(new FaultyStore()), new Settings(LIMIT, 1, 1), meters);
    private int messages;

    private record Settings(int maxInFlight, int batchers, int batchSize) implements IntakeSettings {}

    /** Answers the next calls with the faults, and all others as the real store does. */
    private final class FaultyStore implements IntakeStore {
        private final IntakeStore store = new InMemoryIntakeStore(new InMemoryTicketRepository(InstantSource.system()));

        @Override
        public Uni<Receipt> store(TicketDraft ticketDraft) {
            return faults.isEmpty() ? store.store(ticketDraft) : faults.remove().get();
        }
    }

    @Test
    void aStoreThatThrowsFailsOneReportAndTheNextPasses() {
        // Given
        Stream.<Supplier<Uni<Receipt>>>of(
                        () -> {
                            throw new IllegalStateException("before there is a result");
                        },
                        () -> Uni.createFrom().failure(new IllegalStateException("as a result")),
                        () -> {
                            throw new IllegalStateException("once more than the bound");
                        })
                .forEach(faults::add);
        int count = faults.size();
        // When
        for (int i = 0; i < count; i++) {
            assertThrows(IllegalStateException.class, this::submit);
        }
        Receipt receipt = submit();
        // Then
        assertEquals(8, receipt.no().digits().length());
        assertEquals(0, inFlight());
    }

    @Test
    void beyondTheBoundTheSenderTriesAgainLaterAndGivenUpReportsFreeTheirPlaces() {
        // Given
        faults.addAll(List.of(Uni.createFrom()::nothing, Uni.createFrom()::nothing));
        List<Cancellable> open = Stream.generate(this::start).limit(LIMIT).toList();
        assertEquals(LIMIT, inFlight());
        // When
        assertThrows(OverloadException.class, this::submit);
        open.forEach(Cancellable::cancel);
        Receipt receipt = submit();
        // Then
        assertEquals(8, receipt.no().digits().length());
        assertEquals(0, inFlight());
    }

    @Test
    void aReportThatTheDatabaseRefusesIsCountedAndOthersAreNot() {
        // Given
        faults.add(() -> Uni.createFrom().failure(new ReportRejectedException("the database refuses a row")));
        faults.add(() -> Uni.createFrom().failure(new StoreUnavailableException("away", new IOException())));
        // When
        assertThrows(ReportRejectedException.class, this::submit);
        assertThrows(StoreUnavailableException.class, this::submit);
        submit();
        // Then
        assertEquals(1, submission.refused());
        assertEquals(1, meters.get("lianhu.reports.refused").functionCounter().count());
        assertEquals(0, inFlight());
    }

    private Cancellable start() {
        return submission
                .submit(SmallCountyFixture.report("m" + ++messages, "村口路灯不亮"))
                .subscribe()
                .with(receipt -> {}, failure -> {});
    }

    private Receipt submit() {
        return submission
                .submit(SmallCountyFixture.report("m" + ++messages, "村口路灯不亮"))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private double inFlight() {
        return meters.get("lianhu.reports.in.flight").gauge().value();
    }
}
