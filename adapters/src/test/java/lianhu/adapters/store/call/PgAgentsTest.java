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
import lianhu.core.call.CallStep;
import lianhu.core.call.CallStore;
import lianhu.core.call.CallTransition;
import lianhu.core.call.StoredCall;
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
    private final PgThirdPartyRequests requests =
            new PgThirdPartyRequests(postgresFixture.pool(), PostgresFixture.VAULT);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("TRUNCATE phone_call, phone_call_event, phone_agent, third_party_request");
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

    /** As two gateways in a storm: all callers look for an agent at the same instant. */
    @Test
    void noAgentIsGivenToTwoCallers() {
        for (int i = 0; i < AGENTS; i++) {
            await(agents.signIn("agent" + i, "陈静", "800" + i, AT));
        }
        for (int i = 0; i < CALLS; i++) {
            StoredCall row = new StoredCall(
                    "1." + i, "", "a", "", 1, CallStep.OFFER_AGENT, Optional.empty(), "", "{}", Map.of());
            await(store.save(new CallTransition(row, "arrived", "CallArrived", AT)));
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
}
