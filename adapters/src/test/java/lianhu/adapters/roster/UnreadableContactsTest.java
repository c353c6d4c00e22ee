package lianhu.adapters.roster;

import static lianhu.adapters.roster.RosterFiles.HEAD;
import static lianhu.adapters.roster.RosterFiles.YUNXI;
import static lianhu.adapters.sql.PostgresFixture.VAULT;
import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.roster.Contact;
import lianhu.core.roster.Post;
import lianhu.core.roster.RosterEditor;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A contact that cannot be decrypted: damage, or another key. */
@NullUnmarked
class UnreadableContactsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T02:00:00Z"));
    private static final RosterEditor.Editor CHEN = new RosterEditor.Editor("desk:chen.jing", "陈静");
    private static final Contact ZHOU = new Contact("周桂兰", "199-0000-0980", "zhou.xin");

    private PostgresFixture postgresFixture;
    private PgRoster roster;
    private RosterEditor editor;
    private RosterUpdate update;

    @BeforeEach
    void open() {
        postgresFixture = PostgresFixture.create();
        roster = new PgRoster(postgresFixture.pool(), VAULT, CLOCK);
        roster.start(YUNXI, true);
        editor = new PgRosterEditor(roster, postgresFixture.pool(), VAULT, CLOCK);
        update = new RosterUpdate(postgresFixture.pool(), VAULT, CLOCK);
    }

    @AfterEach
    void close() {
        roster.close();
        postgresFixture.close();
    }

    @Test
    void aDamagedContactIsLeftOutNamedAndRepairedByTheFiles() {
        // Given
        postgresFixture.query("UPDATE post SET contact = 'x'::bytea WHERE id = '" + HEAD + "'");
        postgresFixture.query("UPDATE department SET contact = 'x'::bytea WHERE id = 'duty'");
        postgresFixture.query("UPDATE binding SET webhook = 'x'::bytea WHERE chat = 'wrSHANGHE0001'");
        // When
        await(roster.refresh());
        List<String> unreadable = roster.unreadable();
        int posts = roster.posts().all().size();
        await(update.apply(YUNXI));
        await(roster.refresh());
        // Then
        assertEquals(3, unreadable.size(), unreadable.toString());
        assertTrue(unreadable.getFirst().endsWith("联户长"), unreadable.toString());
        assertEquals("县值班室", unreadable.get(1));
        assertEquals(YUNXI.posts().size() - 1, posts);
        assertEquals(1, roster.unreadable().size());
        assertEquals(YUNXI.posts().size(), roster.posts().all().size());
        assertEquals(
                "qin.zhiban", roster.departments().find("duty").orElseThrow().userId());
    }

    @Test
    void aFormerHolderIsLeftOutAndNotNamed() {
        // Given
        postgresFixture.query(
                "UPDATE post SET contact = 'x'::bytea, until_day = '2026-01-31' WHERE id = '" + HEAD + "'");
        // When
        await(roster.refresh());
        // Then
        assertEquals(Optional.empty(), roster.posts().find(HEAD));
        assertEquals(List.of(), roster.unreadable());
    }

    @Test
    void aRosterOfWhichNothingIsReadableIsRefusedBecauseTheKeyIsAnother() {
        // Given
        PgRoster foreign = new PgRoster(
                postgresFixture.pool(),
                new FieldEncryption("another-invented-key-of-32-chars".getBytes(StandardCharsets.US_ASCII)),
                CLOCK);
        // When
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> foreign.start(YUNXI, true));
        // Then
        assertTrue(String.valueOf(refused.getMessage()).contains("no contact of the roster"), refused::toString);
    }

    @Test
    void aDamagedContactIsEnteredAgainAtTheDesk() {
        // Given
        Post head = roster.posts().find(HEAD).orElseThrow();
        postgresFixture.query("UPDATE post SET contact = 'x'::bytea WHERE id = '" + HEAD + "'");
        // When
        await(editor.changeHolder(head, ZHOU, CHEN));
        // Then
        assertEquals("周桂兰", roster.posts().find(HEAD).orElseThrow().person());
        assertEquals(List.of(), roster.unreadable());
        assertEquals(
                "读不出",
                await(editor.historyOf(HEAD)).getFirst().contact().orElseThrow().name());
    }
}
