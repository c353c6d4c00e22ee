package lianhu.adapters.store.call;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.retention.ConversationCleanup;
import lianhu.core.call.CallLeases;
import lianhu.core.call.CallLeasesContract;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallQueue;
import lianhu.core.call.CallStep;
import lianhu.core.call.CallStore;
import lianhu.core.call.CallTotals;
import lianhu.core.call.CallTransition;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.CallbackTask;
import lianhu.core.call.LoggedCall;
import lianhu.core.call.StoredCall;
import lianhu.core.call.TalkResult;
import lianhu.core.report.ReceiptNo;
import lianhu.core.retention.RetentionTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgCallStoreTest extends CallLeasesContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static final String NUMBER = "13900000003";
    /** Midnight of the county, 14 hours after {@code AT}. */
    private static final Instant TOMORROW = AT.plus(Duration.ofHours(14));

    private static final ReceiptNo RECEIPT = ReceiptNo.parse("48271938").orElseThrow();

    private final PgCallStore store = new PgCallStore(postgresFixture.pool(), PostgresFixture.VAULT);
    private final PgCallLeases leases = new PgCallLeases(postgresFixture.pool(), PostgresFixture.VAULT);
    private final PgCallLog log = new PgCallLog(postgresFixture.pool(), PostgresFixture.VAULT);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("TRUNCATE phone_call, phone_call_event, call_lease, third_party_request, call_listening");
    }

    @Override
    protected CallStore store() {
        return store;
    }

    @Override
    protected CallLeases leases() {
        return leases;
    }

    @Override
    protected void expire(String instance) {
        postgresFixture.query("UPDATE call_lease SET expires_at = now() WHERE instance = '" + instance + "'");
    }

    @Override
    protected void age(String instance) {
        postgresFixture.query(
                "UPDATE call_lease SET held_since = now() - interval '1 hour' WHERE instance = '" + instance + "'");
    }

    @Test
    void aNumberThatCannotBeReadHidesNoCall() {
        save(call("1.1", NUMBER, 1), "arrived");
        save(call("1.2", NUMBER, 1), "arrived");
        postgresFixture.query("UPDATE phone_call SET caller = '\\x00' WHERE id = '1.1'");

        assertEquals(2, open("a").size());
        assertEquals(
                List.of("", NUMBER),
                await(log.recent(10)).stream().map(LoggedCall::caller).sorted().toList());
    }

    @Test
    void aRowThatCannotBeReadEndsNoOtherCall() {
        save(call("1.1", NUMBER, 1), "arrived");
        save(call("1.2", NUMBER, 1), "arrived");
        postgresFixture.query("UPDATE phone_call SET timers = '{\"PROMPT\": \"soon\"}' WHERE id = '1.1'");

        assertEquals(List.of("1.2"), open("a").stream().map(StoredCall::id).toList());
    }

    @Test
    void aCallBackThatLedToAReportNamesIt() {
        end("task", CallOutcome.CALLBACK_TASK);
        ReceiptNo receipt = ReceiptNo.parse("48271938").orElseThrow();

        assertTrue(await(log.recordReport("task", receipt, "chen", AT.plusSeconds(60))));

        assertFalse(await(log.recordReport("task", receipt, "chen", AT.plusSeconds(60))), "it is settled");
        LoggedCall settled = await(log.find("task")).orElseThrow();
        assertEquals("48271938", settled.receipt());
        assertEquals(Optional.of(CallbackOutcome.REACHED), settled.callback());
    }

    @Test
    void aCallThatTheDialplanTookIsOneRow() {
        unattended("spoke", NUMBER, Optional.of(RECEIPT));
        unattended("silent", NUMBER, Optional.empty());
        unattended("withheld", "", Optional.empty());

        unattended("spoke", NUMBER, Optional.of(RECEIPT));

        assertEquals(new CallTotals(3, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0), await(log.count(AT)));
        assertEquals(RECEIPT.digits(), await(log.find("spoke")).orElseThrow().receipt());
        assertEquals(NUMBER, await(log.find("silent")).orElseThrow().caller());
        assertEquals(2, await(log.findByNumber(NUMBER, 10)).size());
        assertEquals(3, postgresFixture.count("SELECT count(*) FROM phone_call_event WHERE event = 'Unattended'"));
    }

    /** The gateway has begun it, and its end without words was stored behind the outage. */
    @Test
    void aCallThatTheDialplanTookOverEndsAsTheReportOfItsWords() {
        end("task", CallOutcome.CALLBACK_TASK);
        talk("talk");
        end("ticket", CallOutcome.TICKET);
        end("silent", CallOutcome.CALLBACK_TASK);
        end("reached", "13900000099", CallOutcome.CALLBACK_TASK);
        save(call("open", NUMBER, 1), "arrived");
        await(log.recordCallback("reached", CallbackOutcome.REACHED, "chen", AT.plusSeconds(60)));
        ReceiptNo other = ReceiptNo.parse("26308275").orElseThrow();

        for (String call : List.of("task", "talk", "ticket", "reached", "open")) {
            unattended(call, NUMBER, Optional.of(other));
        }
        unattended("silent", NUMBER, Optional.empty());

        assertEquals(
                List.of(
                        "open  null",
                        "reached CALLBACK_TASK null",
                        "silent CALLBACK_TASK null",
                        "talk ANSWERED 26308275",
                        "task TICKET 26308275",
                        "ticket TICKET 48271938"),
                postgresFixture
                        .query("SELECT id || ' ' || coalesce(outcome, '') || ' ' || coalesce(receipt_no, 'null') AS row"
                                + " FROM phone_call ORDER BY id")
                        .stream()
                        .map(row -> row.getString(0))
                        .toList());
    }

    /** The import of what the dialplan recorded may come late. */
    @Test
    void whatTheDialplanRecordedCountsAlsoWhenTheCallerHasGotThroughMeanwhile() {
        missed("1.1", NUMBER, 0);
        save(call("2.1", NUMBER, 1), "arrived", AT.plusSeconds(100));
        save(at(call("2.1", NUMBER, 2), CallStep.TALK, Optional.empty()), "answered", AT.plusSeconds(110));

        unattended("1.1", NUMBER, Optional.of(RECEIPT));

        LoggedCall call = await(log.find("1.1")).orElseThrow();
        assertEquals(Optional.of(CallOutcome.TICKET), call.outcome());
        assertEquals(RECEIPT.digits(), call.receipt());
        assertFalse(call.hasCalledAgain());
    }

    private void unattended(String call, String number, Optional<ReceiptNo> receipt) {
        await(log.recordUnattended(call, number, AT, receipt));
    }

    @Test
    void theNumberStandsNowhereInTheDatabase() {
        save(call("1.1", NUMBER, 1), "arrived");

        assertEquals(
                0, postgresFixture.count("SELECT count(*) FROM phone_call c WHERE c::text LIKE '%" + NUMBER + "%'"));
    }

    @Test
    void theLogShowsEachCallOnceAndItsCountsAddUp() {
        // Given
        save(call("open", NUMBER, 1), "arrived");
        end("ticket", CallOutcome.TICKET);
        end("task", CallOutcome.CALLBACK_TASK);
        end("empty", CallOutcome.EMPTY_CALL);

        // When
        List<LoggedCall> recent = await(log.recent(10));

        // Then
        assertEquals(4, recent.size());
        assertEquals(new CallTotals(4, 1, 1, 1, 0, 0, 1, 0, 0, 1, 0), await(log.count(AT)));
        LoggedCall ticket = recent.stream()
                .filter(call -> call.id().equals("ticket"))
                .findFirst()
                .orElseThrow();
        assertEquals("48271938", ticket.receipt());
        assertEquals(Optional.of(AT.plusSeconds(2)), ticket.endedAt());
    }

    @Test
    void aTalkIsCountedAndWaitsUntilItIsFiled() {
        // Given
        talk("talk");
        assertEquals(new CallTotals(1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1), await(log.count(AT)));
        assertEquals(
                List.of("talk"),
                await(log.unfiledTalks(10)).stream().map(LoggedCall::id).toList());
        // When
        assertTrue(
                await(log.recordReport("talk", ReceiptNo.parse("48271938").orElseThrow(), "chen", AT.plusSeconds(60))));
        // Then
        assertEquals(List.of(), await(log.unfiledTalks(10)));
        assertEquals("48271938", await(log.find("talk")).orElseThrow().receipt());
        assertFalse(await(log.recordTalk("talk", TalkResult.NUISANCE, "chen", AT.plusSeconds(70))), "it is filed");
    }

    @Test
    void aTalkThatIsFiledWhileItGoesOnKeepsItsReceipt() {
        save(call("talk", NUMBER, 1), "arrived");
        save(at(call("talk", NUMBER, 2), CallStep.TALK, Optional.empty()), "answered");

        assertTrue(
                await(log.recordReport("talk", ReceiptNo.parse("48271938").orElseThrow(), "chen", AT.plusSeconds(60))));
        save(at(call("talk", NUMBER, 3), CallStep.CLOSED, Optional.of(CallOutcome.ANSWERED)), "hung up");

        assertEquals("48271938", await(log.find("talk")).orElseThrow().receipt());
        assertEquals(0, await(log.count(AT)).unfiled());
    }

    @Test
    void aTalkWithoutAReportIsSettledOnce() {
        talk("talk");

        assertTrue(await(log.recordTalk("talk", TalkResult.ANSWERED_AT_ONCE, "chen", AT.plusSeconds(60))));

        assertFalse(await(log.recordTalk("talk", TalkResult.NUISANCE, "chen", AT.plusSeconds(60))));
        assertTrue(await(log.find("talk")).orElseThrow().isSettled());
    }

    @Test
    void earlierCallsOfANumberAreCounted() {
        end("1.1", CallOutcome.EMPTY_CALL);
        await(store.save(new CallTransition(call("1.2", NUMBER, 1), "arrived", "CallArrived", AT.plusSeconds(100))));

        assertEquals(1, await(log.countEarlier("1.2")));
        assertEquals(0, await(log.countEarlier("1.1")));
    }

    @Test
    void theCallsOfANumberAreFoundHoweverItIsWritten() {
        end("1.1", CallOutcome.EMPTY_CALL);
        await(store.save(
                new CallTransition(call("1.2", "+86" + NUMBER, 1), "arrived", "CallArrived", AT.plusSeconds(100))));
        await(store.save(new CallTransition(call("1.3", "", 1), "arrived", "CallArrived", AT.plusSeconds(200))));

        List<LoggedCall> found = await(log.findByNumber(NUMBER, 10));

        assertEquals(List.of("1.2", "1.1"), found.stream().map(LoggedCall::id).toList());
        assertEquals(1, await(log.findByNumber(NUMBER, 1)).size());
        assertEquals(List.of(), await(log.findByNumber("13900000099", 10)));
    }

    private void talk(String id) {
        save(call(id, NUMBER, 1), "arrived");
        save(at(call(id, NUMBER, 2), CallStep.TALK, Optional.empty()), "answered");
        save(at(call(id, NUMBER, 3), CallStep.CLOSED, Optional.of(CallOutcome.ANSWERED)), "hung up");
    }

    @Test
    void anOpenCallWhoseGatewayDoesNotRunIsShownAsSuch() {
        save(call("open", NUMBER, 1), "arrived");
        boolean before = await(log.find("open")).orElseThrow().isCarriedOn();
        await(leases.acquire("a", "hotline-a", "another Asterisk", Duration.ofMinutes(1), true));
        boolean elsewhere = await(log.find("open")).orElseThrow().isCarriedOn();
        await(leases.acquire("a", "hotline-a", ASTERISK, Duration.ofMinutes(1), true));
        boolean running = await(log.find("open")).orElseThrow().isCarriedOn();
        expire("a");
        boolean after = await(log.find("open")).orElseThrow().isCarriedOn();

        assertEquals(List.of(false, false, true, false), List.of(before, elsewhere, running, after));
        end("ticket", CallOutcome.TICKET);
        assertTrue(await(log.find("ticket")).orElseThrow().isCarriedOn());
    }

    @Test
    void aTaskEndsWhenTheCallerIsReached() {
        end("task", CallOutcome.CALLBACK_TASK);

        assertTrue(settle("task", CallbackOutcome.REACHED));

        assertFalse(settle("task", CallbackOutcome.REACHED), "a colleague has called already");
        assertEquals(List.of(), await(log.callbacks(10)));
        assertEquals(0, await(log.count(AT)).waiting());
    }

    /** Who was reached by 回拨 is settled when the talk ends, and the agent files then. */
    @Test
    void whatACallerWantedWhoWasCalledBackIsFiledAfterwardsOnceAndCountsNoFurtherAttempt() {
        end("first", CallOutcome.CALLBACK_TASK);
        end("second", CallOutcome.CALLBACK_TASK);
        settle("first", CallbackOutcome.REACHED);
        ReceiptNo receipt = new ReceiptNo("48271938");

        assertFalse(
                await(log.recordReport("first", receipt, "wang", AT.plusSeconds(90))), "chen has reached the caller");
        assertTrue(await(log.recordReport("first", receipt, "chen", AT.plusSeconds(90))));
        assertFalse(await(log.recordReport("first", new ReceiptNo("12345674"), "chen", AT.plusSeconds(99))));

        for (String id : List.of("first", "second")) {
            LoggedCall filed = await(log.find(id)).orElseThrow();
            assertEquals(receipt.digits(), filed.receipt(), id);
            assertEquals(1, filed.callbackAttempts(), id);
            assertEquals(Optional.of(CallbackOutcome.REACHED), filed.callback(), id);
        }
    }

    @Test
    void whoSawANumberIsRemembered() {
        end("task", CallOutcome.CALLBACK_TASK);
        save(call("withheld", "", 1), "arrived");

        assertTrue(await(log.recordNumberShown("task", "chen", AT)));
        assertFalse(await(log.recordNumberShown("withheld", "chen", AT)), "there is none");
        assertEquals(1, postgresFixture.count("SELECT count(*) FROM phone_call WHERE number_shown_to = 'chen'"));
    }

    @Test
    void theCallerWhoWaitsLongestComesFirst() {
        for (int i = 0; i < 3; i++) {
            end(List.of("second", "first", "third").get(i), "1390000001" + i, CallOutcome.CALLBACK_TASK);
        }
        postgresFixture.query("UPDATE phone_call SET ended_at = ended_at - interval '1 minute' WHERE id = 'first'");
        postgresFixture.query("UPDATE phone_call SET ended_at = ended_at + interval '1 minute' WHERE id = 'third'");

        assertEquals(List.of("first", "second", "third"), waiting());
    }

    /** Ten missed calls of one person are one telephone to call back. */
    @Test
    void theMissedCallsOfANumberAreOneTaskAndThoseWithoutANumberStaySingle() {
        missed("1.1", NUMBER, 0);
        missed("1.2", "+86" + NUMBER, 60);
        missed("1.3", "13900000099", 120);
        unattended("1.4", "", Optional.empty());
        postgresFixture.query("UPDATE phone_call SET outcome = 'CALLBACK_TASK' WHERE id = '1.4'");
        unattended("1.5", "", Optional.empty());
        postgresFixture.query("UPDATE phone_call SET outcome = 'CALLBACK_TASK' WHERE id = '1.5'");

        List<CallLog.WaitingCaller> waiting = await(log.callbacks(10));

        assertEquals(
                Set.of("1.1 2", "1.3 1", "1.4 1", "1.5 1"),
                waiting.stream()
                        .map(one -> one.oldest().id() + " " + one.calls())
                        .collect(Collectors.toSet()));
        assertEquals(4, await(log.count(AT)).waiting());
        assertTrue(settle("1.1", CallbackOutcome.REACHED));
        assertEquals(Set.of("1.3", "1.4", "1.5"), Set.copyOf(waiting()));
        assertFalse(settle("1.2", CallbackOutcome.REACHED), "it was the same caller");
        assertFalse(await(log.find("1.2")).orElseThrow().hasCalledAgain(), "a person called back");
    }

    @Test
    void theReportThatCallingBackLedToIsThatOfAllMissedCallsOfTheNumber() {
        missed("1.1", NUMBER, 0);
        missed("1.2", NUMBER, 60);

        assertTrue(await(log.recordReport("1.1", RECEIPT, "chen", AT.plusSeconds(600))));

        assertEquals(List.of(), waiting());
        assertEquals(
                RECEIPT.digits(),
                await(log.find("1.2")).orElseThrow().receipt(),
                "erased with the persons of the report");
    }

    @Test
    void whoTalksOrLeavesAMessageByALaterCallIsNotCalledBack() {
        missed("1.1", NUMBER, 0);
        missed("1.2", "13900000099", 0);
        missed("1.3", "13900000098", 0);
        await(log.recordCallback("1.3", CallbackOutcome.NO_ANSWER, "chen", AT.plusSeconds(60)));
        missed("1.4", "13900000097", 0);

        save(call("2.1", NUMBER, 1), "arrived", AT.plusSeconds(100));
        assertEquals(4, waiting().size(), "nothing is said yet");
        save(at(call("2.1", NUMBER, 2), CallStep.TALK, Optional.empty()), "answered", AT.plusSeconds(110));
        save(call("2.2", "13900000099", 1), "arrived", AT.plusSeconds(100));
        save(
                at(call("2.2", "13900000099", 2), CallStep.CLOSED, Optional.of(CallOutcome.TICKET)),
                "told",
                AT.plusSeconds(110));
        await(log.recordUnattended("2.3", "13900000098", AT.plusSeconds(110), Optional.of(RECEIPT)));

        assertEquals(List.of("1.4"), waiting());
        for (String id : List.of("1.1", "1.2", "1.3")) {
            LoggedCall settled = await(log.find(id)).orElseThrow();
            assertTrue(settled.hasCalledAgain() && settled.callback().equals(Optional.of(CallbackOutcome.REACHED)), id);
        }
        assertFalse(settle("1.1", CallbackOutcome.REACHED), "it is settled");
    }

    @Test
    void whatIsSaidInAnEarlierCallSettlesNoLaterOne() {
        save(call("2.1", NUMBER, 1), "arrived", AT);
        missed("1.1", NUMBER, 60);
        save(at(call("2.1", NUMBER, 2), CallStep.CLOSED, Optional.of(CallOutcome.TICKET)), "told", AT.plusSeconds(30));

        assertEquals(List.of("1.1"), waiting());
    }

    private List<String> waiting() {
        return await(log.callbacks(10)).stream().map(one -> one.oldest().id()).toList();
    }

    /** Missed {@code second} seconds after the beginning. */
    private void missed(String id, String number, int second) {
        save(call(id, number, 1), "arrived", AT.plusSeconds(second));
        save(
                at(call(id, number, 2), CallStep.CLOSED, Optional.of(CallOutcome.CALLBACK_TASK)),
                "hung up",
                AT.plusSeconds(second + 5));
    }

    @Test
    void whoDoesNotAnswerIsTriedThreeTimes() {
        end("task", CallOutcome.CALLBACK_TASK);

        settle("task", CallbackOutcome.NO_ANSWER);
        settle("task", CallbackOutcome.NO_ANSWER);
        LoggedCall waiting = await(log.callbacks(10)).getFirst().oldest();
        settle("task", CallbackOutcome.NO_ANSWER);

        assertEquals(2, waiting.callbackAttempts());
        assertEquals(List.of(), await(log.callbacks(10)));
        assertEquals(
                Optional.of(CallbackOutcome.NO_ANSWER),
                await(log.recent(1)).getFirst().callback());
    }

    @Test
    void theFirstAttemptCountsForTheTimeLimitAndNotTheLast() {
        end("task", CallOutcome.CALLBACK_TASK);
        end("ticket", CallOutcome.TICKET);
        List<CallbackTask> before = await(log.callbackTasks(AT, TOMORROW));
        await(log.recordCallback("task", CallbackOutcome.NO_ANSWER, "chen", AT.plusSeconds(60)));
        await(log.recordCallback("task", CallbackOutcome.REACHED, "chen", AT.plusSeconds(900)));

        List<CallbackTask> after = await(log.callbackTasks(AT, TOMORROW));

        assertEquals(
                List.of(Optional.empty()),
                before.stream().map(CallbackTask::firstAttempt).toList());
        assertEquals(
                List.of(Optional.of(AT.plusSeconds(60))),
                after.stream().map(CallbackTask::firstAttempt).toList());
        assertEquals(List.of(), await(log.callbackTasks(AT.plusSeconds(3_600), TOMORROW)), "due before");
    }

    @Test
    void whoCalledInTheEveningCountsOnTheDayOfTheTimeLimitAndANumberOnce() {
        Instant evening = AT.plus(Duration.ofHours(9));
        save(call("1.1", NUMBER, 1), "arrived", evening);
        for (String id : List.of("1.2", "1.3")) {
            save(call(id, NUMBER, 1), "arrived", evening.plusSeconds(60));
        }
        for (String id : List.of("1.1", "1.2", "1.3")) {
            save(
                    at(call(id, NUMBER, 2), CallStep.CLOSED, Optional.of(CallOutcome.CALLBACK_TASK)),
                    "hung up",
                    evening.plusSeconds(id.equals("1.1") ? 30 : 90));
        }
        Instant again = TOMORROW.plus(Duration.ofHours(8));
        save(call("2.1", NUMBER, 1), "arrived", again);
        save(at(call("2.1", NUMBER, 2), CallStep.TALK, Optional.empty()), "answered", again);

        assertEquals(List.of(), await(log.callbackTasks(TOMORROW.minus(Duration.ofDays(1)), TOMORROW)));
        assertEquals(
                List.of(new CallbackTask(evening.plusSeconds(30), Optional.empty(), Optional.of(again))),
                await(log.callbackTasks(TOMORROW, TOMORROW.plus(Duration.ofDays(1)))));
    }

    @Test
    void onlyCallersWhomAGatewayCarriesOnWaitForAnAgent() {
        for (String owner : List.of("a", "gone")) {
            StoredCall call = call(owner, NUMBER, 1);
            save(
                    at(
                            new StoredCall(
                                    owner,
                                    NUMBER,
                                    owner,
                                    ASTERISK,
                                    1,
                                    CallStep.GREET,
                                    Optional.empty(),
                                    "",
                                    call.state(),
                                    call.timers()),
                            CallStep.OFFER_AGENT,
                            Optional.empty()),
                    "arrived");
        }
        await(leases.acquire("a", "hotline-a", ASTERISK, Duration.ofMinutes(1), true));

        assertEquals(new CallQueue(1, Optional.of(AT.plusSeconds(1))), await(log.queue()));
    }

    @Test
    void aCallThatIsNoTaskCannotBeSettled() {
        end("ticket", CallOutcome.TICKET);

        assertFalse(settle("ticket", CallbackOutcome.REACHED));
        assertFalse(settle("nobody", CallbackOutcome.REACHED));
    }

    @Test
    void anEndedCallIsDeletedAfterItsTermAndATaskOnlyWhenItIsSettled() {
        // Given
        end("ticket", CallOutcome.TICKET);
        end("task", CallOutcome.CALLBACK_TASK);
        save(call("open", NUMBER, 1), "arrived");
        Duration term = Duration.ofDays(RetentionTerms.DEFAULT_CONVERSATIONS);

        // When
        cleanUp(AT.plus(term));
        List<String> before = ids();
        cleanUp(AT.plus(term).plusSeconds(10));
        List<String> after = ids();
        settle("task", CallbackOutcome.REACHED);
        cleanUp(AT.plus(term).plusSeconds(10));

        // Then
        assertEquals(List.of("open", "task", "ticket"), before);
        assertEquals(List.of("open", "task"), after);
        assertEquals(List.of("open"), ids());
        assertEquals(1, postgresFixture.count("SELECT count(*) FROM phone_call_event"));
    }

    private void cleanUp(Instant now) {
        await(new ConversationCleanup(postgresFixture.pool(), RetentionTerms.UNDECLARED, InstantSource.fixed(now))
                .removeExpired());
    }

    private List<String> ids() {
        return await(log.recent(10)).stream().map(LoggedCall::id).sorted().toList();
    }

    private boolean settle(String id, CallbackOutcome result) {
        return await(log.recordCallback(id, result, "chen", AT.plusSeconds(60)));
    }

    private void end(String id, CallOutcome outcome) {
        end(id, NUMBER, outcome);
    }

    private void end(String id, String number, CallOutcome outcome) {
        save(call(id, number, 1), "arrived");
        save(at(call(id, number, 2), CallStep.CLOSED, Optional.of(outcome)), "hung up");
    }
}
