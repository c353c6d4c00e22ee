package lianhu.core.call;

class InMemoryAgentsTest extends AgentContract {
    private final InMemoryCallStore store = new InMemoryCallStore();
    private final InMemoryAgents agents = new InMemoryAgents(store);

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
        return agents;
    }

    @Override
    protected CallLeases leases() {
        return store;
    }
}
