package lianhu.adapters.store.kf;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import lianhu.adapters.sql.PostgresFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgKfCursorsTest {
    private static final String ACCOUNT = "wkLIANHU00000001";
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    private final PgKfCursors inbox = new PgKfCursors(postgresFixture.pool());

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("TRUNCATE kf_account");
    }

    @Test
    void oneReadsAtATimeAndTheNextGoesOnWhereItStopped() {
        // Given
        Optional<String> first = await(inbox.acquire(ACCOUNT, "a"));
        Optional<String> meanwhile = await(inbox.acquire(ACCOUNT, "b"));

        // When
        boolean moved = await(inbox.advance(ACCOUNT, "a", "C7"));
        await(inbox.release(ACCOUNT, "a"));

        // Then
        assertEquals(Optional.of(""), first);
        assertEquals(Optional.empty(), meanwhile);
        assertTrue(moved);
        assertEquals(Optional.of("C7"), await(inbox.acquire(ACCOUNT, "b")));
    }

    @Test
    void aReaderWhoseLeaseEndedMovesNothingAnyMore() {
        // Given
        await(inbox.acquire(ACCOUNT, "a"));
        postgresFixture.query("UPDATE kf_account SET lease_until = now() - interval '1 second'");
        await(inbox.acquire(ACCOUNT, "b"));
        await(inbox.advance(ACCOUNT, "b", "C9"));

        // When
        boolean moved = await(inbox.advance(ACCOUNT, "a", "C3"));

        // Then
        assertFalse(moved);
        assertEquals(Optional.of("C9"), await(inbox.acquire(ACCOUNT, "b")));
    }

    @Test
    void aLinkIsKeptBesideThePlace() {
        // Given
        await(inbox.acquire(ACCOUNT, "a"));

        // When
        await(inbox.saveLink(ACCOUNT, "https://work.weixin.qq.com/kfid/1"));

        // Then
        assertEquals(Optional.of("https://work.weixin.qq.com/kfid/1"), await(inbox.link(ACCOUNT)));
        assertEquals(Optional.empty(), await(inbox.link("wkOTHER0001")));
    }
}
