package lianhu.adapters.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.adapters.sql.PostgresFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeysTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final PostgresFixture postgresFixture;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T02:42:00Z"));

    ApiKeysTest() throws Exception {
        postgresFixture = PostgresFixture.create();
    }

    @AfterAll
    void close() {
        postgresFixture.close();
    }

    @Test
    void theFirstStartMakesAKeyThatOnlyItsOwnerReads(@TempDir Path data) throws Exception {
        // Given
        Path file = data.resolve("api-key");
        ApiKeys keys = keys();
        // When
        keys.ensureAdmin(file).await().atMost(SOON);
        // Then
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Optional<ApiKey> found =
                keys.find(Files.readString(file).strip()).await().atMost(SOON);
        assertTrue(found.orElseThrow().isAdmin());
    }

    @Test
    void theNextStartKeepsTheKey(@TempDir Path data) throws Exception {
        // Given
        Path file = data.resolve("api-key");
        keys().ensureAdmin(file).await().atMost(SOON);
        String secret = Files.readString(file);
        // When
        keys().ensureAdmin(file).await().atMost(SOON);
        // Then
        assertEquals(secret, Files.readString(file));
        assertTrue(keys().find(secret.strip()).await().atMost(SOON).isPresent());
    }

    @Test
    void aKeyThatIsNotOursOpensNothing() {
        assertTrue(keys().find("lh_nonsense").await().atMost(SOON).isEmpty());
        assertTrue(keys().find("").await().atMost(SOON).isEmpty());
    }

    @Test
    void theDatabaseNeverSeesTheKey(@TempDir Path data) throws Exception {
        // Given
        Path file = data.resolve("api-key");
        // When
        keys().ensureAdmin(file).await().atMost(SOON);
        // Then
        String secret = Files.readString(file).strip();
        for (Row row : postgresFixture
                .pool()
                .query("SELECT id || name || scopes || encode(key_hash, 'escape') AS all FROM api_key")
                .execute()
                .await()
                .atMost(SOON)) {
            assertFalse(row.getString("all").contains(secret));
        }
        assertTrue(secret.getBytes(StandardCharsets.UTF_8).length > 40);
    }

    @Test
    void aWithdrawnKeyStopsWithinAMinute(@TempDir Path data) throws Exception {
        // Given
        Path file = data.resolve("api-key");
        ApiKeys keys = keys();
        keys.ensureAdmin(file).await().atMost(SOON);
        String secret = Files.readString(file).strip();
        String id = keys.find(secret).await().atMost(SOON).orElseThrow().id();
        postgresFixture
                .pool()
                .query("DELETE FROM api_key WHERE id = '" + id + "'")
                .execute()
                .await()
                .atMost(SOON);
        // When
        now.set(now.get().plusSeconds(60));
        // Then
        assertTrue(keys.find(secret).await().atMost(SOON).isEmpty());
    }

    @Test
    void whoMadeAKeyIsListedAndTheKeyIsNot() {
        // Given
        ApiKeys keys = keys();

        // When
        String secret = keys.issue("k-1", "杭州云溪商会小程序", "chamber:621099901001001", "admin-1a2b3c4d")
                .await()
                .atMost(SOON)
                .orElseThrow();

        // Then
        ApiKeys.IssuedKey issuedKey = keys.all().await().atMost(SOON).stream()
                .filter(one -> one.id().equals("k-1"))
                .findFirst()
                .orElseThrow();
        assertEquals("admin-1a2b3c4d", issuedKey.madeBy());
        assertFalse(issuedKey.toString().contains(secret));
    }

    private ApiKeys keys() {
        return new ApiKeys(postgresFixture.pool(), now::get);
    }
}
