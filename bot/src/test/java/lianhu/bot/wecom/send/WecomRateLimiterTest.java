package lianhu.bot.wecom.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.mutiny.redis.client.Redis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lianhu.bot.redis.RedisFixture;
import lianhu.bot.redis.RedisWithFallback;
import lianhu.bot.wecom.WecomFixture;
import lianhu.core.notice.ChannelSender.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WecomRateLimiterTest {
    private Instant now = Instant.parse("2026-11-21T01:00:00Z");

    private WecomRateLimiter pace(boolean isShared) {
        Redis redis = isShared ? RedisFixture.empty() : RedisFixture.away();
        return new WecomRateLimiter(new RedisWithFallback(redis), () -> now);
    }

    /** Sends whenever it may, for three minutes, and asks a tenth of a second too early each time. */
    private List<Instant> sent(WecomRateLimiter wecomRateLimiter, WecomRateLimiter.Bucket bucket, Duration length) {
        List<Instant> sent = new ArrayList<>();
        Instant end = now.plus(length);
        while (now.isBefore(end)) {
            Duration wait = wecomRateLimiter.acquire(bucket, "one");
            if (wait.isZero()) {
                sent.add(now);
            } else {
                now = now.plus(wait.compareTo(Duration.ofMillis(200)) > 0 ? wait.minusMillis(100) : wait);
            }
        }
        return sent;
    }

    private static long most(List<Instant> sent, Duration window) {
        return sent.stream()
                .mapToLong(start -> sent.stream()
                        .filter(one -> !one.isBefore(start) && one.isBefore(start.plus(window)))
                        .count())
                .max()
                .orElse(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWebhookNeverHearsMoreThanTwentyInAnyMinute(boolean isShared) {
        // When
        List<Instant> sent = sent(pace(isShared), WecomRateLimiter.WEBHOOK_BUCKET, Duration.ofMinutes(3));

        // Then
        assertTrue(most(sent, Duration.ofMinutes(1)) <= 20, sent.toString());
        assertEquals(4 + 3 * 16 - 1, sent.size(), 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMemberHearsLessThanWecomDropsSilently(boolean isShared) {
        // When
        List<Instant> sent = sent(pace(isShared), WecomRateLimiter.MEMBER_BUCKET, Duration.ofMinutes(70));

        // Then
        assertTrue(most(sent, Duration.ofMinutes(1)) <= 24);
        assertTrue(most(sent, Duration.ofHours(1)) <= 808);
    }

    @Test
    void copiesShareOneBucket() {
        // Given
        Redis redis = RedisFixture.empty();
        WecomRateLimiter one = new WecomRateLimiter(new RedisWithFallback(redis), () -> now);
        WecomRateLimiter two = new WecomRateLimiter(new RedisWithFallback(redis), () -> now);
        for (int i = 0; i < 4; i++) {
            assertEquals(Duration.ZERO, one.acquire(WecomRateLimiter.WEBHOOK_BUCKET, "key"));
        }

        // When
        Duration wait = two.acquire(WecomRateLimiter.WEBHOOK_BUCKET, "key");

        // Then
        assertEquals(WecomRateLimiter.WEBHOOK_BUCKET.interval(), wait);
        assertEquals(Duration.ZERO, two.acquire(WecomRateLimiter.WEBHOOK_BUCKET, "other key"));
    }

    @Test
    void aBurstToOneGroupWaitsInsteadOfBeingRefusedByWecom() {
        try (WecomFixture town = new WecomFixture(RedisFixture.empty())) {
            // When
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                outcomes.add(town.toGroup(WecomFixture.HEADS, "第" + i + "条"));
            }

            // Then
            long shown = outcomes.stream()
                    .filter(Outcome.Delivered.class::isInstance)
                    .count();
            assertTrue(shown >= 4 && shown <= 6, outcomes.toString());
            assertEquals(
                    24 - shown,
                    outcomes.stream()
                            .filter(Outcome.RetryLater.class::isInstance)
                            .count());
            assertEquals(shown, town.asked("webhook/send"));
        }
    }
}
