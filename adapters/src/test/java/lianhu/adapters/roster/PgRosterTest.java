package lianhu.adapters.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyFolder;
import lianhu.adapters.county.CountyProfile;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgRosterTest {
    private static final FieldEncryption VAULT =
            new FieldEncryption("an-invented-key-of-32-characters".getBytes(StandardCharsets.US_ASCII));
    private static final County YUNXI =
            CountyFolder.at(Path.of("..", "counties", "yunxi")).read();
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final PostId HEAD = new PostId("621099101201001-L001.UNIT_HEAD.1");
    private static PostgresFixture postgresFixture;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T02:00:00Z"));
    private final InstantSource clock = now::get;
    private PgRoster roster;

    @BeforeAll
    static void open() throws Exception {
        postgresFixture = PostgresFixture.create();
    }

    @AfterAll
    static void shut() {
        postgresFixture.close();
    }

    @BeforeEach
    void make() {
        roster = new PgRoster(postgresFixture.pool(), VAULT, clock);
    }

    @AfterEach
    void close() {
        roster.close();
    }

    @Test
    void theFirstStartImportsTheCountyAndTheNextReadsIt() {
        // Given
        roster.start(YUNXI, true);
        PgRoster next = new PgRoster(postgresFixture.pool(), VAULT, clock);
        // When
        next.start(YUNXI, true);
        next.close();
        // Then
        assertEquals(YUNXI.areas().size(), next.areas().all().size());
        assertEquals(YUNXI.posts().size(), next.posts().all().size());
        assertEquals(YUNXI.departments().size(), next.departments().all().size());
        assertEquals("云溪县", next.areas().county().name());
        assertEquals(
                YUNXI.posts().stream().filter(post -> post.id().equals(HEAD)).findFirst(),
                next.posts().find(HEAD));
        assertEquals(
                "小王",
                next.posts()
                        .at(new AreaCode("621099101201001"), Role.KEEPER, LocalDate.of(2026, 11, 20))
                        .getFirst()
                        .person());
        assertEquals(
                OwnerType.DESK, next.departments().find("desk").orElseThrow().type());
        assertEquals("chen.jing", next.departments().find("desk").orElseThrow().userId());
        assertEquals(
                3,
                next.posts().heldBy("ma.xiao", LocalDate.of(2026, 11, 20)).stream()
                        .map(post -> post.area().value().substring(0, 9))
                        .distinct()
                        .count());
    }

    /** A poll that meets a closed pool would be logged as a database that is away. */
    @Test
    void theRosterIsNoLongerPolledWhenTheGatewayStops() {
        // Given
        roster.start(YUNXI, true);
        assertTrue(roster.isPolling());
        // When
        new RosterProducers().stop(new ShutdownEvent(), roster);
        // Then
        assertFalse(roster.isPolling());
    }

    @Test
    void groupsOfTheDemonstrationAreBound() {
        roster.start(YUNXI, true);
        assertEquals(
                GroupBinding.Tier.INTERNAL,
                roster.bindings().find("wrSHANGHE0001").orElseThrow().tier());
        assertEquals(
                "demo-key-shanghe",
                roster.bindings().find("wrSHANGHE0001").orElseThrow().webhookKey());
        assertEquals("上河一组群", roster.bindings().plainGroupOf(UNIT).orElseThrow().name());
    }

    @Test
    void namesNumbersAndKeysAreNotToBeReadInTheDatabase() {
        roster.start(YUNXI, true);
        for (String table : new String[] {"post", "department", "binding", "binding_code"}) {
            assertEquals(
                    0,
                    postgresFixture.count("SELECT count(*) FROM " + table + " AS row WHERE row::text LIKE ANY"
                            + " (ARRAY['%小王%', '%1540000%', '%wang.xiao%', '%demo-key%', '%0000-666%'])"),
                    table);
        }
    }

    @Test
    void anotherCountysDatabaseIsRefusedWithASentence() {
        // Given
        roster.start(YUNXI, true);
        CountyProfile ours = YUNXI.profile();
        County other = new County(
                new CountyProfile(
                        new AreaCode("621098"),
                        "邻县",
                        true,
                        ours.levels(),
                        ours.hotline(),
                        ours.desk(),
                        ours.dutyRoom(),
                        ours.sealedCircle(),
                        ours.serviceLines(),
                        ours.platforms(),
                        ours.languages(),
                        ours.contactHours(),
                        ours.businessHours(),
                        ours.staffingNorm(),
                        ours.districts(),
                        ours.titles(),
                        ours.groups(),
                        ours.exampleArea(),
                        ours.board(),
                        ours.consultation(),
                        ours.checksAllResults(),
                        ours.retention()),
                YUNXI.areas(),
                YUNXI.posts(),
                YUNXI.departments(),
                YUNXI.catalogue(),
                YUNXI.deadlines(),
                YUNXI.cityHotlines(),
                YUNXI.demo(),
                YUNXI.warnings());
        // When
        CountyMismatchException refused = assertThrows(
                CountyMismatchException.class,
                () -> new PgRoster(postgresFixture.pool(), VAULT, clock).start(other, false));
        // Then
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("云溪县 621099") && message.contains("邻县 621098"), message);
        assertEquals(1, postgresFixture.count("SELECT count(*) FROM county"));
    }

    @Test
    void aCodeBindsAGroupOnceWithinADay() {
        // Given
        roster.start(YUNXI, true);
        GroupBindings.Code code = await(roster.bindings().issueCode(UNIT));
        assertEquals(now.get().plus(Duration.ofHours(24)), code.expires());
        // When
        Optional<GroupBinding> bound =
                await(roster.bindings().redeem(code.code().toLowerCase(java.util.Locale.ROOT), "wrNEW1", "新群"));
        // Then
        assertEquals(Optional.of(new GroupBinding("wrNEW1", "新群", UNIT, GroupBinding.Tier.INTERNAL, "")), bound);
        assertEquals(bound, roster.bindings().find("wrNEW1"));
        assertEquals(Optional.empty(), await(roster.bindings().redeem(code.code(), "wrNEW2", "又一群")));
        assertEquals(
                0,
                postgresFixture.count(
                        "SELECT count(*) FROM binding_code AS row WHERE row::text LIKE '%" + code.code() + "%'"));
    }

    @Test
    void aCodeOlderThanADayIsDead() {
        // Given
        roster.start(YUNXI, true);
        GroupBindings.Code code = await(roster.bindings().issueCode(UNIT));
        now.set(code.expires());
        // When
        Optional<GroupBinding> bound = await(roster.bindings().redeem(code.code(), "wrLATE", "晚了的群"));
        // Then
        assertEquals(Optional.empty(), bound);
    }

    @Test
    void fiveWrongCodesLockAGroupForAnHour() {
        // Given
        roster.start(YUNXI, true);
        GroupBindings.Code code = await(roster.bindings().issueCode(UNIT));
        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.empty(), await(roster.bindings().redeem("猜的", "wrGUESS", "猜码群")));
        }
        // When
        Optional<GroupBinding> locked = await(roster.bindings().redeem(code.code(), "wrGUESS", "猜码群"));
        now.set(now.get().plus(Duration.ofMinutes(61)));
        Optional<GroupBinding> later = await(roster.bindings().redeem(code.code(), "wrGUESS", "猜码群"));
        // Then
        assertEquals(Optional.empty(), locked);
        assertTrue(later.isPresent());
    }

    @Test
    void fiveGuessesAtOnceLockAsWell() {
        // Given
        roster.start(YUNXI, true);
        GroupBindings.Code code = await(roster.bindings().issueCode(UNIT));
        // When
        await(Uni.join()
                .all(java.util.stream.IntStream.range(0, 20)
                        .mapToObj(i -> roster.bindings().redeem("猜" + i, "wrFAST", "快猜群"))
                        .toList())
                .andFailFast());
        // Then
        assertEquals(5, postgresFixture.count("SELECT count(*) FROM binding_failure WHERE chat = 'wrFAST'"));
        assertEquals(Optional.empty(), await(roster.bindings().redeem(code.code(), "wrFAST", "快猜群")));
    }

    @Test
    void anotherCopySeesAChangeWithinSeconds() throws Exception {
        // Given
        roster.start(YUNXI, true);
        PgRoster other = new PgRoster(postgresFixture.pool(4), VAULT, clock);
        other.start(YUNXI, true);
        GroupBindings.Code code = await(roster.bindings().issueCode(UNIT));
        // When
        await(roster.bindings().redeem(code.code(), "wrBOTH", "两边都见"));
        // Then
        assertTrue(waitFor(() -> other.bindings().find("wrBOTH").isPresent()));
        other.close();
    }

    @Test
    void aLinkOpensItsHeadsPageUntilItIsReplaced() {
        // Given
        roster.start(YUNXI, true);
        String link = roster.personalLinks().linkOf(HEAD).orElseThrow();
        String token = link.substring("/unit/".length());
        assertEquals("老张", roster.personalLinks().find(token).orElseThrow().person());
        // When
        String renewed = await(roster.personalLinks().renew(HEAD)).orElseThrow();
        // Then
        assertNotEquals(link, renewed);
        assertFalse(roster.personalLinks().find(token).isPresent());
        assertTrue(roster.personalLinks()
                .find(renewed.substring("/unit/".length()))
                .isPresent());
    }

    @Test
    void aContactOfAnAwayGridHasAPageOfHerOwnThatNoNeighbourhoodsLinkOpens() {
        // Given
        roster.start(YUNXI, true);
        PostId secretary = new PostId("621099901001001.KEEPER.1");
        String link = roster.personalLinks().linkOf(secretary).orElseThrow();
        String token = link.substring("/chamber/".length());
        String head = roster.personalLinks().linkOf(HEAD).orElseThrow().substring("/unit/".length());
        assertEquals(
                "商会秘书小叶", roster.personalLinks().contact(token).orElseThrow().person());
        assertEquals(Optional.empty(), roster.personalLinks().contact(head));
        assertEquals(Optional.empty(), roster.personalLinks().find(token));
        // When
        await(roster.personalLinks().renew(secretary));
        // Then
        assertEquals(Optional.empty(), roster.personalLinks().contact(token));
    }

    @Test
    void aLinkEndsWithThePost() {
        // Given
        roster.start(YUNXI, true);
        PostId former = new PostId("621099201203001-L002.UNIT_HEAD.1");
        // When
        String token = roster.personalLinks().linkOf(former).orElseThrow().substring("/unit/".length());
        // Then
        assertEquals(Optional.empty(), roster.personalLinks().find(token));
        now.set(Instant.parse("2026-06-30T02:00:00Z"));
        assertEquals("老龚", roster.personalLinks().find(token).orElseThrow().person());
        assertEquals(
                Optional.empty(),
                roster.personalLinks().linkOf(new PostId("621099101201001.KEEPER.1")),
                "keepers have none");
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }

    private static boolean waitFor(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        return condition.getAsBoolean();
    }
}
