package lianhu.bot.wecom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.mutiny.redis.client.Redis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T02:00:00Z");

    private Instant now = BEGIN;

    private record Limits(int perMinute, int perHour, int copies, int connections) implements WecomSettings.Pace {}

    private Turns turns(Redis redis, int perMinute, int copies) {
        return new Turns(redis, new Limits(perMinute, 1_000_000, copies, 8), () -> now);
    }

    /** Asks ten times a second for as long as this and goes when it may. */
    private List<Instant> gone(List<Turns> copies, String robot, boolean isUrgent, Duration length) {
        List<Instant> gone = new ArrayList<>();
        for (Instant end = now.plus(length); now.isBefore(end); now = now.plusMillis(100)) {
            for (Turns one : copies) {
                Turns.Turn turn = one.take(robot, isUrgent).await().atMost(Duration.ofSeconds(5));
                if (turn.isOurs()) {
                    gone.add(now.plus(turn.pause()));
                }
            }
        }
        return gone;
    }

    private static long most(List<Instant> gone, Duration window) {
        return gone.stream()
                .mapToLong(start -> gone.stream()
                        .filter(one -> !one.isBefore(start) && one.isBefore(start.plus(window)))
                        .count())
                .max()
                .orElse(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRobotNeverHearsMoreThanTwentyInAnyMinuteFromTwoCopies(boolean isUrgent) {
        // Given
        Redis redis = SharedRedis.empty();
        List<Turns> copies = List.of(turns(redis, 1_000_000, 2), turns(redis, 1_000_000, 2));
        // When
        List<Instant> gone = gone(copies, "one", isUrgent, Duration.ofMinutes(3));
        // Then
        assertTrue(most(gone, Duration.ofMinutes(1)) <= 20, gone.toString());
        assertTrue(gone.size() >= 3 * 16, "slower than it may be: " + gone.size());
    }

    @Test
    void withRedisAwayItIsSlowerAndTwoCopiesTogetherStayBelow() {
        // Given
        List<Turns> copies = List.of(turns(SharedRedis.away(), 1_000_000, 2), turns(SharedRedis.away(), 1_000_000, 2));
        // When
        List<Instant> gone = gone(copies, "one", true, Duration.ofMinutes(3));
        // Then
        assertTrue(most(gone, Duration.ofMinutes(1)) <= 17, gone.toString());
        assertTrue(gone.size() >= 3 * 14, "slower than its part: " + gone.size());
    }

    @Test
    void whatWasSentTogetherAndWhatIsSentAloneNeverAddUp() {
        // Given
        List<Instant> gone = new ArrayList<>(
                gone(List.of(turns(SharedRedis.empty(), 1_000_000, 2)), "one", true, Duration.ofSeconds(30)));
        // When
        gone.addAll(gone(List.of(turns(SharedRedis.away(), 1_000_000, 2)), "one", true, Duration.ofSeconds(90)));
        // Then
        assertTrue(most(gone, Duration.ofMinutes(1)) <= 20, gone.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCorpNeverSendsMoreThanFourFifthsOfItsLimit(boolean isShared) {
        // Given
        Turns turns = turns(isShared ? SharedRedis.empty() : SharedRedis.away(), 100, 1);
        List<Instant> gone = new ArrayList<>();
        // When
        for (int group = 0; now.isBefore(BEGIN.plusSeconds(180)); group++) {
            Turns.Turn turn = turns.take("group" + group, false).await().atMost(Duration.ofSeconds(5));
            if (turn.isOurs()) {
                gone.add(now.plus(turn.pause()));
            } else {
                now = now.plusMillis(200);
            }
        }
        // Then
        assertTrue(most(gone, Duration.ofMinutes(1)) <= 80, "in a minute: " + most(gone, Duration.ofMinutes(1)));
        assertTrue(gone.size() >= 3 * 70, "slower than it may be: " + gone.size());
    }

    @Test
    void aNoticeLeavesTheLastTokenToWhatIsUrgent() {
        // Given
        Turns turns = turns(SharedRedis.empty(), 1_000_000, 1);
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pauses.add(turns.take("one", false)
                    .await()
                    .atMost(Duration.ofSeconds(5))
                    .pause());
        }
        // When
        Turns other = turns(SharedRedis.empty(), 1_000_000, 1);
        for (int i = 0; i < 3; i++) {
            other.take("one", false).await().atMost(Duration.ofSeconds(5));
        }
        Turns.Turn urgent = other.take("one", true).await().atMost(Duration.ofSeconds(5));
        // Then
        assertEquals(List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO), pauses.subList(0, 3));
        assertFalse(pauses.get(3).isZero());
        assertEquals(new Turns.Turn(Duration.ZERO, true), urgent);
    }
}
