package lianhu.core.outbound;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.call.AgentSessions;
import lianhu.core.call.AgentState;
import lianhu.core.call.AgentStatus;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.LoggedCall;

/**
 * 回拨: calls back the caller of a missed call. The telephone of the agent rings first, so that the caller never picks up to silence;
 * neither sees the number of the other, and the talk is not recorded.
 */
@ApplicationScoped
public final class CallbackCalls {
    private final OutboundDialing dialing;
    private final OutboundCallStore store;
    private final AgentSessions agentSessions;
    private final CallLog callLog;
    private final QuietHours quietHours;
    private final InstantSource clock;

    public CallbackCalls(
            OutboundDialing dialing,
            OutboundCallStore store,
            AgentSessions agentSessions,
            CallLog callLog,
            QuietHours quietHours,
            InstantSource clock) {
        this.dialing = dialing;
        this.store = store;
        this.agentSessions = agentSessions;
        this.callLog = callLog;
        this.quietHours = quietHours;
        this.clock = clock;
    }

    /** What becomes of a request. */
    public enum Answer {
        /** The agent's telephone rings in a moment. */
        CALLING,
        /** There is no line by which anybody is called. */
        NO_LINE,
        /** Residents are not called at this time of the day. */
        NOT_NOW,
        NOT_SIGNED_IN,
        /** The agent rings, talks or calls somebody back at present. */
        BUSY,
        /** The call waits for nobody any more. */
        NOT_WAITING,
        /** The number is withheld, or not one that may be called. */
        NO_NUMBER,
        /** A colleague calls back this call at present. */
        TAKEN
    }

    /** How an attempt ended; empty when the caller's telephone never rang, so that it was none. */
    public static Optional<CallbackOutcome> outcome(OutboundResult result) {
        return switch (result) {
            case ANSWERED -> Optional.of(CallbackOutcome.REACHED);
            case REPORTER_NOT_REACHED -> Optional.of(CallbackOutcome.NO_ANSWER);
            default -> Optional.empty();
        };
    }

    /** Whether the agent may have picked up: then the telephone is in use a little longer, and the agent wraps up. */
    public static boolean needsWrapUp(OutboundResult result) {
        return switch (result) {
            case ANSWERED, REPORTER_NOT_REACHED, CONGESTION, LOST -> true;
            default -> false;
        };
    }

    /**
     * Asks for a call.
     *
     * @param call id of the missed call
     * @param login of the agent
     */
    public Uni<Answer> request(String call, String login) {
        Instant now = clock.instant();
        if (dialing.dialableNumbers().isEmpty()) {
            return Uni.createFrom().item(Answer.NO_LINE);
        }
        return quietHours.isQuiet(now)
                ? Uni.createFrom().item(Answer.NOT_NOW)
                : agentSessions.list(now).chain(agents -> request(call, agent(agents, login), now));
    }

    /** The number of the caller, as it is dialled; empty when it may not be called. */
    public Optional<String> callerNumber(OutboundCall call) {
        return dialing.dialableNumbers().flatMap(dialable -> dialable.parse(call.number()));
    }

    private Uni<Answer> request(String call, Optional<AgentStatus> agent, Instant now) {
        if (agent.isEmpty()) {
            return Uni.createFrom().item(Answer.NOT_SIGNED_IN);
        }
        return isBusy(agent.get().state())
                ? Uni.createFrom().item(Answer.BUSY)
                : callLog.find(call)
                        .chain(found -> found.filter(CallbackCalls::isWaiting)
                                .map(waiting -> request(waiting, agent.get(), now))
                                .orElseGet(() -> Uni.createFrom().item(Answer.NOT_WAITING)));
    }

    private Uni<Answer> request(LoggedCall call, AgentStatus agent, Instant now) {
        Optional<String> number = dialing.dialableNumbers().flatMap(dialable -> dialable.parse(call.caller()));
        return number.isEmpty()
                ? Uni.createFrom().item(Answer.NO_NUMBER)
                : store.planCallback(
                                new CallMatter.OfCallback(call.id(), agent.login(), agent.extension()),
                                number.get(),
                                now)
                        .map(isPlanned -> isPlanned ? Answer.CALLING : Answer.TAKEN);
    }

    private static Optional<AgentStatus> agent(List<AgentStatus> agents, String login) {
        return agents.stream().filter(agent -> agent.login().equals(login)).findFirst();
    }

    private static boolean isBusy(AgentState state) {
        return switch (state) {
            case RINGING, TALKING, CALLING_BACK -> true;
            case READY, PAUSED, WRAPPING_UP -> false;
        };
    }

    private static boolean isWaiting(LoggedCall call) {
        return call.outcome().filter(CallOutcome.CALLBACK_TASK::equals).isPresent()
                && call.callback().isEmpty();
    }
}
