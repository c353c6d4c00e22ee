package lianhu.adapters.store.call;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.call.CallCounts;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.core.call.CallStore;
import lianhu.core.call.CallStoreContract;
import lianhu.core.call.CallbackResult;
import lianhu.core.call.LoggedCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgCallStoreTest extends CallStoreContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static final String NUMBER = "13900000003";

    private final PgCallStore store = new PgCallStore(postgresFixture.pool(), PostgresFixture.VAULT);
    private final PgCallLog log = new PgCallLog(postgresFixture.pool(), PostgresFixture.VAULT);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("TRUNCATE phone_call, phone_call_event");
    }

    @Override
    protected CallStore store() {
        return store;
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
        assertEquals(new CallCounts(4, 1, 1, 1, 1, 1), await(log.count(AT)));
        LoggedCall ticket = recent.stream()
                .filter(call -> call.id().equals("ticket"))
                .findFirst()
                .orElseThrow();
        assertEquals("48271938", ticket.receipt());
        assertEquals(Optional.of(AT.plusSeconds(2)), ticket.endedAt());
    }

    @Test
    void aTaskEndsWhenTheCallerIsReached() {
        end("task", CallOutcome.CALLBACK_TASK);

        assertTrue(settle("task", CallbackResult.REACHED));

        assertFalse(settle("task", CallbackResult.REACHED), "a colleague has called already");
        assertEquals(List.of(), await(log.callbacks(10)));
        assertEquals(0, await(log.count(AT)).waiting());
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
    void whoDoesNotAnswerIsTriedThreeTimes() {
        end("task", CallOutcome.CALLBACK_TASK);

        settle("task", CallbackResult.NO_ANSWER);
        settle("task", CallbackResult.NO_ANSWER);
        LoggedCall waiting = await(log.callbacks(10)).getFirst();
        settle("task", CallbackResult.NO_ANSWER);

        assertEquals(2, waiting.callbackAttempts());
        assertEquals(List.of(), await(log.callbacks(10)));
        assertEquals(
                Optional.of(CallbackResult.NO_ANSWER),
                await(log.recent(1)).getFirst().callback());
    }

    @Test
    void aCallThatIsNoTaskCannotBeSettled() {
        end("ticket", CallOutcome.TICKET);

        assertFalse(settle("ticket", CallbackResult.REACHED));
        assertFalse(settle("nobody", CallbackResult.REACHED));
    }

    private boolean settle(String id, CallbackResult result) {
        return await(log.recordCallback(id, result, "chen", AT.plusSeconds(60)));
    }

    private void end(String id, CallOutcome outcome) {
        save(call(id, NUMBER, 1), "arrived");
        save(at(call(id, NUMBER, 2), CallStep.CLOSED, Optional.of(outcome)), "hung up");
    }
}
