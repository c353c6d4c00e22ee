package lianhu.adapters.store;

import static lianhu.adapters.store.Database.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.core.group.Tasks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgTasksTest {
    private static final String CHAT = "wrCUST0001";
    private static Database database;

    private PgTasks tasks;

    @BeforeAll
    static void open() {
        database = Database.fresh();
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @BeforeEach
    void clear() {
        tasks = new PgTasks(database.pool(), Database.VAULT);
        database.query("TRUNCATE owner_task, owner_task_part, delivery, binding CASCADE");
        database.query(
                "INSERT INTO binding (chat, name, area, tier) VALUES ('wrCUST0001', '河边群', '621099101201', 'CUSTOMER')");
    }

    @Test
    void whatIsPutBeforeAnOwnerWaitsForHerAndIsNotAskedTwice() {
        // Given
        Tasks.Part part = part(waits());

        // When
        Optional<Long> first = await(tasks.intend("sun.jie", List.of(part)));
        Optional<Long> second = await(tasks.intend("sun.jie", List.of(part)));

        // Then
        assertTrue(first.isPresent());
        assertEquals(Optional.empty(), second);
        assertEquals(List.of(), await(tasks.waiting(10)));
        await(tasks.asked(first.get(), "msg1", "等群主孙姐点发送"));
        Tasks.Task open = await(tasks.open()).getFirst();
        assertEquals("sun.jie", open.owner());
        assertEquals("msg1", open.msgid());
        assertEquals("WAITS_FOR_PERSON 等群主孙姐点发送", delivery(part));
    }

    @Test
    void aCopyThatDiesBetweenAskingAndMarkingLeavesUnknown() {
        // Given
        Tasks.Part part = part(waits());
        await(tasks.intend("sun.jie", List.of(part)));

        // When
        await(tasks.sweep(Duration.ZERO));

        // Then
        assertTrue(delivery(part).startsWith("UNKNOWN "), delivery(part));
        assertEquals(List.of(), await(tasks.waiting(10)), "it would be asked a second time");
        assertEquals(List.of(), await(tasks.open()));
    }

    @Test
    void nothingIsSweptWhileItsCopyMayStillMarkIt() {
        // Given
        Tasks.Part part = part(waits());
        long task = await(tasks.intend("sun.jie", List.of(part))).orElseThrow();

        // When
        await(tasks.sweep(Duration.ofMinutes(2)));

        // Then
        await(tasks.asked(task, "msg1", "等群主孙姐点发送"));
        assertEquals(1, await(tasks.open()).size());
    }

    @Test
    void theTapMakesItSentAndTheGroupServedForToday() {
        // Given
        Tasks.Part part = part(waits());
        long task = await(tasks.intend("sun.jie", List.of(part))).orElseThrow();
        await(tasks.asked(task, "msg1", "等群主孙姐点发送"));

        // When
        await(tasks.told(task, List.of(CHAT), "群主点了发送"));

        // Then
        assertEquals("SENT 群主点了发送", delivery(part));
        assertEquals(List.of(), await(tasks.open()));
        waits();
        assertTrue(await(tasks.waiting(10)).getFirst().isServedToday());
    }

    @Test
    void whatIsReleasedWaitsForAnotherTask() {
        // Given
        Tasks.Part part = part(waits());
        long task = await(tasks.intend("sun.jie", List.of(part))).orElseThrow();

        // When
        await(tasks.released(task, "等着收齐"));

        // Then
        Tasks.Waiting again = await(tasks.waiting(10)).getFirst();
        assertEquals(part.delivery(), again.delivery().id());
        assertFalse(again.isServedToday());
    }

    @Test
    void whatAPersonSettledMeanwhileIsNotPutBeforeTheOwner() {
        // Given
        Tasks.Part part = part(waits());
        database.query("UPDATE delivery SET state = 'SENT' WHERE id = $1", part.delivery());

        // When
        Optional<Long> task = await(tasks.intend("sun.jie", List.of(part)));

        // Then
        assertEquals(Optional.empty(), task);
        assertEquals(0, database.count("SELECT count(*) FROM owner_task"));
    }

    @Test
    void whatWeComLetsNobodyHearTodayWaitsForTomorrowAndAfterTheLastDayCannot() {
        // Given
        Tasks.Part part = part(waits());
        long task = await(tasks.intend("sun.jie", List.of(part))).orElseThrow();
        await(tasks.asked(task, "msg1", ""));

        // When
        await(tasks.tomorrow(task, List.of(CHAT), "明天再请群主点", Duration.ofDays(3), "到不了"));

        // Then
        assertEquals("WAITS_FOR_PERSON 明天再请群主点", delivery(part));
        assertTrue(await(tasks.waiting(10)).getFirst().isServedToday());
        database.query("UPDATE owner_task_part SET told_at = now() - interval '1 day'");
        assertFalse(await(tasks.waiting(10)).getFirst().isServedToday());
        database.query("UPDATE delivery SET at = now() - interval '4 days'");
        long again = await(tasks.intend("sun.jie", List.of(part))).orElseThrow();
        await(tasks.tomorrow(again, List.of(CHAT), "明天再请群主点", Duration.ofDays(3), "到不了"));
        assertEquals("CANNOT 到不了", delivery(part));
    }

    @Test
    void aTaskInWhichAPersonSettledSomethingIsStale() {
        // Given
        Tasks.Part part = part(waits());
        long task = await(tasks.intend("sun.jie", List.of(part))).orElseThrow();
        await(tasks.asked(task, "msg1", ""));
        boolean before = await(tasks.open()).getFirst().isStale();

        // When
        database.query("UPDATE delivery SET state = 'DROPPED' WHERE id = $1", part.delivery());

        // Then
        assertFalse(before);
        assertTrue(await(tasks.open()).getFirst().isStale());
    }

    @Test
    void onlyOneCopyRemindsForTheNthTime() {
        // Given
        long task = await(tasks.intend("sun.jie", List.of(part(waits())))).orElseThrow();
        await(tasks.asked(task, "msg1", ""));

        // When
        List<Boolean> reminds = List.of(await(tasks.reminds(task, 1)), await(tasks.reminds(task, 1)));

        // Then
        assertEquals(List.of(true, false), reminds);
    }

    private static long waits() {
        return database.count("INSERT INTO delivery (version, type, audience, channel, state, slot) "
                + "VALUES (1, 'RESULT', 'group:wrCUST0001', 'GROUP', 'WAITS_FOR_PERSON', 1) RETURNING id");
    }

    private static Tasks.Part part(long delivery) {
        return new Tasks.Part(delivery, CHAT);
    }

    private static String delivery(Tasks.Part part) {
        return database.query("SELECT state || ' ' || why FROM delivery WHERE id = $1", part.delivery())
                .getFirst()
                .getString(0);
    }
}
