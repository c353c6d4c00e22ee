package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.function.Supplier;
import lianhu.core.call.AgentClaim;
import lianhu.core.call.AgentClaims;
import lianhu.core.call.AgentRelease;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.eventloop.SerialExecutor;

/** Claims and releases agents, in the order in which the call asks for it. Used on one event loop only. */
final class AgentSearch {
    private static final System.Logger LOG = System.getLogger(AgentSearch.class.getName());

    private final AgentClaims claims;
    private final InstantSource clock;
    private final EventLoop loop;
    private final SerialExecutor queue;
    private final CommandRunner.Results results;

    AgentSearch(AgentClaims claims, InstantSource clock, EventLoop loop, CommandRunner.Results results) {
        this.claims = claims;
        this.clock = clock;
        this.results = results;
        this.loop = loop;
        queue = new SerialExecutor(loop);
    }

    /** After a failure the call searches again, and leaves the search when its time is over. */
    void find(CallId call, int search) {
        execute(
                call,
                () -> claims.claim(call.value(), clock.instant())
                        .emitOn(loop)
                        .invoke(claim -> results.deliver(call, "agent " + search, event(search, claim)))
                        .replaceWithVoid());
    }

    /** After a failure the agent is free when the call ends. */
    void release(CallId call, AgentRelease why) {
        execute(call, () -> claims.release(call.value(), why, clock.instant()));
    }

    /** After a failure the talk goes on without the colleague when the search has taken too long. */
    void findColleague(CallId call, int leg, String login) {
        execute(
                call,
                () -> claims.reserveColleague(call.value(), login, clock.instant())
                        .emitOn(loop)
                        .invoke(extension -> results.deliver(
                                call,
                                "colleague " + leg,
                                extension
                                        .<CallEvent>map(digits -> new CallEvent.ColleagueFound(leg, digits))
                                        .orElseGet(() -> new CallEvent.ColleagueUnavailable(leg))))
                        .replaceWithVoid());
    }

    void releaseColleague(CallId call, AgentRelease why) {
        execute(call, () -> claims.releaseColleague(call.value(), why, clock.instant()));
    }

    /** After a failure it is done again after the next gap. Until then no other call gets the colleague. */
    void transfer(CallId call) {
        execute(call, () -> claims.transfer(call.value(), clock.instant()));
    }

    private void execute(CallId call, Supplier<Uni<? extends Void>> work) {
        queue.execute(
                call.value(),
                Uni.createFrom()
                        .deferred(work)
                        .onFailure()
                        .invoke(failure -> LOG.log(
                                Level.WARNING,
                                "agents of call {0}: {1}",
                                call,
                                failure.getClass().getName()))
                        .onFailure()
                        .recoverWithNull());
    }

    private static CallEvent event(int search, AgentClaim claim) {
        return switch (claim) {
            case AgentClaim.Claimed(String login, String extension) ->
                new CallEvent.AgentFound(search, login, extension);
            case AgentClaim.AllBusy() -> new CallEvent.AgentsBusy(search);
            case AgentClaim.NoneSignedIn() -> new CallEvent.AgentUnavailable(search);
        };
    }
}
