package lianhu.adapters.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.roster.SecondPersonRule;
import lianhu.core.roster.StaffAccounts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PgStaffAccountsTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    private final PgStaffAccounts accounts = new PgStaffAccounts(postgresFixture.pool());

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @Test
    void anAccountSaysWhoMadeItAndIsGoneOnceWithdrawn() {
        // Given
        boolean isNew = await(accounts.add(new StaffAccounts.Account("chen.jing", "陈静", "v"), "desk:desk"));
        boolean isTaken = !await(accounts.add(new StaffAccounts.Account("chen.jing", "别人", "w"), "desk:desk"));
        String maker = await(accounts.all()).getFirst().createdBy();

        // When
        boolean isGone = await(accounts.withdraw("chen.jing"));

        // Then
        assertTrue(isNew && isTaken && isGone);
        assertEquals("desk:desk", maker);
        assertTrue(await(accounts.find("chen.jing")).isEmpty());
        assertFalse(await(accounts.withdraw("chen.jing")));
    }

    @Test
    void twoAccountsOfOneMakerAreNotTwoPersons() {
        // Given
        await(accounts.add(new StaffAccounts.Account("zhang.san", "张三", "v"), "desk:desk"));
        await(accounts.add(new StaffAccounts.Account("li.si", "李四", "v"), "desk:desk"));
        await(accounts.add(new StaffAccounts.Account("wang.wu", "王五", "v"), "desk:li.si"));
        for (String key : List.of("'admin-1', 'a', ''", "'k-1', 'b', 'admin-1'", "'k-2', 'c', 'admin-1'")) {
            postgresFixture.query(
                    "INSERT INTO api_key (id, key_hash, created_by, name, scopes) SELECT id, hash::bytea, maker, '', 'admin'"
                            + " FROM (VALUES (" + key + ")) AS k(id, hash, maker)");
        }

        // When
        SecondPersonRule rule = new SecondPersonRule(new PgAccountOrigins(postgresFixture.pool()));

        // Then
        for (String[] same : new String[][] {
            {"desk:zhang.san", "desk:li.si"},
            {"desk:zhang.san", "desk:desk"},
            {"desk:wang.wu", "desk:li.si"},
            {"api:k-1", "api:k-2"},
            {"api:admin-1", "api:k-1"}
        }) {
            assertFalse(await(rule.areTwoPersons(same[0], same[1])), same[0] + " " + same[1]);
            assertFalse(await(rule.areTwoPersons(same[1], same[0])), same[1] + " " + same[0]);
        }
        assertTrue(await(rule.areTwoPersons("desk:zhang.san", "desk:wang.wu")));
        assertTrue(await(rule.areTwoPersons("desk:zhang.san", "api:k-1")));
    }

    @Test
    void ofTwoChangesOfOnePasswordOneCounts() {
        // Given
        await(accounts.add(new StaffAccounts.Account("li.qiang", "李强", "old"), "desk:desk"));

        // When
        boolean isFirst = await(accounts.changePassword("li.qiang", "old", "first"));
        boolean isSecond = await(accounts.changePassword("li.qiang", "old", "second"));

        // Then
        assertTrue(isFirst);
        assertFalse(isSecond);
        assertEquals("first", await(accounts.find("li.qiang")).orElseThrow().passwordHash());
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
