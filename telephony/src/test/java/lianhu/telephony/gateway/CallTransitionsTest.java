package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.StoredCall;
import lianhu.telephony.callflow.CallEvent;
import lianhu.telephony.callflow.CallId;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.Command;
import lianhu.telephony.callflow.Outcome;
import lianhu.telephony.callflow.StepName;
import lianhu.telephony.callflow.TimerKind;
import org.junit.jupiter.api.Test;

class CallTransitionsTest {
    private static final CallId CALL = new CallId("lianhu-1764.1");
    private static final String NUMBER = "13900000001";

    private static final class ManualClock extends Clock {
        private Instant now = Instant.parse("2026-11-29T09:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final ManualClock clock = new ManualClock();
    private final InMemoryCallStore store = new InMemoryCallStore();
    private int notStored;
    private final List<Command> commands = new ArrayList<>();
    private final CallTransitions calls = newCalls("hotline-a");

    @Test
    void aCommandIsCarriedOutOnlyWhenItsTransitionIsDurable() {
        store.setAway(true);
        begin();
        assertEquals(List.of(), commands);
        assertFalse(calls.isOpen(CALL));
        assertEquals(1, notStored);

        store.setAway(false);
        begin();
        assertTrue(commands.contains(new Command.Answer()));
        assertTrue(calls.isOpen(CALL));
    }

    @Test
    void anEventThatComesTwiceIsHandledOnce() {
        begin();
        commands.clear();
        String playback = call().playback();
        calls.deliver(CALL, "playback " + playback, new CallEvent.PromptFinished(playback));
        int after = commands.size();
        calls.deliver(CALL, "playback " + playback, new CallEvent.PromptFinished(playback));

        assertTrue(after > 0);
        assertEquals(after, commands.size());
    }

    @Test
    void aTimerWhoseTransitionWasNotStoredFiresAgain() {
        begin();
        store.setAway(true);
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        calls.fireTimers(kind -> true);
        assertEquals(StepName.GREET, call().step());

        store.setAway(false);
        calls.fireTimers(kind -> true);
        assertEquals(StepName.GREET, call().step());
        clock.now = clock.now.plus(Duration.ofSeconds(3));
        calls.fireTimers(kind -> true);
        assertEquals(StepName.OFFER_AGENT, call().step());
    }

    @Test
    void theNextInstanceOfTheNameCarriesTheCallOn() {
        begin();
        CallTransitions next = newCalls("hotline-a");
        next.load().subscribe().with(read -> {}, failure -> {});
        CallTransitions other = newCalls("hotline-b");
        other.load().subscribe().with(read -> {}, failure -> {});

        assertEquals(calls.open(), next.open());
        assertEquals(List.of(), other.open());
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        next.fireTimers(kind -> true);
        assertEquals(StepName.OFFER_AGENT, next.open().getFirst().step());
    }

    @Test
    void anInstanceThatWasReplacedDoesNothingMore() {
        begin();
        CallTransitions next = newCalls("hotline-a");
        next.load().subscribe().with(read -> {}, failure -> {});
        next.deliver(CALL, "hung up", new CallEvent.CallerHungUp());
        commands.clear();
        calls.deliver(CALL, "digit 1", new CallEvent.DigitPressed('9'));

        assertEquals(List.of(), commands);
        assertFalse(calls.isOpen(CALL));
    }

    @Test
    void aRowBringsBackEveryPartOfACall() {
        CallState state = new CallState(
                CALL,
                NUMBER,
                StepName.EMERGENCY_HAND_OVER,
                3,
                2,
                17,
                "p16",
                "r17",
                List.of("r3", "r9"),
                true,
                true,
                true,
                true,
                "48271938",
                Outcome.TICKET);
        CallSession session = new CallSession(state, 12, Map.of(TimerKind.COMMIT_RETRY, clock.now));

        StoredCall row = session.row("hotline-a");
        assertEquals(session, CallSession.of(row));
        assertFalse(row.state().contains(NUMBER));
        assertEquals(Optional.of("TICKET"), row.outcome());
    }

    private void begin() {
        calls.begin(CALL, NUMBER, () -> notStored++);
    }

    private CallState call() {
        return calls.open().getFirst();
    }

    private CallTransitions newCalls(String instance) {
        return new CallTransitions(Runnable::run, clock, store, instance, (state, command) -> commands.add(command));
    }
}
