package lianhu.core.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.LoggedCall;
import lianhu.core.deadline.TimeRange;
import lianhu.core.outbound.CallbackCalls.Answer;
import lianhu.core.outbound.OutboundCallStore.Claim;
import org.junit.jupiter.api.Test;

class CallbackCallsTest {
    /** Ten in the morning. */
    private static final Instant MORNING = Instant.parse("2026-11-21T02:00:00Z");

    private static final Instant EIGHT_IN_THE_EVENING = Instant.parse("2026-11-21T12:00:00Z");
    private static final String MISSED = "1764.1";

    private final InMemoryOutboundCalls store = new InMemoryOutboundCalls();
    private final InMemoryAgents agents = new InMemoryAgents(new InMemoryCallStore());
    private Optional<DialableNumbers> dialable = Optional.of(new DialableNumbers(Set.of()));
    private String caller = "13900000003";
    private Optional<CallbackOutcome> settled = Optional.empty();
    private Instant now = MORNING;

    @Test
    void theTelephoneOfTheAgentRingsFirstAndTheCallGoesToTheNumberOfTheMissedCall() {
        signIn();

        assertEquals(Answer.CALLING, request(MISSED, "chen"));

        OutboundCall call = claim().getFirst();
        assertEquals(new CallMatter.OfCallback(MISSED, "chen", "8001"), call.matter());
        assertEquals(Optional.of("13900000003"), calls().callerNumber(call));
    }

    @Test
    void residentsAreNotCalledInQuietHours() {
        signIn();
        now = EIGHT_IN_THE_EVENING;
        assertEquals(Answer.NOT_NOW, request(MISSED, "chen"));
        now = EIGHT_IN_THE_EVENING.minusSeconds(1);
        assertEquals(Answer.CALLING, request(MISSED, "chen"));
    }

    @Test
    void whatStandsInTheWayIsSaid() {
        assertEquals(Answer.NOT_SIGNED_IN, request(MISSED, "chen"));
        signIn();
        assertEquals(Answer.NOT_WAITING, request("1764.9", "chen"));
        settled = Optional.of(CallbackOutcome.REACHED);
        assertEquals(Answer.NOT_WAITING, request(MISSED, "chen"));
        settled = Optional.empty();
        caller = "";
        assertEquals(Answer.NO_NUMBER, request(MISSED, "chen"));
        caller = "008529000";
        assertEquals(Answer.NO_NUMBER, request(MISSED, "chen"));
        dialable = Optional.empty();
        assertEquals(Answer.NO_LINE, request(MISSED, "chen"));
        assertEquals(List.of(), claim());
    }

    @Test
    void aMissedCallIsCalledBackByOneAgentAtATime() {
        signIn();
        await(agents.signIn("wang", "王丽", "8002", List.of(), now));
        request(MISSED, "chen");

        assertEquals(Answer.TAKEN, request(MISSED, "wang"));

        await(store.end(claim().getFirst(), OutboundResult.REPORTER_NOT_REACHED, 19, now, Optional.empty()));
        assertEquals(Answer.CALLING, request(MISSED, "wang"));
        assertEquals(List.of(CallbackOutcome.NO_ANSWER), store.callbacks());
    }

    @Test
    void onlyACallThatReachedTheTelephoneOfTheCallerIsAnAttempt() {
        assertEquals(Optional.of(CallbackOutcome.REACHED), CallbackCalls.outcome(OutboundResult.ANSWERED));
        assertEquals(Optional.empty(), CallbackCalls.outcome(OutboundResult.NO_ANSWER));
        assertEquals(Optional.empty(), CallbackCalls.outcome(OutboundResult.CONGESTION));
        assertEquals(Optional.empty(), CallbackCalls.outcome(OutboundResult.LOST));
    }

    private void signIn() {
        await(agents.signIn("chen", "陈静", "8001", List.of(), now));
    }

    private Answer request(String call, String login) {
        return await(calls().request(call, login));
    }

    private List<OutboundCall> claim() {
        return await(store.claim(new Claim("a", now, now.plusSeconds(60), 4, 9, 0)));
    }

    private CallbackCalls calls() {
        return new CallbackCalls(
                () -> dialable,
                store,
                agents,
                log(),
                QuietHours.outside(new TimeRange(LocalTime.of(8, 0), LocalTime.of(20, 0))),
                InstantSource.fixed(now));
    }

    /** Holds the missed call. */
    private CallLog log() {
        return (CallLog) Proxy.newProxyInstance(
                CallLog.class.getClassLoader(),
                new Class<?>[] {CallLog.class},
                (proxy, method, arguments) -> Uni.createFrom()
                        .item(Optional.of(missed()).filter(call -> call.id().equals(arguments[0]))));
    }

    private LoggedCall missed() {
        return new LoggedCall(
                MISSED,
                caller,
                now.minusSeconds(600),
                Optional.of(now.minusSeconds(580)),
                Optional.of(CallOutcome.CALLBACK_TASK),
                true,
                "",
                0,
                settled,
                false,
                "",
                Optional.empty(),
                Optional.empty(),
                "",
                List.of());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }
}
