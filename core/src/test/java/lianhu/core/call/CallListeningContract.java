package lianhu.core.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.call.CallListenings.Listener;
import lianhu.core.call.CallListenings.ListeningRequest;
import lianhu.core.call.CallListenings.Result;
import org.junit.jupiter.api.Test;

/** How team leads come to listen. The fake of the gateway's tests and the database pass the same. */
public abstract class CallListeningContract {
    protected static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");
    private static final Listener LEAD = new Listener("wang.li", "王丽", "8005");

    protected abstract CallStore calls();

    protected abstract AgentClaims claims();

    protected abstract AgentSessions sessions();

    protected abstract CallListenings listenings();

    /** From and to of all listenings that began. */
    protected abstract List<CallListening> kept();

    @Test
    void onlyATalkIsListenedToAndNotOnATelephoneThatRingsForCallers() {
        await(sessions().signIn("chen", "陈静", "8001", List.of(), AT));
        save(1, CallStep.OFFER_AGENT, "{}");
        await(claims().claim("1.1", AT));
        assertEquals(Result.NO_TALK, request(LEAD), "it rings");

        save(2, CallStep.TALK, "{}");
        assertEquals(Result.EXTENSION_TAKEN, request(new Listener("wang.li", "王丽", "8001")));
        assertEquals(Result.ASKED, request(LEAD));

        save(3, CallStep.TALK, "{\"" + StoredCall.LISTENER_LEG + "\":5}");
        assertEquals(Result.LISTENED, request(LEAD));
        save(4, CallStep.EMERGENCY_HAND_OVER, "{}");
        assertEquals(Result.NO_TALK, request(LEAD), "the emergency desk is called");
    }

    @Test
    void aRequestIsTakenOnceByTheInstanceOfTheCallAndInTime() {
        chenTalks();
        request(LEAD);

        assertEquals(List.of(), await(listenings().take("b", AT.plusSeconds(6))), "another instance");
        List<ListeningRequest> taken = await(listenings().take("a", AT.plusSeconds(6)));
        assertEquals(1, taken.size());
        assertEquals("1.1", taken.getFirst().call());
        assertEquals("8005", taken.getFirst().extension());
        assertEquals(List.of(), await(listenings().take("a", AT.plusSeconds(6))));

        request(LEAD);
        assertEquals(List.of(), await(listenings().take("a", AT.plusSeconds(5).plus(CallListenings.LIFETIME))));
    }

    @Test
    void whatBeganIsKeptAndWhatNeverBeganIsNot() {
        chenTalks();
        request(LEAD);
        request(LEAD);
        List<ListeningRequest> taken = await(listenings().take("a", AT.plusSeconds(6)));
        long first = taken.getFirst().id();

        assertTrue(await(listenings().begin(first, AT.plusSeconds(10))));
        assertTrue(await(listenings().begin(first, AT.plusSeconds(12))), "told twice");
        assertEquals(List.of(new CallListening("王丽", AT.plusSeconds(10), Optional.empty())), kept());
        await(listenings().end(first, AT.plusSeconds(70)));
        await(listenings().end(first, AT.plusSeconds(90)));
        await(listenings().end(taken.getLast().id(), AT.plusSeconds(80)));

        assertFalse(await(listenings().begin(taken.getLast().id(), AT.plusSeconds(81))), "it has ended before");
        assertEquals(List.of(new CallListening("王丽", AT.plusSeconds(10), Optional.of(AT.plusSeconds(70)))), kept());
    }

    private Result request(Listener listener) {
        return await(listenings().request("chen", listener, AT.plusSeconds(5)));
    }

    protected void chenTalks() {
        await(sessions().signIn("chen", "陈静", "8001", List.of(), AT));
        save(1, CallStep.OFFER_AGENT, "{}");
        await(claims().claim("1.1", AT));
        save(2, CallStep.TALK, "{}");
    }

    protected void save(int version, CallStep step, String state) {
        Optional<CallOutcome> outcome = step == CallStep.CLOSED ? Optional.of(CallOutcome.ANSWERED) : Optional.empty();
        StoredCall row = new StoredCall("1.1", "", "a", "", version, step, outcome, "", state, Map.of());
        await(calls().save(new CallTransition(row, "event " + version, "Event", AT.plusSeconds(version))));
    }

    protected static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
