package lianhu.bot.wecom.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.mutiny.redis.client.Redis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lianhu.bot.redis.RedisFixture;
import lianhu.bot.wecom.client.WecomSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastRateLimiterTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T02:00:00Z");

    private Instant now = BEGIN;

    private record Limits(int perMinute, int perHour, int instances, int connections)
            implements WecomSettings.RateLimit {}

    private BroadcastRateLimiter turns(Redis redis, int perMinute, int copies) {
        return new BroadcastRateLimiter(redis, new Limits(perMinute, 1_000_000, copies, 8), () -> now);
    }

    /** Asks ten times a second for as long as this and goes when it may. */
    private List<Instant> gone(List<BroadcastRateLimiter> copies, String robot, boolean isUrgent, Duration length) {
        List<Instant> gone = new ArrayList<>();
        for (Instant end = now.plus(length); now.isBefore(end); now = now.plusMillis(100)) {
            for (BroadcastRateLimiter one : copies) {
                BroadcastRateLimiter.Permit permit =
                        one.acquire(robot, isUrgent).await().atMost(Duration.ofSeconds(5));
                if (permit.isGranted()) {
                    gone.add(now.plus(permit.delay()));
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
        Redis redis = RedisFixture.empty();
        List<BroadcastRateLimiter> copies = List.of(turns(redis, 1_000_000, 2), turns(redis, 1_000_000, 2));
        // When
        List<Instant> gone = gone(copies, "one", isUrgent, Duration.ofMinutes(3));
        // Then
        assertTrue(most(gone, Duration.ofMinutes(1)) <= 20, gone.toString());
        assertTrue(gone.size() >= 3 * 16, "slower than it may be: " + gone.size());
    }

    @Test
    void withRedisAwayItIsSlowerAndTwoCopiesTogetherStayBelow() {
        // Given
        List<BroadcastRateLimiter> copies =
                List.of(turns(RedisFixture.away(), 1_000_000, 2), turns(RedisFixture.away(), 1_000_000, 2));
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
                gone(List.of(turns(RedisFixture.empty(), 1_000_000, 2)), "one", true, Duration.ofSeconds(30)));
        // When
        gone.addAll(gone(List.of(turns(RedisFixture.away(), 1_000_000, 2)), "one", true, Duration.ofSeconds(90)));
        // Then
        assertTrue(most(gone, Duration.ofMinutes(1)) <= 20, gone.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCorpNeverSendsMoreThanFourFifthsOfItsLimit(boolean isShared) {
        // Given
        BroadcastRateLimiter broadcastRateLimiter =
                turns(isShared ? RedisFixture.empty() : RedisFixture.away(), 100, 1);
        List<Instant> gone = new ArrayList<>();
        // When
        for (int group = 0; now.isBefore(BEGIN.plusSeconds(180)); group++) {
            BroadcastRateLimiter.Permit permit =
                    broadcastRateLimiter.acquire("group" + group, false).await().atMost(Duration.ofSeconds(5));
            if (permit.isGranted()) {
                gone.add(now.plus(permit.delay()));
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
        BroadcastRateLimiter broadcastRateLimiter = turns(RedisFixture.empty(), 1_000_000, 1);
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pauses.add(broadcastRateLimiter
                    .acquire("one", false)
                    .await()
                    .atMost(Duration.ofSeconds(5))
                    .delay());
        }
        // When
        BroadcastRateLimiter other = turns(RedisFixture.empty(), 1_000_000, 1);
        for (int i = 0; i < 3; i++) {
            other.acquire("one", false).await().atMost(Duration.ofSeconds(5));
        }
        BroadcastRateLimiter.Permit urgent = other.acquire("one", true).await().atMost(Duration.ofSeconds(5));
        // Then
        assertEquals(List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO), pauses.subList(0, 3));
        assertFalse(pauses.get(3).isZero());
        assertEquals(new BroadcastRateLimiter.Permit(Duration.ZERO, true), urgent);
    }
}
