package lianhu.adapters.roster;

import static lianhu.adapters.roster.RosterFiles.HEAD;
import static lianhu.adapters.roster.RosterFiles.UNIT;
import static lianhu.adapters.roster.RosterFiles.YUNXI;
import static lianhu.adapters.sql.PostgresFixture.VAULT;
import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.roster.Contact;
import lianhu.core.roster.Post;
import lianhu.core.roster.Role;
import lianhu.core.roster.RosterEditor;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of holders and contacts by the desk. */
@NullUnmarked
class PgRosterEditorTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T02:00:00Z"));
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final RosterEditor.Editor CHEN = new RosterEditor.Editor("desk:chen.jing", "陈静");
    private static final Contact ZHOU = new Contact("周桂兰", "199-0000-0980", "zhou.xin");

    private PostgresFixture postgresFixture;
    private PgRoster roster;
    private RosterEditor editor;

    @BeforeEach
    void open() {
        postgresFixture = PostgresFixture.create();
        roster = new PgRoster(postgresFixture.pool(), VAULT, CLOCK);
        roster.start(YUNXI, true);
        editor = new PgRosterEditor(roster, postgresFixture.pool(), VAULT, CLOCK);
    }

    @AfterEach
    void close() {
        roster.close();
        postgresFixture.close();
    }

    @Test
    void theDeskChangesAHolderAtOnce() {
        // Given
        String oldLink = roster.personalLinks().linkOf(HEAD).orElseThrow();
        // When
        await(editor.changeHolder(post(), ZHOU, CHEN));
        // Then
        Post held = roster.posts().find(HEAD).orElseThrow();
        assertEquals("周桂兰", held.person());
        assertEquals(TODAY, held.from());
        assertEquals(Optional.empty(), roster.personalLinks().find(token(oldLink)));
        assertEquals(
                "周桂兰",
                roster.personalLinks()
                        .find(token(roster.personalLinks().linkOf(HEAD).orElseThrow()))
                        .orElseThrow()
                        .person());
    }

    @Test
    void anotherNumberOfTheSameHolderKeepsTheLink() {
        // Given
        Post before = post();
        String link = roster.personalLinks().linkOf(HEAD).orElseThrow();
        // When
        await(editor.changeHolder(before, new Contact(before.person(), "19900000417", ""), CHEN));
        // Then
        Post held = roster.posts().find(HEAD).orElseThrow();
        assertEquals("19900000417", held.phone());
        assertEquals(before.from(), held.from());
        assertEquals(Optional.of(link), roster.personalLinks().linkOf(HEAD));
    }

    @Test
    void aVacantPostHasNoLinkAndIsFilledAgain() {
        // Given
        String oldLink = roster.personalLinks().linkOf(HEAD).orElseThrow();
        // When
        await(editor.vacate(post(), CHEN));
        List<Post> vacant = roster.posts().at(UNIT, Role.UNIT_HEAD, TODAY);
        Optional<Post> opened = roster.personalLinks().find(token(oldLink));
        await(editor.changeHolder(post(), ZHOU, CHEN));
        // Then
        assertEquals(List.of(), vacant);
        assertEquals(Optional.empty(), opened);
        assertEquals(
                List.of("周桂兰"),
                roster.posts().at(UNIT, Role.UNIT_HEAD, TODAY).stream()
                        .map(Post::person)
                        .toList());
    }

    @Test
    void anUnknownDepartmentIsNotChanged() {
        assertFalse(await(editor.changeDepartment("nobody", ZHOU, CHEN)));
    }

    private Post post() {
        return roster.posts().find(HEAD).orElseThrow();
    }

    private static String token(String link) {
        return link.substring("/unit/".length());
    }
}
