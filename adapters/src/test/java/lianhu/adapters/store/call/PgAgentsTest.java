package lianhu.adapters.store.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.call.AgentClaim;
import lianhu.core.call.AgentClaims;
import lianhu.core.call.AgentContract;
import lianhu.core.call.AgentSessions;
import lianhu.core.call.CallLeases;
import lianhu.core.call.CallStep;
import lianhu.core.call.CallStore;
import lianhu.core.call.CallTransition;
import lianhu.core.call.StoredCall;
import lianhu.core.call.ThirdPartyRequest;
import lianhu.core.call.ThirdPartyRequests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgAgentsTest extends AgentContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");
    private static final int AGENTS = 5;
    private static final int CALLS = 20;

    private final PgCallStore store = new PgCallStore(postgresFixture.pool(), PostgresFixture.VAULT);
    private final PgAgents agents = new PgAgents(postgresFixture.pool());
    private final PgCallLeases leases = new PgCallLeases(postgresFixture.pool(), PostgresFixture.VAULT);
    private final PgThirdPartyRequests requests =
            new PgThirdPartyRequests(postgresFixture.pool(), PostgresFixture.VAULT);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query(
                "TRUNCATE phone_call, phone_call_event, phone_agent, call_lease, third_party_request, call_listening");
    }

    @Override
    protected CallStore calls() {
        return store;
    }

    @Override
    protected AgentClaims claims() {
        return agents;
    }

    @Override
    protected AgentSessions sessions() {
        return agents;
    }

    @Override
    protected ThirdPartyRequests requests() {
        return requests;
    }

    @Override
    protected CallLeases leases() {
        return leases;
    }

    @Test
    void aRequestThatCannotBeReadTakesNoOtherWithIt() {
        await(agents.signIn("chen", "陈静", "8001", List.of(), AT));
        await(store.save(new CallTransition(call("1.1", 1, CallStep.OFFER_AGENT), "arrived", "CallArrived", AT)));
        await(agents.claim("1.1", AT));
        await(store.save(new CallTransition(call("1.1", 2, CallStep.TALK), "answered", "PartyAnswered", AT)));
        await(requests.request("chen", "13900000008", AT));
        postgresFixture.query("UPDATE third_party_request SET number = 'x'");
        await(requests.request("chen", "13900000009", AT));

        List<ThirdPartyRequest> taken = await(requests.take("a", AT));

        assertEquals(
                List.of("13900000009"),
                taken.stream()
                        .map(wanted -> ((ThirdPartyRequest.ByNumber) wanted).number())
                        .toList());
    }

    private static StoredCall call(String id, long version, CallStep step) {
        return new StoredCall(id, "", "a", "", version, step, Optional.empty(), "", "{}", Map.of());
    }

    /** As two gateways in a storm: all callers look for an agent at the same instant. */
    @Test
    void noAgentIsGivenToTwoCallers() {
        for (int i = 0; i < AGENTS; i++) {
            await(agents.signIn("agent" + i, "陈静", "800" + i, List.of(), AT));
        }
        for (int i = 0; i < CALLS; i++) {
            await(store.save(
                    new CallTransition(call("1." + i, 1, CallStep.OFFER_AGENT), "arrived", "CallArrived", AT)));
        }

        List<String> claimed = await(Uni.join()
                        .all(IntStream.range(0, CALLS)
                                .mapToObj(i -> agents.claim("1." + i, AT.plusSeconds(5)))
                                .toList())
                        .andFailFast())
                .stream()
                .filter(AgentClaim.Claimed.class::isInstance)
                .map(claim -> ((AgentClaim.Claimed) claim).login())
                .toList();

        assertEquals(claimed.stream().distinct().count(), claimed.size(), "given twice: " + claimed);
        assertEquals(
                claimed.size(), postgresFixture.count("SELECT count(*) FROM phone_agent WHERE call_id IS NOT NULL"));
    }

    /** As when two agents ask for the same colleague, and a caller comes, at one instant. */
    @Test
    void noColleagueIsReservedForTwoTalksOrACaller() {
        await(agents.signIn("wang", "王丽", "8009", List.of(), AT));
        for (int i = 0; i < CALLS; i++) {
            String state = "{\"colleague\":\"wang\"}";
            StoredCall talk = new StoredCall(
                    "1." + i,
                    "",
                    "a",
                    "",
                    1,
                    i == 0 ? CallStep.OFFER_AGENT : CallStep.TALK,
                    Optional.empty(),
                    "",
                    state,
                    Map.of());
            await(store.save(new CallTransition(talk, "arrived", "CallArrived", AT)));
        }

        List<Boolean> taken = await(Uni.join()
                .all(IntStream.range(0, CALLS)
                        .mapToObj(i -> i == 0
                                ? agents.claim("1.0", AT.plusSeconds(5)).map(AgentClaim.Claimed.class::isInstance)
                                : agents.reserveColleague("1." + i, "wang", AT.plusSeconds(5))
                                        .map(Optional::isPresent))
                        .toList())
                .andFailFast());

        assertEquals(1, taken.stream().filter(isTaken -> isTaken).count());
    }

    /** People read it in the list of calls, and who has to file the talk. */
    @Test
    void aTransferredCallIsListedWithTheColleague() {
        await(agents.signIn("chen", "陈静", "8001", List.of(), AT));
        await(agents.signIn("wang", "王丽", "8002", List.of(), AT.plusSeconds(1)));
        await(store.save(new CallTransition(call("1.1", 1, CallStep.OFFER_AGENT), "arrived", "CallArrived", AT)));
        await(agents.claim("1.1", AT));
        save(2, "{\"agent\":\"chen\",\"colleague\":\"wang\"}");
        await(agents.reserveColleague("1.1", "wang", AT));
        save(3, "{\"agent\":\"wang\",\"agentJoined\":true}");

        await(agents.transfer("1.1", AT.plusSeconds(9)));

        assertEquals(
                "王丽",
                postgresFixture.query("SELECT agent FROM phone_call").getFirst().getString(0));
    }

    private void save(long version, String state) {
        StoredCall talk =
                new StoredCall("1.1", "", "a", "", version, CallStep.TALK, Optional.empty(), "", state, Map.of());
        await(store.save(new CallTransition(talk, "talk " + version, "PartyAnswered", AT)));
    }
}
