package lianhu.adapters.store.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.call.AgentClaims;
import lianhu.core.call.AgentSessions;
import lianhu.core.call.CallListening;
import lianhu.core.call.CallListeningContract;
import lianhu.core.call.CallListenings;
import lianhu.core.call.CallStep;
import lianhu.core.call.CallStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgCallListeningsTest extends CallListeningContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    private final PgCallStore store = new PgCallStore(postgresFixture.pool(), PostgresFixture.VAULT);
    private final PgAgents agents = new PgAgents(postgresFixture.pool());
    private final PgCallListenings listenings = new PgCallListenings(postgresFixture.pool());
    private final PgCallLog log = new PgCallLog(postgresFixture.pool(), PostgresFixture.VAULT);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query(
                "TRUNCATE phone_call, phone_call_event, phone_agent, third_party_request, call_listening");
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
    protected CallListenings listenings() {
        return listenings;
    }

    /** As people read it. */
    @Override
    protected List<CallListening> kept() {
        return await(log.recent(10)).getFirst().listenings();
    }

    /** The gateway died before it could store the end. */
    @Test
    void aListeningThatNobodyEndedEndsWithItsCall() {
        chenTalks();
        await(listenings.request("chen", new CallListenings.Listener("wang.li", "王丽", "8005"), AT));
        long id = await(listenings.take("a", AT)).getFirst().id();
        await(listenings.begin(id, AT.plusSeconds(2)));

        save(3, CallStep.CLOSED, "{}");

        assertEquals(List.of(new CallListening("王丽", AT.plusSeconds(2), Optional.of(AT.plusSeconds(3)))), kept());
    }

    @Test
    void aDeletedCallTakesItsListeningsWithIt() {
        chenTalks();
        await(listenings.request("chen", new CallListenings.Listener("wang.li", "王丽", "8005"), AT));

        postgresFixture.query("DELETE FROM phone_call");

        assertEquals(0, postgresFixture.count("SELECT count(*) FROM call_listening"));
    }
}
