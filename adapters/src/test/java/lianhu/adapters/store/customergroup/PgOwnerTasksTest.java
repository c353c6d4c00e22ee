package lianhu.adapters.store.customergroup;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.customergroup.OwnerTaskRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgOwnerTasksTest {
    private static final String CHAT = "wrCUST0001";
    private static PostgresFixture postgresFixture;

    private PgOwnerTasks tasks;

    @BeforeAll
    static void open() {
        postgresFixture = PostgresFixture.create();
    }

    @AfterAll
    static void shut() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        tasks = new PgOwnerTasks(postgresFixture.pool(), PostgresFixture.VAULT);
        postgresFixture.query("TRUNCATE owner_task, owner_task_part, delivery, binding CASCADE");
        postgresFixture.query(
                "INSERT INTO binding (chat, name, area, tier) VALUES ('wrCUST0001', '河边群', '621099101201', 'CUSTOMER')");
    }

    @Test
    void whatIsPutBeforeAnOwnerWaitsForHerAndIsNotAskedTwice() {
        // Given
        OwnerTaskRepository.TaskPart taskPart = part(waits());

        // When
        Optional<Long> first = await(tasks.create("sun.jie", List.of(taskPart)));
        Optional<Long> second = await(tasks.create("sun.jie", List.of(taskPart)));

        // Then
        assertTrue(first.isPresent());
        assertEquals(Optional.empty(), second);
        assertEquals(List.of(), await(tasks.pendingTexts(10)));
        await(tasks.markSubmitted(first.get(), "msg1", "等群主孙姐点发送"));
        OwnerTaskRepository.OwnerTask open = await(tasks.openTasks()).getFirst();
        assertEquals("sun.jie", open.owner());
        assertEquals("msg1", open.msgid());
        assertEquals("WAITS_FOR_PERSON 等群主孙姐点发送", delivery(taskPart));
    }

    @Test
    void aCopyThatDiesBetweenAskingAndMarkingLeavesUnknown() {
        // Given
        OwnerTaskRepository.TaskPart taskPart = part(waits());
        await(tasks.create("sun.jie", List.of(taskPart)));

        // When
        await(tasks.expireSubmitting(Duration.ZERO));

        // Then
        assertTrue(delivery(taskPart).startsWith("UNKNOWN "), delivery(taskPart));
        assertEquals(List.of(), await(tasks.pendingTexts(10)), "it would be asked a second time");
        assertEquals(List.of(), await(tasks.openTasks()));
    }

    @Test
    void nothingIsSweptWhileItsCopyMayStillMarkIt() {
        // Given
        OwnerTaskRepository.TaskPart taskPart = part(waits());
        long task = await(tasks.create("sun.jie", List.of(taskPart))).orElseThrow();

        // When
        await(tasks.expireSubmitting(Duration.ofMinutes(2)));

        // Then
        await(tasks.markSubmitted(task, "msg1", "等群主孙姐点发送"));
        assertEquals(1, await(tasks.openTasks()).size());
    }

    @Test
    void theTapMakesItSentAndTheGroupServedForToday() {
        // Given
        OwnerTaskRepository.TaskPart taskPart = part(waits());
        long task = await(tasks.create("sun.jie", List.of(taskPart))).orElseThrow();
        await(tasks.markSubmitted(task, "msg1", "等群主孙姐点发送"));

        // When
        await(tasks.markSent(task, List.of(CHAT), "群主点了发送"));

        // Then
        assertEquals("SENT 群主点了发送", delivery(taskPart));
        assertEquals(List.of(), await(tasks.openTasks()));
        waits();
        assertTrue(await(tasks.pendingTexts(10)).getFirst().isServedToday());
    }

    @Test
    void whatIsReleasedWaitsForAnotherTask() {
        // Given
        OwnerTaskRepository.TaskPart taskPart = part(waits());
        long task = await(tasks.create("sun.jie", List.of(taskPart))).orElseThrow();

        // When
        await(tasks.release(task, "等着收齐"));

        // Then
        OwnerTaskRepository.PendingText again = await(tasks.pendingTexts(10)).getFirst();
        assertEquals(taskPart.delivery(), again.delivery().id());
        assertFalse(again.isServedToday());
    }

    @Test
    void whatAPersonSettledMeanwhileIsNotPutBeforeTheOwner() {
        // Given
        OwnerTaskRepository.TaskPart taskPart = part(waits());
        postgresFixture.query("UPDATE delivery SET state = 'SENT' WHERE id = $1", taskPart.delivery());

        // When
        Optional<Long> task = await(tasks.create("sun.jie", List.of(taskPart)));

        // Then
        assertEquals(Optional.empty(), task);
        assertEquals(0, postgresFixture.count("SELECT count(*) FROM owner_task"));
    }

    @Test
    void whatWeComLetsNobodyHearTodayWaitsForTomorrowAndAfterTheLastDayCannot() {
        // Given
        OwnerTaskRepository.TaskPart taskPart = part(waits());
        long task = await(tasks.create("sun.jie", List.of(taskPart))).orElseThrow();
        await(tasks.markSubmitted(task, "msg1", ""));

        // When
        await(tasks.postpone(task, List.of(CHAT), "明天再请群主点", Duration.ofDays(3), "到不了"));

        // Then
        assertEquals("WAITS_FOR_PERSON 明天再请群主点", delivery(taskPart));
        assertTrue(await(tasks.pendingTexts(10)).getFirst().isServedToday());
        postgresFixture.query("UPDATE owner_task_part SET sent_at = now() - interval '1 day'");
        assertFalse(await(tasks.pendingTexts(10)).getFirst().isServedToday());
        postgresFixture.query("UPDATE delivery SET at = now() - interval '4 days'");
        long again = await(tasks.create("sun.jie", List.of(taskPart))).orElseThrow();
        await(tasks.postpone(again, List.of(CHAT), "明天再请群主点", Duration.ofDays(3), "到不了"));
        assertEquals("CANNOT 到不了", delivery(taskPart));
    }

    @Test
    void aTaskInWhichAPersonSettledSomethingIsStale() {
        // Given
        OwnerTaskRepository.TaskPart taskPart = part(waits());
        long task = await(tasks.create("sun.jie", List.of(taskPart))).orElseThrow();
        await(tasks.markSubmitted(task, "msg1", ""));
        boolean before = await(tasks.openTasks()).getFirst().isStale();

        // When
        postgresFixture.query("UPDATE delivery SET state = 'DROPPED' WHERE id = $1", taskPart.delivery());

        // Then
        assertFalse(before);
        assertTrue(await(tasks.openTasks()).getFirst().isStale());
    }

    @Test
    void onlyOneCopyRemindsForTheNthTime() {
        // Given
        long task = await(tasks.create("sun.jie", List.of(part(waits())))).orElseThrow();
        await(tasks.markSubmitted(task, "msg1", ""));

        // When
        List<Boolean> reminds = List.of(await(tasks.claimReminder(task, 1)), await(tasks.claimReminder(task, 1)));

        // Then
        assertEquals(List.of(true, false), reminds);
    }

    private static long waits() {
        return postgresFixture.count(
                "INSERT INTO delivery (version, type, recipient_type, recipient_id, channel, state, partition) "
                        + "VALUES (1, 'RESULT', 'GROUP', 'wrCUST0001', 'GROUP', 'WAITS_FOR_PERSON', 1) RETURNING id");
    }

    private static OwnerTaskRepository.TaskPart part(long delivery) {
        return new OwnerTaskRepository.TaskPart(delivery, CHAT);
    }

    private static String delivery(OwnerTaskRepository.TaskPart taskPart) {
        return postgresFixture
                .query("SELECT state || ' ' || reason FROM delivery WHERE id = $1", taskPart.delivery())
                .getFirst()
                .getString(0);
    }
}
