package lianhu.adapters.roster;

import static lianhu.adapters.roster.RosterFiles.HEAD;
import static lianhu.adapters.roster.RosterFiles.UNIT;
import static lianhu.adapters.roster.RosterFiles.YUNXI;
import static lianhu.adapters.sql.PostgresFixture.VAULT;
import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import lianhu.adapters.county.County;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.roster.Contact;
import lianhu.core.roster.PastContact;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.roster.RosterEditor;
import lianhu.core.routing.Department;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes from the files, before and after changes by the desk, while two instances of the gateway run. */
@NullUnmarked
class RosterUpdateTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T02:00:00Z"));
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final RosterEditor.Editor CHEN = new RosterEditor.Editor("desk:chen.jing", "陈静");
    private static final Contact ZHOU = new Contact("周桂兰", "199-0000-0980", "zhou.xin");
    private static final Area NEW_UNIT = new Area(new AreaCode("621099101201001-L009"), "九组", Area.Kind.COMMON, "");
    private static final Post NEW_HEAD = new Post(
            PostId.of(NEW_UNIT.code(), Role.UNIT_HEAD, 1),
            NEW_UNIT.code(),
            Role.UNIT_HEAD,
            "贺春梅",
            "",
            "",
            TODAY,
            Optional.empty());

    private PostgresFixture postgresFixture;
    private PgRoster roster;
    private PgRoster other;
    private RosterEditor editor;
    private RosterUpdate update;

    @BeforeEach
    void open() {
        postgresFixture = PostgresFixture.create();
        roster = new PgRoster(postgresFixture.pool(), VAULT, CLOCK);
        roster.start(YUNXI, true);
        other = new PgRoster(postgresFixture.pool(4), VAULT, CLOCK);
        other.start(YUNXI, true);
        editor = new PgRosterEditor(roster, postgresFixture.pool(), VAULT, CLOCK);
        update = new RosterUpdate(postgresFixture.pool(), VAULT, CLOCK);
    }

    @AfterEach
    void close() {
        roster.close();
        other.close();
        postgresFixture.close();
    }

    @Test
    void nothingIsDifferentAfterTheImport() {
        assertTrue(
                preview(YUNXI).difference().isEmpty(),
                () -> preview(YUNXI).lines().toString());
    }

    @Test
    void beforeTheFirstStartThereIsNothingToCompare() {
        // Given
        PostgresFixture empty = PostgresFixture.create();
        // When
        Optional<RosterUpdate.Result> result = await(new RosterUpdate(empty.pool(), VAULT, CLOCK).apply(YUNXI));
        // Then
        assertEquals(Optional.empty(), result);
        assertEquals(0, empty.count("SELECT count(*) FROM area"));
        empty.close();
    }

    @Test
    void aPreviewChangesNothing() {
        // Given
        County files = RosterFiles.plus(YUNXI, NEW_UNIT, NEW_HEAD);
        // When
        RosterUpdate.Result result = preview(files);
        // Then
        assertFalse(result.difference().isEmpty());
        assertEquals(0, postgresFixture.count("SELECT count(*) FROM contact_history"));
        assertEquals(0, postgresFixture.count("SELECT count(*) FROM area WHERE code LIKE '%L009'"));
    }

    @Test
    void onlyTheDifferenceThatWasShownIsApplied() {
        // Given
        County files = RosterFiles.plus(YUNXI, NEW_UNIT, NEW_HEAD);
        String shown = preview(files).fingerprint();
        await(editor.changeDepartment("acfic", ZHOU, CHEN));
        // When
        RosterUpdate.Result stale = await(
                        update.applyIf(files, result -> result.fingerprint().equals(shown)))
                .orElseThrow();
        RosterUpdate.Result applied = await(
                        update.applyIf(files, result -> result.fingerprint().equals(stale.fingerprint())))
                .orElseThrow();
        // Then
        assertFalse(stale.isApplied());
        assertTrue(applied.isApplied());
        assertEquals(1, postgresFixture.count("SELECT count(*) FROM area WHERE code LIKE '%L009'"));
    }

    @Test
    void thePageShowsNoWholeMobileNumber() {
        // Given
        County files = RosterFiles.posts(
                YUNXI,
                post -> post.id().equals(HEAD)
                        ? RosterFiles.with(post, new Contact(post.person(), "15400009876", post.userId()))
                        : post);
        // When
        RosterUpdate.Result result = preview(files);
        // Then
        assertEquals(1, result.entries().size());
        assertTrue(result.entries().getFirst().text().contains("→ 154****9876"), result.entries()::toString);
    }

    @Test
    void appliedFilesReachEveryRunningInstance() throws Exception {
        // Given
        County files = RosterFiles.posts(
                RosterFiles.departments(
                        RosterFiles.plus(YUNXI, NEW_UNIT, NEW_HEAD),
                        department -> department.id().equals("acfic")
                                ? new Department(
                                        "acfic",
                                        department.name(),
                                        department.type(),
                                        department.area(),
                                        "0000-1",
                                        "gsl.new")
                                : department),
                post -> post.id().equals(HEAD) ? RosterFiles.with(post, ZHOU) : post);
        String oldLink = other.personalLinks().linkOf(HEAD).orElseThrow();
        // When
        RosterUpdate.Result result = apply(files);
        // Then
        assertFalse(result.difference().hasRefusals());
        for (PgRoster instance : List.of(roster, other)) {
            assertTrue(waitFor(() -> instance.areas().find(NEW_UNIT.code()).isPresent()));
            assertEquals(
                    "贺春梅",
                    instance.posts()
                            .at(NEW_UNIT.code(), Role.UNIT_HEAD, TODAY)
                            .getFirst()
                            .person());
            assertEquals(
                    List.of(HEAD),
                    instance.posts().heldBy("zhou.xin", TODAY).stream()
                            .map(Post::id)
                            .toList());
            assertEquals(
                    "gsl.new",
                    instance.departments().find("acfic").orElseThrow().userId());
            assertEquals(
                    Optional.empty(), instance.personalLinks().find(token(oldLink)), "the link of the holder before");
            assertTrue(instance.personalLinks().linkOf(HEAD).isPresent());
        }
        assertTrue(
                preview(files).difference().isEmpty(),
                () -> preview(files).lines().toString());
    }

    @Test
    void historyTellsWhoHeldAPostAndIsNotReadableInTheDatabase() {
        // Given
        await(editor.changeHolder(post(), ZHOU, CHEN));
        apply(RosterFiles.posts(
                YUNXI, post -> post.id().equals(HEAD) ? RosterFiles.with(post, new Contact("何小军", "", "")) : post));
        // When
        List<PastContact> history = await(editor.historyOf(HEAD));
        // Then
        assertEquals(
                List.of("周桂兰", "老张"),
                history.stream()
                        .map(past -> past.contact().orElseThrow().name())
                        .toList());
        assertTrue(history.getFirst().isReplacedByFiles());
        assertEquals(Optional.of(TODAY), history.getFirst().from());
        assertEquals("陈静", history.getLast().byName());
        assertEquals(CLOCK.instant(), history.getLast().replacedAt());
        assertEquals(
                0,
                postgresFixture.count(
                        "SELECT count(*) FROM contact_history AS row WHERE row::text LIKE ANY (ARRAY['%周%', '%0980%',"
                                + " '%zhou%'])"));
    }

    @Test
    void whatTheDeskChangedStaysWhenTheFilesAreApplied() {
        // Given
        await(editor.changeHolder(post(), ZHOU, CHEN));
        await(editor.changeDepartment("acfic", new Contact("", "0000-1", "gsl.new"), CHEN));
        // When
        RosterUpdate.Result result = apply(YUNXI);
        await(roster.refresh());
        // Then
        assertTrue(result.difference().isEmpty());
        assertEquals(2, result.difference().count(RosterDifference.Kind.KEPT));
        assertEquals("周桂兰", roster.posts().find(HEAD).orElseThrow().person());
        assertEquals("0000-1", roster.departments().find("acfic").orElseThrow().phone());
        assertEquals("陈静", await(editor.historyOfDepartment("acfic")).getFirst().byName());
    }

    @Test
    void anAreaWithAnOpenTicketOrAGroupStaysAndTheRestIsApplied() {
        // Given
        AreaCode empty = NEW_UNIT.code();
        apply(RosterFiles.plus(YUNXI, NEW_UNIT, NEW_HEAD));
        // When
        RosterUpdate.Result result = apply(RosterFiles.without(YUNXI, UNIT));
        await(roster.refresh());
        // Then
        assertTrue(result.difference().hasRefusals());
        assertTrue(
                result.lines().stream().anyMatch(line -> line.startsWith("动不了") && line.contains("还绑着群“上河一组群”")),
                () -> result.lines().toString());
        assertTrue(roster.areas().find(UNIT).isPresent());
        assertFalse(roster.areas().find(empty).isPresent(), "no longer in the files, and not in use");
        assertEquals(List.of(), roster.posts().at(UNIT, Role.UNIT_HEAD, TODAY));
        assertEquals("贺春梅", roster.posts().find(NEW_HEAD.id()).orElseThrow().person(), "for old tickets");
    }

    private Post post() {
        return roster.posts().find(HEAD).orElseThrow();
    }

    private RosterUpdate.Result preview(County county) {
        return await(update.preview(county)).orElseThrow();
    }

    private RosterUpdate.Result apply(County county) {
        return await(update.apply(county)).orElseThrow();
    }

    private static String token(String link) {
        return link.substring("/unit/".length());
    }

    private static boolean waitFor(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        return condition.getAsBoolean();
    }
}
