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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.core.outbound.InMemoryOutboundCalls;
import org.jspecify.annotations.Nullable;

/** The fake of the database, beside the fake of the calls. */
public final class InMemoryAgents implements AgentClaims, AgentSessions, ThirdPartyRequests {
    private record Agent(
            String name,
            String extension,
            List<String> languages,
            Optional<AgentPause> pause,
            String call,
            boolean isColleague,
            Instant leftTalkAt,
            Instant idleSince) {
        Agent in(String newCall, boolean asColleague) {
            return new Agent(name, extension, languages, pause, newCall, asColleague, Instant.MIN, idleSince);
        }

        Agent released(AgentRelease why, Instant at) {
            return new Agent(
                    name,
                    extension,
                    languages,
                    why == AgentRelease.MISSED ? Optional.of(AgentPause.NO_ANSWER) : pause,
                    "",
                    false,
                    why == AgentRelease.TALKED ? at : Instant.MIN,
                    at);
        }
    }

    private static final Pattern LANGUAGE = Pattern.compile("\"" + StoredCall.LANGUAGE + "\":\"([^\"]*)\"");

    private final InMemoryCallStore calls;
    private final InMemoryOutboundCalls outbound;
    private final Map<String, Agent> agents = new TreeMap<>();
    private final List<ThirdPartyRequest> requests = new ArrayList<>();
    private final Map<Long, Instant> requestedAt = new HashMap<>();

    public InMemoryAgents(InMemoryCallStore calls) {
        this(calls, new InMemoryOutboundCalls());
    }

    public InMemoryAgents(InMemoryCallStore calls, InMemoryOutboundCalls outbound) {
        this.calls = calls;
        this.outbound = outbound;
    }

    @Override
    public Uni<AgentClaim> claim(String call, Instant now) {
        return later(() -> {
            Optional<String> own = agentOf(call, false);
            if (own.isPresent()) {
                return claimed(own.get());
            }
            String language = language(call);
            List<String> free = agents.keySet().stream()
                    .filter(login -> state(login, now) == AgentState.READY && speaks(login, language))
                    .sorted(Comparator.<String>comparingInt(
                                    login -> agent(login).languages().size())
                            .thenComparing(login -> agent(login).idleSince()))
                    .toList();
            if (free.size() > waitingLonger(call, free)) {
                agents.put(free.getFirst(), agent(free.getFirst()).in(call, false));
                return claimed(free.getFirst());
            }
            boolean isAnyOnDuty = agents.keySet().stream()
                    .anyMatch(login -> agent(login).pause().isEmpty() && speaks(login, language));
            return isAnyOnDuty ? new AgentClaim.AllBusy() : new AgentClaim.NoneSignedIn();
        });
    }

    @Override
    public Uni<Void> release(String call, AgentRelease why, Instant at) {
        return later(() -> release(call, false, why, at));
    }

    @Override
    public Uni<Optional<String>> reserveColleague(String call, String login, Instant now) {
        return later(() -> {
            if (agentOf(call, true).filter(login::equals).isEmpty()) {
                if (!agents.containsKey(login) || state(login, now) != AgentState.READY) {
                    return Optional.empty();
                }
                agents.put(login, agent(login).in(call, true));
            }
            return Optional.of(agent(login).extension());
        });
    }

    @Override
    public Uni<Void> releaseColleague(String call, AgentRelease why, Instant at) {
        return later(() -> release(call, true, why, at));
    }

    @Override
    public Uni<Void> transfer(String call, Instant at) {
        return later(() -> {
            Optional<String> colleague = agentOf(call, true).filter(login -> says(call, StoredCall.AGENT, login));
            colleague.ifPresent(login -> {
                release(call, false, AgentRelease.TALKED, at);
                agents.put(login, agent(login).in(call, false));
            });
            return null;
        });
    }

    private @Nullable Void release(String call, boolean isColleague, AgentRelease why, Instant at) {
        agentOf(call, isColleague)
                .ifPresent(login -> agents.put(login, agent(login).released(why, at)));
        return null;
    }

    @Override
    public Uni<SignIn> signIn(String login, String name, String extension, List<String> languages, Instant at) {
        return later(() -> {
            if (agents.entrySet().stream()
                    .anyMatch(other -> !other.getKey().equals(login)
                            && other.getValue().extension().equals(extension))) {
                return SignIn.EXTENSION_TAKEN;
            }
            if (isOnThePhone(login, at)) {
                return SignIn.TALKING;
            }
            agents.put(login, new Agent(name, extension, languages, Optional.empty(), "", false, Instant.MIN, at));
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
                        (same, agent) -> new Agent(
                                agent.name(),
                                agent.extension(),
                                agent.languages(),
                                Optional.of(reason),
                                agent.call(),
                                agent.isColleague(),
                                agent.leftTalkAt(),
                                at))
                != null);
    }

    @Override
    public Uni<Boolean> resume(String login, Instant at) {
        return later(() -> agents.computeIfPresent(
                        login,
                        (same, agent) -> new Agent(
                                agent.name(),
                                agent.extension(),
                                agent.languages(),
                                Optional.empty(),
                                isOnThePhone(login, at) ? agent.call() : "",
                                isOnThePhone(login, at) && agent.isColleague(),
                                Instant.MIN,
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
                        agent.getValue().languages(),
                        state(agent.getKey(), now),
                        agent.getValue().pause(),
                        call(agent.getKey(), now),
                        isOn(agent.getValue().call(), StoredCall.RECORDING_PAUSED),
                        isOn(agent.getValue().call(), StoredCall.CALLER_ON_HOLD),
                        thirdParty(agent.getValue().call()),
                        agent.getValue().isColleague(),
                        partner(agent.getValue()),
                        agent.getValue().idleSince()))
                .toList());
    }

    @Override
    public Uni<Boolean> request(String login, String number, Instant at) {
        return later(() -> {
            boolean isTalking = isTalking(login);
            if (isTalking) {
                requests.add(new ThirdPartyRequest.ByNumber(
                        nextRequest(at), agent(login).call(), number));
            }
            return isTalking;
        });
    }

    @Override
    public Uni<Boolean> requestColleague(String login, String colleague, Instant at) {
        return later(() -> {
            boolean isPossible = isTalking(login)
                    && thirdParty(agent(login).call()) == ThirdParty.NONE
                    && agents.containsKey(colleague)
                    && state(colleague, at) == AgentState.READY;
            if (isPossible) {
                requests.add(new ThirdPartyRequest.Colleague(
                        nextRequest(at), agent(login).call(), colleague));
            }
            return isPossible;
        });
    }

    private boolean isTalking(String login) {
        return agents.containsKey(login)
                && !agent(login).isColleague()
                && calls.calls().stream()
                        .anyMatch(call -> call.id().equals(agent(login).call()) && call.step() == CallStep.TALK);
    }

    private long nextRequest(Instant at) {
        long id = requestedAt.size() + 1L;
        requestedAt.put(id, at);
        return id;
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

    private boolean isOn(String call, String key) {
        return openState(call).contains("\"" + key + "\":true");
    }

    private ThirdParty thirdParty(String call) {
        String state = openState(call);
        if (state.contains("\"" + StoredCall.THIRD_JOINED + "\":true")) {
            return ThirdParty.TALKING;
        }
        return state.matches("(?s).*\"" + StoredCall.THIRD_LEG + "\":[1-9].*") ? ThirdParty.RINGING : ThirdParty.NONE;
    }

    private String partner(Agent agent) {
        if (agent.isColleague()) {
            return agentOf(agent.call(), false)
                    .map(login -> agent(login).name())
                    .orElse("");
        }
        return agentOf(agent.call(), true)
                .filter(login -> !agent.call().isEmpty() && says(agent.call(), StoredCall.COLLEAGUE, login))
                .map(login -> agent(login).name())
                .orElse("");
    }

    private boolean says(String call, String key, String login) {
        return state(call).contains("\"" + key + "\":\"" + login + "\"");
    }

    /** Empty for a call that is over. */
    private String openState(String call) {
        return calls.calls().stream().anyMatch(one -> one.id().equals(call) && one.isOpen()) ? state(call) : "";
    }

    private String state(String call) {
        return calls.calls().stream()
                .filter(one -> one.id().equals(call))
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
                .filter(one -> !agent.isColleague()
                        || says(one.id(), StoredCall.COLLEAGUE, login)
                        || says(one.id(), StoredCall.AGENT, login))
                .findFirst();
        boolean hasTalked = call.isPresent() && hasTalked(login, agent);
        if (call.isPresent() && call.get().isOpen()) {
            return hasTalked ? AgentState.TALKING : AgentState.RINGING;
        }
        if (outbound.calledBackBy(login).isPresent()) {
            return AgentState.CALLING_BACK;
        }
        if (agent.pause().isPresent()) {
            return AgentState.PAUSED;
        }
        boolean isWrappingUp =
                hasTalked && calls.lastEventAt(agent.call()).plus(WRAP_UP).isAfter(now)
                        || agent.leftTalkAt().isAfter(now.minus(WRAP_UP))
                        || wrapUp(login, now).isPresent();
        return isWrappingUp ? AgentState.WRAPPING_UP : AgentState.READY;
    }

    private String call(String login, Instant now) {
        return switch (state(login, now)) {
            case CALLING_BACK -> outbound.calledBackBy(login).orElseThrow();
            case WRAPPING_UP ->
                wrapUp(login, now)
                        .map(InMemoryOutboundCalls.WrapUp::call)
                        .orElse(agent(login).call());
            case READY, PAUSED, RINGING, TALKING -> agent(login).call();
        };
    }

    private Optional<InMemoryOutboundCalls.WrapUp> wrapUp(String login, Instant now) {
        return outbound.wrapUp(login)
                .filter(ended -> ended.at().isAfter(now.minus(WRAP_UP))
                        && !ended.at().isBefore(agent(login).idleSince()));
    }

    private boolean hasTalked(String login, Agent agent) {
        if (!agent.isColleague()) {
            return calls.answeredAt(agent.call()).isPresent();
        }
        String state = state(agent.call());
        return state.contains("\"" + StoredCall.THIRD_JOINED + "\":true")
                || state.contains("\"" + StoredCall.AGENT_JOINED + "\":true")
                        && says(agent.call(), StoredCall.AGENT, login);
    }

    private Agent agent(String login) {
        return Objects.requireNonNull(agents.get(login), login);
    }

    private boolean speaks(String login, String language) {
        return language.isEmpty() || agent(login).languages().contains(language);
    }

    private String language(String call) {
        Matcher found = LANGUAGE.matcher(state(call));
        return found.find() ? found.group(1) : "";
    }

    /** Those whom one of these agents could serve. */
    private long waitingLonger(String call, List<String> free) {
        return calls.calls().stream()
                .filter(other -> other.isOpen()
                        && other.step() == CallStep.OFFER_AGENT
                        && calls.isCarriedOn(other)
                        && !other.id().equals(call)
                        && calls.arrivedAt(other.id()).isBefore(calls.arrivedAt(call))
                        && agentOf(other.id(), false).isEmpty())
                .map(other -> language(other.id()))
                .filter(asked -> free.stream().anyMatch(login -> speaks(login, asked)))
                .count();
    }

    private Optional<String> agentOf(String call, boolean isColleague) {
        return agents.entrySet().stream()
                .filter(agent ->
                        agent.getValue().call().equals(call) && agent.getValue().isColleague() == isColleague)
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
