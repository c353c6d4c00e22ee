package lianhu.bot.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without Redis everything is still correct, only less is shared. */
class RedisWithFallbackTest {
    private static final Instant NOW = Instant.parse("2026-11-21T01:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Redis away = Redis.createClient(vertx, "redis://127.0.0.1:" + closedPort());

    @AfterEach
    void close() {
        away.close();
        vertx.closeAndAwait();
    }

    @Test
    void withoutRedisAnEnvelopeIsStillOpenedOnce() {
        // Given
        RedisReplayGuard once = new RedisReplayGuard(new RedisWithFallback(away), () -> NOW);
        assertTrue(once.claim("a", Duration.ofMinutes(1)).await().indefinitely());

        // When
        boolean second = once.claim("a", Duration.ofMinutes(1)).await().indefinitely();

        // Then
        assertFalse(second);
        once.release("a").await().indefinitely();
        assertTrue(once.claim("a", Duration.ofMinutes(1)).await().indefinitely());
    }

    @Test
    void withoutRedisANoteIsStillFound() {
        // Given
        RedisConversationStore memo = new RedisConversationStore(new RedisWithFallback(away), () -> NOW);

        // When
        memo.store("k", "两行\n字", Duration.ofMinutes(1)).await().indefinitely();

        // Then
        assertEquals(Optional.of("两行\n字"), memo.find("k").await().indefinitely());
        memo.remove("k").await().indefinitely();
        assertEquals(Optional.empty(), memo.find("k").await().indefinitely());
    }

    @Test
    void withoutRedisASessionThatEndedHereStaysEnded() {
        // Given
        RedisSessionRevocations revocations = new RedisSessionRevocations(new RedisWithFallback(away), () -> NOW);

        // When
        revocations.revoke("a", Duration.ofHours(12)).await().indefinitely();

        // Then
        assertTrue(revocations.isRevoked("a").await().indefinitely());
        assertFalse(revocations.isRevoked("b").await().indefinitely());
    }

    @Test
    void aSessionThatEndedAtOneCopyIsEndedAtAll() {
        // Given
        Redis shared = RedisFixture.empty();
        RedisSessionRevocations one = new RedisSessionRevocations(new RedisWithFallback(shared), () -> NOW);
        RedisSessionRevocations other = new RedisSessionRevocations(new RedisWithFallback(shared), () -> NOW);

        // When
        one.revoke("a", Duration.ofHours(12)).await().indefinitely();

        // Then
        assertTrue(other.isRevoked("a").await().indefinitely());
        assertFalse(other.isRevoked("b").await().indefinitely());
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
