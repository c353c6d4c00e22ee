package lianhu.adapters.store.call;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.core.call.CallTransition;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.LoggedCall;
import lianhu.core.call.StoredCall;
import lianhu.core.call.figure.CallFigure;
import lianhu.core.call.figure.CallFigures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgCallFiguresTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    /** Ten in the morning of the county. */
    private static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");

    private static final Instant FROM = Instant.parse("2026-11-19T16:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofDays(1));

    private final PgCallStore store = new PgCallStore(postgresFixture.pool(), PostgresFixture.VAULT);
    private final PgCallLog log = new PgCallLog(postgresFixture.pool(), PostgresFixture.VAULT);
    private final PgCallFigures figures = new PgCallFigures(postgresFixture.pool(), PostgresFixture.VAULT);
    private long version;
    private int number;

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("TRUNCATE phone_call, phone_call_event, call_lease, third_party_request, call_listening");
    }

    @Test
    void eachFigureHasItsNumeratorAndItsDenominatorAndTheCallsBehindIt() {
        talk("fast", 15);
        talk("slow", 16);
        call("message", Map.of(1, CallStep.RECORD_MESSAGE), 60, CallOutcome.TICKET);
        call("wanted", Map.of(1, CallStep.OFFER_CALLBACK, 40, CallStep.FAREWELL), 45, CallOutcome.CALLBACK_TASK);
        call("waited", Map.of(1, CallStep.OFFER_AGENT), 5, CallOutcome.CALLBACK_TASK);
        call("withheld", Map.of(1, CallStep.OFFER_AGENT), 9, CallOutcome.EMPTY_CALL);
        call("wrong", Map.of(1, CallStep.GREET), 4, CallOutcome.CALLBACK_TASK);
        begin("open", AT);
        begin("tomorrow", TO);

        CallFigures counts = await(figures.count(FROM, TO, TO));

        assertEquals(8, counts.of(CallFigure.OFFERED));
        assertEquals(7, counts.of(CallFigure.MEASURED));
        assertEquals(List.of("fast", "slow"), listed(CallFigure.ANSWERED));
        assertEquals(List.of("fast"), listed(CallFigure.ANSWERED_IN_TIME));
        assertEquals(List.of("waited", "withheld"), listed(CallFigure.ABANDONED));
        assertEquals(List.of("wrong"), listed(CallFigure.SHORT));
        for (CallFigure figure : CallFigure.values()) {
            assertEquals(counts.of(figure), listed(figure).size(), figure.name());
        }
    }

    @Test
    void aCallBackCountsOnTheDayOfItsTimeLimitAndANumberOnce() {
        call("kept", Map.of(1, CallStep.OFFER_AGENT), 20, CallOutcome.CALLBACK_TASK);
        call("missed", Map.of(1, CallStep.OFFER_AGENT), 20, CallOutcome.CALLBACK_TASK);
        await(log.recordCallback("kept", CallbackOutcome.NO_ANSWER, "chen", AT.plus(Duration.ofMinutes(10))));

        assertEquals(1, await(figures.count(FROM, TO, AT.plusSeconds(60))).of(CallFigure.CALLBACK_DUE), "not over yet");
        assertEquals(List.of("kept", "missed"), listed(CallFigure.CALLBACK_DUE));
        assertEquals(List.of("kept"), listed(CallFigure.CALLBACK_IN_TIME));
        assertEquals(
                0, await(figures.count(TO, TO.plus(Duration.ofDays(1)), TO)).of(CallFigure.CALLBACK_DUE));
    }

    @Test
    void noMoreCallsAreListedThanAskedForTheNewestFirst() {
        begin("old", AT);
        begin("new", AT.plusSeconds(1));

        assertEquals(
                List.of("new"),
                await(figures.list(CallFigure.OFFERED, FROM, TO, AT, 1)).stream()
                        .map(LoggedCall::id)
                        .toList());
    }

    private List<String> listed(CallFigure figure) {
        return await(figures.list(figure, FROM, TO, TO, 100)).stream()
                .map(LoggedCall::id)
                .sorted()
                .toList();
    }

    private void talk(String id, int seconds) {
        call(id, Map.of(seconds, CallStep.TALK), seconds + 60, CallOutcome.ANSWERED);
    }

    /** @param steps by seconds after the arrival */
    private void call(String id, Map<Integer, CallStep> steps, int seconds, CallOutcome outcome) {
        begin(id, AT);
        steps.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> save(id, one.getValue(), Optional.empty(), AT.plusSeconds(one.getKey())));
        save(id, CallStep.CLOSED, Optional.of(outcome), AT.plusSeconds(seconds));
    }

    private void begin(String id, Instant at) {
        version = 0;
        number++;
        save(id, CallStep.GREET, Optional.empty(), at);
    }

    private void save(String id, CallStep step, Optional<CallOutcome> outcome, Instant at) {
        version++;
        String caller =
                outcome.filter(CallOutcome.EMPTY_CALL::equals).isPresent() ? "" : "1390000%04d".formatted(number);
        String receipt = outcome.filter(CallOutcome.TICKET::equals).isPresent() ? "48271938" : "";
        StoredCall row = new StoredCall(id, caller, "a", "", version, step, outcome, receipt, "{}", Map.of());
        await(store.save(new CallTransition(row, "event " + version, "Event", at)));
    }
}
