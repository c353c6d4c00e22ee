package lianhu.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lianhu.bench.CrashRows.Row;
import lianhu.bench.TestCaller.Manner;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.TimedWait;
import lianhu.telephony.gateway.PromptTones;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The table of crashes: a caller stands at each step when one process is killed with SIGKILL. Each test is a column, each
 * {@link Row} a row. Afterwards each call that was placed is one row of the database, and ended as exactly one of a ticket with its
 * sound, a task to call back, and a talk.
 */
@NullUnmarked
class CallCrashTableTest {
    private static final Duration OUTAGE = Duration.ofSeconds(8);
    /** Asterisk keeps two seconds of a recording in its memory, and a message has two. */
    private static final Duration SAID_AND_WRITTEN = Duration.ofSeconds(3);

    /** A key that is pressed before the call is carried on means nothing. */
    private static final Duration BETWEEN_KEYS = Duration.ofSeconds(1);

    private static Closer servers;
    private static HotlineCluster hotline;
    private CrashRows rows;

    @BeforeAll
    static void startServers() {
        servers = new Closer();
        hotline = new HotlineCluster(servers);
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    @BeforeEach
    void begin() throws Exception {
        hotline.begin();
        rows = new CrashRows(hotline);
    }

    @AfterEach
    void stop() {
        hotline.letDatabaseStart();
        rows.close();
    }

    @Test
    void theGatewayIsKilled() throws Exception {
        // Given
        rows.place();
        rows.call(Row.GREETED, Manner.LEAVES_MESSAGE, Map.of("please-wait", '1'));
        rows.ids()
                .keySet()
                .forEach(row -> rows.caller(row).pressing("confirm", '1').pressing("is-that-right", '1'));
        rows.ring(Row.DESK_RINGS, HotlineCluster.DESK);
        // When
        long begin = System.nanoTime();
        hotline.killGateway();
        rows.unlock();
        hotline.startGateway();
        System.out.printf("calls are carried on after %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        rows.caller(Row.SPEAKS).finishMessage();
        hotline.until("the desk rings again", () -> rows.partner(Row.DESK_RINGS).isRinging());
        rows.partner(Row.DESK_RINGS).pickUp();
        rows.partner(Row.DESK_RINGS).awaitAnswer(HotlineCluster.LIMIT);
        // Then
        assertPostAnswers();
        CrashRows.TALKING.forEach(row -> {
            rows.assertUntouched(row, Duration.ofSeconds(5));
            rows.caller(row).phone().hangUp();
        });
        rows.caller(Row.DESK_RINGS).phone().hangUp();
        Map<Row, String> outcomes = outcomes();
        outcomes.put(Row.GREETED, "TICKET");
        outcomes.put(Row.AGENT_RINGS, "TICKET");
        assertLedger(outcomes);
        for (Row row : List.of(Row.GREETED, Row.AGENT_RINGS, Row.SPEAKS, Row.CONFIRMS, Row.COMMITS, Row.HEARS_NUMBER)) {
            assertEquals(
                    hotline.ledger.receipt(rows.id(row)),
                    rows.caller(row).heardNumber(),
                    () -> row + " hears the number");
        }
    }

    @Test
    void theDatabaseIsKilled() throws Exception {
        // Given
        rows.place();
        rows.call(Row.GREETED, Manner.LEAVES_MESSAGE);
        rows.ring(Row.PRESSES_NINE, HotlineCluster.DESK);
        rows.partner(Row.PRESSES_NINE).pickUp();
        rows.call(Row.PRESSES_NINE, Manner.IS_SILENT);
        // When
        hotline.killDatabase();
        rows.caller(Row.PRESSES_NINE).phone().press('9');
        for (Row row : List.of(Row.CONFIRMS, Row.OFFERED_CALLBACK)) {
            rows.caller(row).phone().press('1');
        }
        rows.caller(Row.SPEAKS).finishMessage();
        rows.partner(Row.AGENT_RINGS).pickUp();
        rows.partner(Row.DESK_RINGS).pickUp();
        rows.dial(Row.CALLS_DURING_OUTAGE, Manner.LEAVES_MESSAGE);
        // Then
        rows.partner(Row.PRESSES_NINE).awaitAnswer(HotlineCluster.LIMIT);
        for (Row row : List.of(Row.SPEAKS, Row.CONFIRMS, Row.COMMITS)) {
            hotline.until(
                    row + " hears that the words are kept",
                    () -> rows.caller(row).heard().contains("kept"));
            rows.caller(row).phone().awaitEnd(HotlineCluster.LIMIT);
        }
        for (Row row : List.of(Row.AGENT_RINGS, Row.DESK_RINGS, Row.PRESSES_NINE)) {
            rows.caller(row).phone().speak(true);
            hotline.until(
                    row + " talks",
                    () -> TestCaller.VOICE.greatestShare(rows.partner(row).heard()) > 0.5);
        }
        hotline.until(
                "the dialplan takes the caller",
                () -> rows.caller(Row.OFFERED_CALLBACK).heard().contains("beep"));
        rows.caller(Row.OFFERED_CALLBACK).phone().hangUp();
        for (Row row : List.of(Row.GREETED, Row.CALLS_DURING_OUTAGE)) {
            hotline.until(
                    "the dialplan takes " + row, () -> rows.caller(row).heard().contains("beep"));
            rows.caller(row).phone().awaitEnd(HotlineCluster.LIMIT);
        }
        rows.caller(Row.HEARS_NUMBER).phone().awaitEnd(HotlineCluster.LIMIT);
        TimedWait.pause(OUTAGE);
        hotline.letDatabaseStart();
        CrashRows.TALKING.forEach(row -> {
            rows.assertUntouched(row, OUTAGE);
            rows.caller(row).phone().hangUp();
        });
        for (Row row : List.of(Row.AGENT_RINGS, Row.DESK_RINGS, Row.PRESSES_NINE)) {
            rows.caller(row).phone().hangUp();
        }
        rows.ids().put(Row.CALLS_DURING_OUTAGE, hotline.newCall());
        Map<Row, String> outcomes = outcomes();
        outcomes.put(Row.GREETED, "TICKET");
        outcomes.put(Row.CALLS_DURING_OUTAGE, "TICKET");
        outcomes.put(Row.PRESSES_NINE, "TICKET");
        outcomes.put(Row.AGENT_RINGS, "ANSWERED");
        assertLedger(outcomes);
        assertEquals(
                hotline.ledger.receipt(rows.id(Row.HEARS_NUMBER)),
                rows.caller(Row.HEARS_NUMBER).heardNumber());
        for (Row row : List.of(Row.SPEAKS, Row.CONFIRMS, Row.COMMITS, Row.GREETED)) {
            assertFalse(rows.caller(row).heard().contains("number-is"), () -> row + " hears no number");
        }
    }

    @Test
    void asteriskIsKilled() throws Exception {
        // Given
        rows.place();
        rows.call(Row.HAS_SAID_NOTHING, Manner.IS_SILENT, Map.of("please-wait", '1'));
        hotline.until("the caller may speak", () -> hotline.ledger.isRecording(rows.id(Row.HAS_SAID_NOTHING)));
        rows.call(Row.GREETED, Manner.IS_SILENT);
        // When
        hotline.killAsterisk();
        rows.unlock();
        // Then
        Map<Row, String> outcomes = outcomes();
        outcomes.put(Row.GREETED, "CALLBACK_TASK");
        outcomes.put(Row.HAS_SAID_NOTHING, "CALLBACK_TASK");
        outcomes.put(Row.AGENT_RINGS, "CALLBACK_TASK");
        assertLedger(outcomes);
        assertEquals(0, hotline.ledger.busyAgents(), "agents are free");
        hotline.until("outbound calls are ended", () -> hotline.ledger.attempts("LOST") >= 2);
    }

    /**
     * What callers say while the database is away is on the disk of Asterisk, which may die as well, and so may the gateway: each
     * caller is one row, one ticket and one sound.
     */
    @Test
    void whatIsSaidDuringALongOutageIsOneTicketEachWhateverElseDies() throws Exception {
        // Given
        List<TestCaller> callers = new ArrayList<>();
        hotline.killDatabase();
        // When
        for (int i = 0; i < 3; i++) {
            callers.add(rows.dial(Manner.LEAVES_MESSAGE));
        }
        for (TestCaller caller : callers) {
            caller.phone().awaitEnd(HotlineCluster.LIMIT);
        }
        hotline.killGateway();
        hotline.launchGateway();
        TestCaller cutOff = rows.dial(Manner.SPEAKS_ON);
        TestCaller nextToIt = rows.dial(Manner.LEAVES_MESSAGE);
        nextToIt.phone().awaitEnd(HotlineCluster.LIMIT);
        TimedWait.pause(SAID_AND_WRITTEN);
        hotline.killAsterisk();
        TestCaller afterwards = rows.dial(Manner.LEAVES_MESSAGE);
        afterwards.phone().awaitEnd(HotlineCluster.LIMIT);
        hotline.letDatabaseStart();
        hotline.awaitGateway();
        callers.addAll(List.of(cutOff, nextToIt, afterwards));
        // Then
        hotline.until("all recordings are imported", () -> !hotline.hasUnattendedRecordings());
        List<String> calls = hotline.newCalls();
        assertEquals(callers.size(), calls.size(), () -> hotline.ledger.toString());
        for (String call : calls) {
            assertEquals("TICKET", hotline.ledger.outcome(call));
            assertEquals(1, hotline.ledger.reports(call));
            assertEquals(1, hotline.ledger.sounds(call));
        }
        callers.forEach(caller -> assertEquals(List.of("beep"), caller.heard()));
    }

    /** The rows that end in the same way whatever dies. */
    private static Map<Row, String> outcomes() {
        Map<Row, String> outcomes = new EnumMap<>(Row.class);
        for (Row row :
                List.of(Row.SPEAKS, Row.CONFIRMS, Row.COMMITS, Row.HEARS_NUMBER, Row.DESK_RINGS, Row.TALKS_WITH_DESK)) {
            outcomes.put(row, "TICKET");
        }
        for (Row row : List.of(Row.TALKS, Row.TALKS_WITH_TWO, Row.TALKS_AFTER_TRANSFER)) {
            outcomes.put(row, "ANSWERED");
        }
        outcomes.put(Row.OFFERED_CALLBACK, "CALLBACK_TASK");
        return outcomes;
    }

    private void assertPostAnswers() {
        hotline.until("the post hears thanks", () -> {
            rows.post.press('1');
            TimedWait.pause(BETWEEN_KEYS);
            return PromptTones.read(rows.post.heard()).contains("duty-room-told");
        });
        assertEquals(1, hotline.ledger.attempts("ANSWERED"));
        assertTrue(
                hotline.exchange.called(HotlineCluster.POSTS).size() <= hotline.ledger.attempts(),
                "no telephone rings twice");
    }

    private void assertLedger(Map<Row, String> outcomes) {
        hotline.until(
                "all calls are closed", () -> !hotline.ledger.hasOpenCalls() && !hotline.hasUnattendedRecordings());
        Map<Row, String> found = new EnumMap<>(Row.class);
        rows.ids().forEach((row, id) -> found.put(row, hotline.ledger.outcome(id)));
        assertEquals(outcomes, found, () -> hotline.ledger.toString());
        assertEquals(hotline.placed(), hotline.ledger.ids().size(), "each call that was placed is one row");
        outcomes.forEach((row, outcome) -> assertEquals(
                outcome.equals("TICKET") ? 1 : 0, hotline.ledger.reports(rows.id(row)), () -> "reports of " + row));
        for (Row row : List.of(Row.SPEAKS, Row.CONFIRMS, Row.COMMITS, Row.HEARS_NUMBER)) {
            assertTrue(hotline.ledger.sounds(rows.id(row)) > 0, () -> "the words of " + row);
        }
    }
}
