package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fake of the database, beside the fakes of calls and agents. */
public final class InMemoryCallListenings implements CallListenings {
    /** One row. */
    public record Entry(
            long id,
            String call,
            Listener listener,
            Instant requestedAt,
            boolean isTaken,
            Optional<Instant> from,
            Optional<Instant> to) {}

    private final InMemoryCallStore calls;
    private final AgentSessions agents;
    private final List<Entry> entries = new ArrayList<>();
    private volatile boolean isAway;

    public InMemoryCallListenings(InMemoryCallStore calls, AgentSessions agents) {
        this.calls = calls;
        this.agents = agents;
    }

    /** From now on nothing can be written, or it can again. */
    public void setAway(boolean away) {
        isAway = away;
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public Uni<Result> request(String agent, Listener listener, Instant at) {
        return agents.list(at).map(all -> requestNow(all, agent, listener, at));
    }

    private synchronized Result requestNow(List<AgentStatus> all, String agent, Listener listener, Instant at) {
        if (all.stream().anyMatch(one -> one.extension().equals(listener.extension()))) {
            return Result.EXTENSION_TAKEN;
        }
        Optional<StoredCall> talk = all.stream()
                .filter(one -> one.login().equals(agent) && one.state() == AgentState.TALKING && !one.isColleague())
                .flatMap(one -> calls.calls().stream().filter(call -> call.id().equals(one.call())))
                .filter(call -> call.step() == CallStep.TALK)
                .findFirst();
        if (talk.isEmpty()) {
            return Result.NO_TALK;
        }
        if (talk.get().state().matches("(?s).*\"" + StoredCall.LISTENER_LEG + "\": ?[1-9].*")) {
            return Result.LISTENED;
        }
        entries.add(new Entry(
                entries.size() + 1L, talk.get().id(), listener, at, false, Optional.empty(), Optional.empty()));
        return Result.ASKED;
    }

    @Override
    public Uni<List<ListeningRequest>> take(String owner, Instant now) {
        return later(() -> {
            List<ListeningRequest> taken = new ArrayList<>();
            entries.replaceAll(entry -> {
                if (entry.isTaken()
                        || calls.calls().stream()
                                .noneMatch(call -> call.id().equals(entry.call())
                                        && call.owner().equals(owner))) {
                    return entry;
                }
                if (entry.requestedAt().plus(LIFETIME).isAfter(now)) {
                    taken.add(new ListeningRequest(
                            entry.id(), entry.call(), entry.listener().extension()));
                }
                return new Entry(
                        entry.id(),
                        entry.call(),
                        entry.listener(),
                        entry.requestedAt(),
                        true,
                        entry.from(),
                        entry.to());
            });
            return List.copyOf(taken);
        });
    }

    @Override
    public Uni<Boolean> begin(long id, Instant at) {
        return later(() -> {
            if (isAway) {
                throw new IllegalStateException("the store is away");
            }
            boolean isOpen = entries.stream()
                    .anyMatch(entry -> entry.id() == id && entry.to().isEmpty());
            replace(id, Optional.of(at), Optional.empty());
            return isOpen;
        });
    }

    @Override
    public Uni<Void> end(long id, Instant at) {
        return later(() -> {
            replace(id, Optional.empty(), Optional.of(at));
            return null;
        });
    }

    private void replace(long id, Optional<Instant> from, Optional<Instant> to) {
        entries.replaceAll(entry -> entry.id() != id || entry.to().isPresent()
                ? entry
                : new Entry(
                        id,
                        entry.call(),
                        entry.listener(),
                        entry.requestedAt(),
                        entry.isTaken(),
                        entry.from().or(() -> from),
                        to));
    }

    private <T extends @Nullable Object> Uni<T> later(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }
}
