package lianhu.adapters.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import lianhu.adapters.sql.PostgresFixture;
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
