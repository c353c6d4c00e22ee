package lianhu.core.call;

import java.util.List;

class InMemoryCallListeningsTest extends CallListeningContract {
    private final InMemoryCallStore store = new InMemoryCallStore();
    private final InMemoryAgents agents = new InMemoryAgents(store);
    private final InMemoryCallListenings listenings = new InMemoryCallListenings(store, agents);

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

    @Override
    protected List<CallListening> kept() {
        return listenings.entries().stream()
                .filter(entry -> entry.from().isPresent())
                .map(entry ->
                        new CallListening(entry.listener().name(), entry.from().orElseThrow(), entry.to()))
                .toList();
    }
}
