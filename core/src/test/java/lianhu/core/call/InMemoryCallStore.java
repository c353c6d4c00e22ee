package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fake of the database. What it holds outlives the gateways of a test. */
public final class InMemoryCallStore implements CallStore, CallLeases {
    private record HeldLease(CallLease lease, String application, Instant since, Instant expires) {}

    private static final Pattern CHOSEN_LANGUAGE =
            Pattern.compile("\"" + StoredCall.CHOSEN_LANGUAGE + "\":\"([^\"]+)\"");

    private final InstantSource clock = InstantSource.system();
    private final Map<String, HeldLease> leases = new HashMap<>();
    private long token;
    private final Map<String, StoredCall> calls = new HashMap<>();
    private final Set<String> events = new HashSet<>();
    private final List<CallTransition> journal = new ArrayList<>();

    private volatile @Nullable CallStep kept;
    private volatile boolean isAway;
    private volatile boolean losesAnswer;
    private volatile boolean losesAdoption;
    private volatile boolean isHolding;
    private final List<Runnable> held = new ArrayList<>();

    @Override
    public Uni<SaveResult> save(CallTransition transition) {
        return Uni.createFrom()
                .item(() -> {
                    SaveResult result = write(transition);
                    if (losesAnswer) {
                        losesAnswer = false;
                        throw new IllegalStateException("the answer is lost");
                    }
                    return result;
                })
                .chain(result -> transition.call().step() == kept
                        ? Uni.createFrom().nothing()
                        : Uni.createFrom().item(result));
    }

    /** The next transition is written, and nobody is told so. */
    public void loseNextAnswer() {
        losesAnswer = true;
    }

    /** Transitions to this step are written, and nobody ever hears so: as if the gateway died at this moment. */
    public void keepAnswersOf(@Nullable CallStep step) {
        kept = step;
    }

    /** From now on nothing can be written, or it can again. */
    public void setAway(boolean away) {
        isAway = away;
    }

    @Override
    public Uni<List<StoredCall>> open(String owner, String asterisk) {
        return Uni.createFrom().deferred(() -> {
            List<StoredCall> now = openNow(owner, asterisk);
            return isHolding
                    ? Uni.createFrom().emitter(reader -> held.add(() -> reader.complete(now)))
                    : Uni.createFrom().item(now);
        });
    }

    @Override
    public Uni<Optional<String>> lastLanguage(String id) {
        return Uni.createFrom().item(() -> {
            String caller = calls().stream()
                    .filter(call -> call.id().equals(id))
                    .map(StoredCall::caller)
                    .findFirst()
                    .orElse("");
            return calls().stream()
                    .filter(call -> !caller.isEmpty()
                            && call.caller().equals(caller)
                            && arrivedAt(call.id()).isBefore(arrivedAt(id)))
                    .sorted(Comparator.comparing(call -> arrivedAt(call.id()), Comparator.reverseOrder()))
                    .map(call -> CHOSEN_LANGUAGE.matcher(call.state()))
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst();
        });
    }

    @Override
    public Uni<Boolean> isOpen(String id) {
        return Uni.createFrom()
                .item(() -> calls().stream().anyMatch(call -> call.id().equals(id) && call.isOpen()));
    }

    @Override
    public Uni<Optional<CallLease>> acquire(
            String instance, String application, String asterisk, Duration length, boolean takesOver) {
        return Uni.createFrom().item(() -> acquireNow(instance, application, asterisk, length, takesOver));
    }

    @Override
    public Uni<Boolean> renew(CallLease lease, Duration length) {
        return Uni.createFrom().item(() -> renewNow(lease, length));
    }

    @Override
    public Uni<Void> release(CallLease lease) {
        return Uni.createFrom().item(() -> {
            if (isHeld(lease)) {
                expire(lease.instance());
            }
            return null;
        });
    }

    @Override
    public Uni<AdoptedCalls> adopt(CallLease lease, Duration length) {
        return Uni.createFrom().item(() -> {
            AdoptedCalls adopted = adoptNow(lease, length);
            if (losesAdoption && !adopted.isEmpty()) {
                losesAdoption = false;
                throw new IllegalStateException("the answer is lost");
            }
            return adopted;
        });
    }

    /** The next calls are adopted, and nobody is told so. */
    public void loseNextAdoption() {
        losesAdoption = true;
    }

    /** As if the instance had not renewed its lease. */
    public synchronized void expire(String instance) {
        leases.computeIfPresent(
                instance,
                (name, held) -> new HeldLease(held.lease(), held.application(), held.since(), clock.instant()));
    }

    /** Until another instance has adopted what it left. */
    public synchronized boolean hasLease(String instance) {
        return leases.containsKey(instance);
    }

    /** As if the instance had held its lease for an hour. */
    public synchronized void age(String instance) {
        leases.computeIfPresent(
                instance,
                (name, held) -> new HeldLease(
                        held.lease(), held.application(), clock.instant().minus(Duration.ofHours(1)), held.expires()));
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

    /** Whether the instance of the call has a lease. */
    synchronized boolean isCarriedOn(StoredCall call) {
        HeldLease held = leases.get(call.owner());
        return held != null
                && !isExpired(held)
                && (call.asterisk().isEmpty()
                        || call.asterisk().equals(held.lease().asterisk()));
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

    private synchronized List<StoredCall> openNow(String owner, String asterisk) {
        return calls.values().stream()
                .filter(call -> call.isOpen() && call.owner().equals(owner))
                .filter(call -> call.asterisk().isEmpty() || call.asterisk().equals(asterisk))
                .toList();
    }

    private synchronized Optional<CallLease> acquireNow(
            String instance, String application, String asterisk, Duration length, boolean takesOver) {
        HeldLease before = leases.get(instance);
        if (before != null && !takesOver && !isExpired(before)) {
            return Optional.empty();
        }
        CallLease lease = new CallLease(instance, asterisk, ++token);
        Instant now = clock.instant();
        leases.put(instance, new HeldLease(lease, application, now, now.plus(length)));
        return Optional.of(lease);
    }

    private synchronized boolean renewNow(CallLease lease, Duration length) {
        if (!isHeld(lease)) {
            return false;
        }
        Instant now = clock.instant();
        leases.computeIfPresent(
                lease.instance(),
                (name, held) -> new HeldLease(
                        lease, held.application(), isExpired(held) ? now : held.since(), now.plus(length)));
        return true;
    }

    private synchronized AdoptedCalls adoptNow(CallLease lease, Duration length) {
        HeldLease mine = leases.get(lease.instance());
        if (mine == null
                || !isHeld(lease)
                || isExpired(mine)
                || mine.since().plus(length).isAfter(clock.instant())) {
            return AdoptedCalls.NONE;
        }
        List<HeldLease> expired = leases.values().stream()
                .filter(held -> isExpired(held) && held.lease().asterisk().equals(lease.asterisk()))
                .toList();
        expired.forEach(held -> leases.remove(held.lease().instance()));
        List<StoredCall> adopted = calls.values().stream()
                .filter(StoredCall::isOpen)
                .filter(call -> call.asterisk().equals(lease.asterisk()) ? isOwnerless(call) : isLeft(call))
                .map(call -> ownedBy(lease, call))
                .toList();
        adopted.forEach(call -> {
            calls.put(call.id(), call);
            journal.add(new CallTransition(call, "adopted " + call.version(), "Adopted", clock.instant()));
        });
        return new AdoptedCalls(expired.stream().map(HeldLease::application).toList(), adopted);
    }

    private boolean isOwnerless(StoredCall call) {
        return leases.values().stream()
                .noneMatch(held -> held.lease().instance().equals(call.owner())
                        && held.lease().asterisk().equals(call.asterisk()));
    }

    private boolean isLeft(StoredCall call) {
        return arrivedAt(call.id()).plus(LEFT_AFTER).isBefore(clock.instant())
                && leases.values().stream()
                        .noneMatch(held -> held.lease().asterisk().equals(call.asterisk()) && !isExpired(held));
    }

    private static StoredCall ownedBy(CallLease lease, StoredCall call) {
        return new StoredCall(
                call.id(),
                call.caller(),
                lease.instance(),
                lease.asterisk(),
                call.version() + 1,
                call.step(),
                call.outcome(),
                call.receipt(),
                call.state(),
                call.timers());
    }

    private synchronized boolean isHeld(CallLease lease) {
        HeldLease held = leases.get(lease.instance());
        return held != null && held.lease().equals(lease);
    }

    private boolean isExpired(HeldLease held) {
        return !held.expires().isAfter(clock.instant());
    }
}
