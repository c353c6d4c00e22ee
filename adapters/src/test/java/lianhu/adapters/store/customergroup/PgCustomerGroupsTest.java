package lianhu.adapters.store.customergroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.county.CountyFolder;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.roster.PgRoster;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.area.AreaCode;
import lianhu.core.customergroup.CustomerGroup;
import lianhu.core.customergroup.CustomerGroup.BindingStatus;
import lianhu.core.notice.GroupBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgCustomerGroupsTest {
    private static final FieldEncryption VAULT =
            new FieldEncryption("an-invented-key-of-32-characters".getBytes(StandardCharsets.US_ASCII));
    private static final AreaCode ONE = new AreaCode("621099101201001-L001");
    private static final AreaCode TWO = new AreaCode("621099101201001-L002");
    private static PostgresFixture postgresFixture;

    private PgRoster roster;
    private PgCustomerGroups groups;

    @BeforeAll
    static void open() {
        postgresFixture = PostgresFixture.create();
    }

    @AfterAll
    static void shut() {
        postgresFixture.close();
    }

    @BeforeEach
    void make() {
        roster =
                new PgRoster(postgresFixture.pool(), VAULT, InstantSource.fixed(Instant.parse("2026-11-20T02:00:00Z")));
        roster.start(CountyFolder.at(Path.of("..", "counties", "yunxi")).read(), true);
        groups = new PgCustomerGroups(roster, postgresFixture.pool(), VAULT);
    }

    @AfterEach
    void close() {
        roster.close();
    }

    @Test
    void evidenceBindsAGroupAndTheRosterKnowsAtOnce() {
        // When
        await(groups.upsert(snapshot("wrNEW1")));
        await(groups.upsert(snapshot("wrNEW1", ONE)));

        // Then
        GroupBinding bound = roster.bindings().find("wrNEW1").orElseThrow();
        assertEquals(GroupBinding.Tier.CUSTOMER, bound.tier());
        assertEquals(ONE, bound.area());
        assertEquals(Optional.of(bound), roster.bindings().customerGroupOf(ONE));
        assertEquals("sun.jie", await(groups.find("wrNEW1")).orElseThrow().owner());
        assertFalse(
                new String(
                                postgresFixture
                                        .query("SELECT owner FROM customer_group WHERE chat = 'wrNEW1'")
                                        .getFirst()
                                        .getBuffer(0)
                                        .getBytes(),
                                StandardCharsets.UTF_8)
                        .contains("sun.jie"),
                "an account stands sealed");
        await(groups.dismiss("wrNEW1"));
    }

    @Test
    void aConflictBindsNothingUntilAPersonDecides() {
        // Given
        await(groups.upsert(snapshot("wrNEW2", ONE, TWO)));
        boolean wasBound = roster.bindings().find("wrNEW2").isPresent();

        // When
        await(groups.assign("wrNEW2", TWO));

        // Then
        assertFalse(wasBound);
        assertEquals(TWO, roster.bindings().find("wrNEW2").orElseThrow().area());
        assertEquals(
                BindingStatus.DECIDED,
                await(groups.upsert(snapshot("wrNEW2", ONE, TWO))).status());
        await(groups.dismiss("wrNEW2"));
    }

    @Test
    void aDismissedGroupIsUnboundAndWhatWaitedForItCannotBeTold() {
        // Given
        await(groups.upsert(snapshot("wrNEW3", ONE)));
        postgresFixture.query(
                "INSERT INTO delivery (version, type, recipient_type, recipient_id, channel, state, partition) "
                        + "VALUES (1, 'RESULT', 'GROUP', 'wrNEW3', 'GROUP', 'WAITS_FOR_PERSON', 1)");

        // When
        await(groups.dismiss("wrNEW3"));

        // Then
        assertTrue(roster.bindings().find("wrNEW3").isEmpty());
        assertEquals(
                "CANNOT 这个客户群解散了，请打电话或上门告诉他们",
                postgresFixture
                        .query("SELECT state || ' ' || reason FROM delivery WHERE recipient_id = 'wrNEW3'")
                        .getFirst()
                        .getString(0));
        assertTrue(await(groups.all()).stream().noneMatch(group -> group.chat().equals("wrNEW3")));
    }

    @Test
    void anImportedGroupKeepsItsPlace() {
        // When
        CustomerGroup seen =
                await(groups.upsert(new CustomerGroup.Snapshot("wrJIZHEN0001", "集镇商户群改名", "sun.jie", List.of(), "v1")));

        // Then
        assertEquals(BindingStatus.DECIDED, seen.status());
        assertEquals(
                "集镇商户群改名", roster.bindings().find("wrJIZHEN0001").orElseThrow().name());
    }

    private static CustomerGroup.Snapshot snapshot(String chat, AreaCode... units) {
        return new CustomerGroup.Snapshot(chat, "河边居民群", "sun.jie", List.of(units), "v" + units.length);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
