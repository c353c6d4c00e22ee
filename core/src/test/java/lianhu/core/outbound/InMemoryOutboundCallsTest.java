package lianhu.core.outbound;

import java.time.Instant;
import java.util.List;
import lianhu.core.call.AgentClaims;
import lianhu.core.call.AgentSessions;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.notice.Recipient;
import lianhu.core.roster.PostId;
import lianhu.core.ticket.TicketNo;

class InMemoryOutboundCallsTest extends OutboundCallStoreContract {
    private final InMemoryOutboundCalls store = new InMemoryOutboundCalls();
    private final InMemoryAgents agents = new InMemoryAgents(new InMemoryCallStore(), store);
    private int emergencies;

    @Override
    protected OutboundCallStore store() {
        return store;
    }

    @Override
    protected AgentSessions agentSessions() {
        return agents;
    }

    @Override
    protected AgentClaims agentClaims() {
        return agents;
    }

    @Override
    protected CallMatter emergency(List<PostId> called) {
        CallMatter matter = new CallMatter.OfBroadcast(++emergencies);
        called.forEach(post -> store.call(matter, new Recipient.PostHolder(post)));
        return matter;
    }

    @Override
    protected CallMatter solved(Recipient reporter, Instant at) {
        CallMatter matter = new CallMatter.OfFollowUp(new TicketNo("GD2026112162109900037" + ++emergencies));
        store.solve(matter, reporter, at);
        return matter;
    }

    @Override
    protected void answer(CallMatter matter) {
        store.answer(matter);
    }

    /** The fake knows no calls: each waits. */
    @Override
    protected void missed(String call, String number) {}
}
