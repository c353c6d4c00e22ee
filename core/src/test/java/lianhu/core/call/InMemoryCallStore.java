package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fake of the database. What it holds outlives the gateways of a test. */
public final class InMemoryCallStore implements CallStore {
    private final Map<String, StoredCall> calls = new HashMap<>();
    private final Set<String> events = new HashSet<>();
    private final List<CallTransition> journal = new ArrayList<>();

    private volatile boolean isAway;
    private volatile boolean losesAnswer;
    private volatile boolean isHolding;
    private final List<Runnable> held = new ArrayList<>();

    @Override
    public Uni<SaveResult> save(CallTransition transition) {
        return Uni.createFrom().item(() -> {
            SaveResult result = write(transition);
            if (losesAnswer) {
                losesAnswer = false;
                throw new IllegalStateException("the answer is lost");
            }
            return result;
        });
    }

    /** The next transition is written, and nobody is told so. */
    public void loseNextAnswer() {
        losesAnswer = true;
    }

    /** From now on nothing can be written, or it can again. */
    public void setAway(boolean away) {
        isAway = away;
    }

    @Override
    public Uni<List<StoredCall>> open(String owner) {
        return Uni.createFrom().deferred(() -> {
            List<StoredCall> now = openNow(owner);
            return isHolding
                    ? Uni.createFrom().emitter(reader -> held.add(() -> reader.complete(now)))
                    : Uni.createFrom().item(now);
        });
    }

    /** What is read from now on arrives at {@link #releaseReads}. */
    public void holdReads() {
        isHolding = true;
    }

    public void releaseReads() {
        isHolding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    /** Every call, also those that have ended. */
    public synchronized List<StoredCall> calls() {
        return List.copyOf(calls.values());
    }

    public synchronized List<CallTransition> journal() {
        return List.copyOf(journal);
    }

    /** When the call came, by its first event. */
    synchronized Instant arrivedAt(String call) {
        return journal.stream()
                .filter(event -> event.call().id().equals(call))
                .findFirst()
                .map(CallTransition::at)
                .orElse(Instant.MAX);
    }

    synchronized Instant lastEventAt(String call) {
        return journal.stream()
                .filter(event -> event.call().id().equals(call))
                .reduce((earlier, later) -> later)
                .map(CallTransition::at)
                .orElse(Instant.MIN);
    }

    /** When an agent answered; empty when none did. */
    synchronized Optional<Instant> answeredAt(String call) {
        return journal.stream()
                .filter(event -> event.call().id().equals(call) && event.call().step() == CallStep.TALK)
                .findFirst()
                .map(CallTransition::at);
    }

    private synchronized SaveResult write(CallTransition transition) {
        if (isAway) {
            throw new IllegalStateException("the store is away");
        }
        StoredCall call = transition.call();
        if (events.contains(call.id() + " " + transition.eventKey())) {
            return SaveResult.KNOWN_EVENT;
        }
        StoredCall before = calls.get(call.id());
        if (call.version() != (before == null ? 0 : before.version()) + 1) {
            return SaveResult.STALE;
        }
        events.add(call.id() + " " + transition.eventKey());
        calls.put(call.id(), call);
        journal.add(transition);
        return SaveResult.SAVED;
    }

    private synchronized List<StoredCall> openNow(String owner) {
        return calls.values().stream()
                .filter(call -> call.isOpen() && call.owner().equals(owner))
                .toList();
    }
}
