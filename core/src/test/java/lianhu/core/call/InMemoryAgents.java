package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The fake of the database, beside the fake of the calls. */
public final class InMemoryAgents implements AgentClaims, AgentSessions, ThirdPartyRequests {
    private record Agent(String name, String extension, Optional<AgentPause> pause, String call, Instant idleSince) {}

    private final InMemoryCallStore calls;
    private final Map<String, Agent> agents = new TreeMap<>();
    private final List<ThirdPartyRequest> requests = new ArrayList<>();
    private final Map<Long, Instant> requestedAt = new HashMap<>();

    public InMemoryAgents(InMemoryCallStore calls) {
        this.calls = calls;
    }

    @Override
    public Uni<AgentClaim> claim(String call, Instant now) {
        return later(() -> {
            Optional<String> own = agentOf(call);
            if (own.isPresent()) {
                return claimed(own.get());
            }
            List<String> free = agents.keySet().stream()
                    .filter(login -> state(login, now) == AgentState.READY)
                    .sorted(Comparator.comparing(login -> agent(login).idleSince()))
                    .toList();
            if (free.size() > waitingLonger(call)) {
                Agent agent = agent(free.getFirst());
                agents.put(
                        free.getFirst(),
                        new Agent(agent.name(), agent.extension(), agent.pause(), call, agent.idleSince()));
                return claimed(free.getFirst());
            }
            boolean isAnyOnDuty =
                    agents.values().stream().anyMatch(agent -> agent.pause().isEmpty());
            return isAnyOnDuty ? new AgentClaim.AllBusy() : new AgentClaim.NoneSignedIn();
        });
    }

    @Override
    public Uni<Void> release(String call, boolean missed, Instant at) {
        return later(() -> {
            agentOf(call)
                    .ifPresent(login -> agents.computeIfPresent(
                            login,
                            (same, agent) -> new Agent(
                                    agent.name(),
                                    agent.extension(),
                                    missed ? Optional.of(AgentPause.NO_ANSWER) : agent.pause(),
                                    "",
                                    at)));
            return null;
        });
    }

    @Override
    public Uni<SignIn> signIn(String login, String name, String extension, Instant at) {
        return later(() -> {
            if (agents.entrySet().stream()
                    .anyMatch(other -> !other.getKey().equals(login)
                            && other.getValue().extension().equals(extension))) {
                return SignIn.EXTENSION_TAKEN;
            }
            if (isOnThePhone(login, at)) {
                return SignIn.TALKING;
            }
            agents.put(login, new Agent(name, extension, Optional.empty(), "", at));
            return SignIn.SIGNED_IN;
        });
    }

    @Override
    public Uni<Boolean> signOut(String login, Instant now) {
        return later(() -> {
            boolean isOut = !isOnThePhone(login, now);
            if (isOut) {
                agents.remove(login);
            }
            return isOut;
        });
    }

    @Override
    public Uni<Boolean> pause(String login, AgentPause reason, Instant at) {
        return later(() -> agents.computeIfPresent(
                        login,
                        (same, agent) ->
                                new Agent(agent.name(), agent.extension(), Optional.of(reason), agent.call(), at))
                != null);
    }

    @Override
    public Uni<Boolean> resume(String login, Instant at) {
        return later(() -> agents.computeIfPresent(
                        login,
                        (same, agent) -> new Agent(
                                agent.name(),
                                agent.extension(),
                                Optional.empty(),
                                state(login, at) == AgentState.WRAPPING_UP ? "" : agent.call(),
                                at))
                != null);
    }

    @Override
    public Uni<List<AgentStatus>> list(Instant now) {
        return later(() -> agents.entrySet().stream()
                .map(agent -> new AgentStatus(
                        agent.getKey(),
                        agent.getValue().name(),
                        agent.getValue().extension(),
                        state(agent.getKey(), now),
                        agent.getValue().pause(),
                        agent.getValue().call(),
                        isRecordingPaused(agent.getValue().call()),
                        thirdParty(agent.getValue().call()),
                        agent.getValue().idleSince()))
                .toList());
    }

    @Override
    public Uni<Boolean> request(String login, String number, Instant at) {
        return later(() -> {
            boolean isTalking = agents.containsKey(login)
                    && calls.calls().stream()
                            .anyMatch(call -> call.id().equals(agent(login).call()) && call.step() == CallStep.TALK);
            if (isTalking) {
                long id = requestedAt.size() + 1L;
                requestedAt.put(id, at);
                requests.add(new ThirdPartyRequest(id, agent(login).call(), number));
            }
            return isTalking;
        });
    }

    @Override
    public Uni<List<ThirdPartyRequest>> take(String owner, Instant now) {
        return later(() -> {
            List<ThirdPartyRequest> taken = requests.stream()
                    .filter(request -> calls.calls().stream()
                            .anyMatch(call -> call.id().equals(request.call())
                                    && call.owner().equals(owner)))
                    .toList();
            requests.removeAll(taken);
            return taken.stream()
                    .filter(request -> Objects.requireNonNull(requestedAt.get(request.id()))
                            .plus(LIFETIME)
                            .isAfter(now))
                    .toList();
        });
    }

    private boolean isRecordingPaused(String call) {
        return openState(call).contains("\"" + StoredCall.RECORDING_PAUSED + "\":true");
    }

    private ThirdParty thirdParty(String call) {
        String state = openState(call);
        if (state.contains("\"" + StoredCall.THIRD_JOINED + "\":true")) {
            return ThirdParty.TALKING;
        }
        return state.matches("(?s).*\"" + StoredCall.THIRD_LEG + "\":[1-9].*") ? ThirdParty.RINGING : ThirdParty.NONE;
    }

    /** Empty for a call that is over. */
    private String openState(String call) {
        return calls.calls().stream()
                .filter(one -> one.id().equals(call) && one.isOpen())
                .map(one -> one.state().replace(" ", ""))
                .findFirst()
                .orElse("");
    }

    private boolean isOnThePhone(String login, Instant now) {
        return agents.containsKey(login)
                && List.of(AgentState.RINGING, AgentState.TALKING).contains(state(login, now));
    }

    private AgentState state(String login, Instant now) {
        Agent agent = agent(login);
        Optional<StoredCall> call = calls.calls().stream()
                .filter(one -> one.id().equals(agent.call()))
                .findFirst();
        if (call.isPresent() && call.get().isOpen()) {
            return calls.answeredAt(agent.call()).isPresent() ? AgentState.TALKING : AgentState.RINGING;
        }
        if (agent.pause().isPresent()) {
            return AgentState.PAUSED;
        }
        boolean isWrappingUp = call.isPresent()
                && calls.answeredAt(agent.call()).isPresent()
                && calls.lastEventAt(agent.call()).plus(WRAP_UP).isAfter(now);
        return isWrappingUp ? AgentState.WRAPPING_UP : AgentState.READY;
    }

    private Agent agent(String login) {
        return Objects.requireNonNull(agents.get(login), login);
    }

    private long waitingLonger(String call) {
        return calls.calls().stream()
                .filter(other -> other.isOpen()
                        && other.step() == CallStep.OFFER_AGENT
                        && !other.id().equals(call)
                        && calls.arrivedAt(other.id()).isBefore(calls.arrivedAt(call))
                        && agentOf(other.id()).isEmpty())
                .count();
    }

    private Optional<String> agentOf(String call) {
        return agents.entrySet().stream()
                .filter(agent -> agent.getValue().call().equals(call))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private AgentClaim claimed(String login) {
        return new AgentClaim.Claimed(login, agent(login).extension());
    }

    private <T> Uni<T> later(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }
}
