package lianhu.app.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lianhu.core.query.SystemStatus.JobStatus;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** An item that fails does not stop the others, and is counted. */
@NullUnmarked
class JobRunnerTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-29T08:00:00Z");
    private final JobRunner jobRunner = new JobRunner(meters, () -> now);
    private final List<Integer> handled = new ArrayList<>();

    @Test
    void anItemThatFailsDoesNotStopTheOthers() {
        // When
        await(jobRunner.forEach("job", 1, () -> items(5), item -> {
            if (item == 1) {
                throw new IllegalStateException("before there is a result");
            }
            return item == 3
                    ? Uni.createFrom().failure(new IllegalStateException("as a result"))
                    : Uni.createFrom().voidItem().invoke(() -> handled.add(item));
        }));
        // Then
        assertEquals(List.of(0, 2, 4), handled);
        assertEquals(2, failures());
    }

    @Test
    void itemsThatCannotBeReadAreCountedAndTheNextRunHandlesThem() {
        // Given
        await(jobRunner.forEach(
                "job",
                4,
                () -> Uni.createFrom().failure(new IllegalStateException()),
                item -> items(0).replaceWithVoid()));
        await(jobRunner.run("job", () -> {
            throw new IllegalStateException();
        }));
        // When
        await(jobRunner.forEach(
                "job", 4, () -> items(2), item -> Uni.createFrom().voidItem().invoke(() -> handled.add(item))));
        // Then
        assertEquals(List.of(0, 1), handled);
        assertEquals(2, failures());
    }

    @Test
    void aJobIsHealthyAgainWhenAllItsItemsAreDone() {
        // When
        await(jobRunner.forEach("job", 1, () -> items(2), item -> {
            if (item == 0) {
                throw new IllegalStateException();
            }
            return Uni.createFrom().voidItem();
        }));
        boolean isHealthyWithAFailedItem = jobRunner.statuses().getFirst().isHealthy();
        now = now.plusSeconds(1);
        await(jobRunner.forEach(
                "job", 1, () -> items(2), item -> Uni.createFrom().voidItem()));
        // Then
        assertFalse(isHealthyWithAFailedItem);
        JobStatus status = jobRunner.statuses().getFirst();
        assertTrue(status.isHealthy());
        assertEquals(now, status.lastSuccess().orElseThrow());
        assertEquals("IllegalStateException", status.cause());
        assertEquals(
                now.getEpochSecond(),
                meters.get("lianhu.job.last.success.seconds")
                        .tag("job", "job")
                        .gauge()
                        .value());
    }

    @Test
    void noMoreItemsThanAllowedAreHandledAtATime() {
        // Given
        List<UniEmitter<? super Void>> open = new ArrayList<>();
        // When
        jobRunner
                .forEach("job", 2, () -> items(3), item -> Uni.createFrom().emitter(open::add))
                .subscribe()
                .with(done -> handled.add(-1), failure -> handled.add(-2));
        // Then
        assertEquals(2, open.size());
        open.getFirst().complete(null);
        assertEquals(3, open.size());
        open.forEach(one -> one.complete(null));
        assertEquals(List.of(-1), handled);
    }

    private static Uni<List<Integer>> items(int count) {
        return Uni.createFrom().item(IntStream.range(0, count).boxed().toList());
    }

    private double failures() {
        return meters.find("lianhu.job.failures").tag("job", "job").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static void await(Uni<Void> work) {
        work.await().atMost(Duration.ofSeconds(5));
    }
}
