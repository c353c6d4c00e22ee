package lianhu.core.outbound;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.notice.Recipient;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** The fake of the database. What it holds outlives the gateways of a test. */
public final class InMemoryOutboundCalls implements OutboundCallStore {
    private enum State {
        WAITING,
        DIALLING,
        ENDED
    }

    private static final class Entry {
        private final long id;
        private PlannedCall plan;
        private final Instant createdAt;
        private State state;
        private Optional<OutboundResult> result;
        private int attempts;
        private Instant nextAt;
        private @Nullable String owner;
        private Instant leaseUntil = Instant.MAX;
        private final List<Attempt> journal = new ArrayList<>();

        private Entry(long id, PlannedCall plan, Instant now) {
            this.id = id;
            this.plan = plan;
            createdAt = now;
            state = plan.refusal().isPresent() ? State.ENDED : State.WAITING;
            result = plan.refusal();
            nextAt = now;
        }

        private boolean isFollowUp() {
            return plan.matter() instanceof CallMatter.OfFollowUp;
        }

        private boolean hasNoNumber() {
            return state == State.ENDED
                    && result.filter(why -> why == OutboundResult.NO_NUMBER || why == OutboundResult.NOT_ALLOWED)
                            .isPresent();
        }

        private void replace(PlannedCall next, Instant now) {
            plan = next;
            state = next.refusal().isPresent() ? State.ENDED : State.WAITING;
            result = next.refusal();
            nextAt = now;
        }

        private OutboundCall call() {
            int congestions = (int) journal.stream()
                    .filter(attempt -> attempt.result().equals(Optional.of(OutboundResult.CONGESTION)))
                    .count();
            return new OutboundCall(id, plan.matter(), plan.recipient(), plan.number(), attempts, congestions);
        }
    }

    /** Never used twice while an Asterisk of the tests runs: it refuses an id whose channel is still there. */
    private static final AtomicLong IDS = new AtomicLong();

    private final Set<Uncalled> called = new LinkedHashSet<>();
    private final Map<Uncalled, Instant> solved = new LinkedHashMap<>();
    private final Set<CallMatter> answered = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<CallbackOutcome> callbacks = new ArrayList<>();
    private final Map<String, WrapUp> wrapUps = new LinkedHashMap<>();
    private volatile boolean isAway;

    /** A message calls this recipient to the matter. */
    public synchronized void call(CallMatter matter, Recipient recipient) {
        called.add(new Uncalled(matter, recipient));
    }

    /** A matter that was reported by telephone is said to be solved. */
    public synchronized void solve(CallMatter matter, Recipient reporter, Instant at) {
        solved.put(new Uncalled(matter, reporter), at);
    }

    /** Somebody answered. */
    public synchronized void answer(CallMatter matter) {
        answered.add(matter);
    }

    /** Whether no call can be taken over before then from the instance that has it. */
    public synchronized boolean isHeldUntil(Instant at) {
        return entries.stream().noneMatch(entry -> entry.state == State.DIALLING && entry.leaseUntil.isBefore(at));
    }

    /** From now on nothing can be read or written, or it can again. */
    public void setAway(boolean away) {
        isAway = away;
    }

    @Override
    public Uni<List<Uncalled>> findUncalled(int limit, Instant now) {
        return uni(() -> called.stream()
                .filter(one -> !answered.contains(one.matter()) && isUncalled(one, now))
                .limit(limit)
                .toList());
    }

    @Override
    public Uni<List<Uncalled>> findUnasked(int limit, Instant before) {
        return uni(() -> solved.entrySet().stream()
                .filter(one -> !one.getValue().isAfter(before))
                .map(Map.Entry::getKey)
                .filter(one -> !answered.contains(one.matter()) && entry(one.matter(), one.recipient()) == null)
                .limit(limit)
                .toList());
    }

    @Override
    public Uni<Void> plan(PlannedCall call, Instant now) {
        return uni(() -> {
            Entry before = entry(call.matter(), call.recipient());
            if (before == null || call.matter() instanceof CallMatter.OfReporterCall && before.state == State.ENDED) {
                entries.add(new Entry(IDS.incrementAndGet(), call, now));
            } else if (before.hasNoNumber()) {
                before.replace(call, now);
            }
            return null;
        });
    }

    @Override
    public Uni<Boolean> planCallback(CallMatter.OfCallback callback, String number, Instant now) {
        return uni(() -> {
            boolean isTaken = entries.stream()
                    .anyMatch(entry -> entry.state != State.ENDED
                            && entry.plan.matter() instanceof CallMatter.OfCallback(var call, var agent, var extension)
                            && (call.equals(callback.call()) || agent.equals(callback.agent())));
            if (!isTaken) {
                PlannedCall plan = new PlannedCall(
                        callback, new Recipient.DepartmentContact(callback.agent()), "", number, Optional.empty());
                entries.add(new Entry(IDS.incrementAndGet(), plan, now));
            }
            return !isTaken;
        });
    }

    /**
     * An agent has called somebody back.
     *
     * @param call the missed call
     */
    public record WrapUp(String call, Instant at) {}

    /** The missed call that this agent calls back at present. */
    public synchronized Optional<String> calledBackBy(String agent) {
        return entries.stream()
                .filter(entry -> entry.state != State.ENDED)
                .map(entry -> entry.plan.matter())
                .filter(matter -> matter instanceof CallMatter.OfCallback callback
                        && callback.agent().equals(agent))
                .map(matter -> ((CallMatter.OfCallback) matter).call())
                .findFirst();
    }

    /** Whom this agent called back last, having picked up. */
    public synchronized Optional<WrapUp> wrapUp(String agent) {
        return Optional.ofNullable(wrapUps.get(agent));
    }

    /** What was recorded of calling back missed calls, in its order. */
    public synchronized List<CallbackOutcome> callbacks() {
        return List.copyOf(callbacks);
    }

    private boolean isUncalled(Uncalled one, Instant now) {
        Entry entry = entry(one.matter(), one.recipient());
        return entry == null
                || entry.hasNoNumber() && !entry.nextAt.plusSeconds(60).isAfter(now);
    }

    @Override
    public Uni<List<OutboundCall>> claim(Claim claim) {
        return uni(() -> {
            List<OutboundCall> claimed = new ArrayList<>();
            List<Entry> emergenciesFirst = entries.stream()
                    .sorted(Comparator.comparing(Entry::isFollowUp))
                    .toList();
            for (Entry entry : emergenciesFirst) {
                if (entry.state == State.WAITING
                        && mayFollowUp(entry, claim)
                        && !entry.nextAt.isAfter(claim.now())
                        && isNeeded(entry, claim.now())
                        && entries.stream()
                                        .filter(other -> other.state == State.DIALLING)
                                        .count()
                                < claim.lines()
                        && entries.stream()
                                .noneMatch(other -> other.state == State.DIALLING && isSameNumber(other, entry))
                        && counted(entry, claim.now()) < claim.perDay()) {
                    entry.state = State.DIALLING;
                    entry.owner = claim.owner();
                    entry.leaseUntil = claim.leaseUntil();
                    entry.attempts++;
                    entry.journal.add(new Attempt(claim.now(), Optional.empty()));
                    claimed.add(entry.call());
                }
            }
            return claimed;
        });
    }

    private boolean isNeeded(Entry entry, Instant now) {
        return entry.plan.matter() instanceof CallMatter.OfReporterCall
                        || entry.plan.matter() instanceof CallMatter.OfCallback
                ? entry.createdAt.isAfter(now.minusSeconds(120))
                : !answered.contains(entry.plan.matter());
    }

    private boolean mayFollowUp(Entry entry, Claim claim) {
        if (!entry.isFollowUp()) {
            return true;
        }
        long asking = entries.stream()
                .filter(other -> other.isFollowUp() && other.state == State.DIALLING)
                .count();
        boolean wasAsked = entries.stream()
                .filter(other -> other != entry && other.isFollowUp() && isSameNumber(other, entry))
                .flatMap(other -> other.journal.stream())
                .anyMatch(attempt -> isOfDay(attempt, claim.now()));
        return asking < claim.followUpLines() && !wasAsked;
    }

    private static boolean isOfDay(Attempt attempt, Instant now) {
        return attempt.at().isAfter(now.minus(Duration.ofHours(24)))
                && !attempt.result().equals(Optional.of(OutboundResult.CONGESTION));
    }

    private long counted(Entry entry, Instant now) {
        return entries.stream()
                .filter(other -> isSameNumber(other, entry))
                .flatMap(other -> other.journal.stream())
                .filter(attempt -> isOfDay(attempt, now))
                .count();
    }

    private static boolean isSameNumber(Entry one, Entry other) {
        return one.plan.number().equals(other.plan.number());
    }

    @Override
    public Uni<Integer> endUnneeded(Instant now) {
        return uni(() -> {
            int ended = 0;
            for (Entry entry : entries) {
                if (entry.state == State.WAITING && !isNeeded(entry, now)) {
                    entry.state = State.ENDED;
                    entry.result = entry.result.or(() -> Optional.of(OutboundResult.NOT_NEEDED));
                    ended++;
                }
            }
            return ended;
        });
    }

    @Override
    public Uni<List<OutboundCall>> findUnneeded(String owner, Instant now) {
        return uni(() -> entries.stream()
                .filter(entry -> entry.state == State.DIALLING && owner.equals(entry.owner) && !isNeeded(entry, now))
                .map(Entry::call)
                .toList());
    }

    @Override
    public Uni<List<OutboundCall>> findClaimed(String owner) {
        return uni(() -> entries.stream()
                .filter(entry -> entry.state == State.DIALLING && owner.equals(entry.owner))
                .map(Entry::call)
                .toList());
    }

    @Override
    public Uni<Void> renew(String owner, Set<Long> calls, Instant leaseUntil) {
        return uni(() -> {
            entries.stream()
                    .filter(entry ->
                            calls.contains(entry.id) && entry.state == State.DIALLING && owner.equals(entry.owner))
                    .forEach(entry -> entry.leaseUntil = leaseUntil);
            return null;
        });
    }

    @Override
    public Uni<List<OutboundCall>> takeOver(String owner, Instant now, Instant leaseUntil) {
        return uni(() -> {
            List<OutboundCall> taken = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry.state == State.DIALLING && !entry.leaseUntil.isAfter(now)) {
                    entry.owner = owner;
                    entry.leaseUntil = leaseUntil;
                    taken.add(entry.call());
                }
            }
            return taken;
        });
    }

    @Override
    public Uni<Void> end(OutboundCall call, OutboundResult result, int cause, Instant at, Optional<Instant> next) {
        return uni(() -> {
            entries.stream()
                    .filter(entry ->
                            entry.id == call.id() && entry.attempts == call.attempt() && entry.state == State.DIALLING)
                    .forEach(entry -> {
                        if (entry.plan.matter() instanceof CallMatter.OfCallback callback) {
                            CallbackCalls.outcome(result).ifPresent(callbacks::add);
                            if (CallbackCalls.needsWrapUp(result)) {
                                wrapUps.put(callback.agent(), new WrapUp(callback.call(), at));
                            }
                        }
                        entry.state = next.isPresent() ? State.WAITING : State.ENDED;
                        entry.nextAt = next.orElse(entry.nextAt);
                        entry.owner = null;
                        entry.result = Optional.of(result);
                        entry.journal.add(new Attempt(entry.journal.removeLast().at(), Optional.of(result)));
                    });
            return null;
        });
    }

    @Override
    public Uni<CallBoard> findByMatter(CallMatter matter, int limit, Instant now, int perDay) {
        return uni(() -> {
            List<Entry> found = entries.stream()
                    .filter(entry -> isAbout(entry.plan.matter(), matter))
                    .sorted(Comparator.comparing((Entry entry) -> entry.state == State.ENDED)
                            .thenComparing(entry -> entry.id, Comparator.reverseOrder()))
                    .toList();
            return new CallBoard(
                    found.stream()
                            .limit(limit)
                            .map(entry -> new CalledRecipient(
                                    entry.plan.recipient(),
                                    progress(entry, now, perDay),
                                    entry.result,
                                    List.copyOf(entry.journal)))
                            .toList(),
                    found.size());
        });
    }

    /** All talks with reporters of one ticket are one matter. */
    private static boolean isAbout(CallMatter one, CallMatter other) {
        return one.equals(other)
                || one instanceof CallMatter.OfReporterCall(TicketNo ticket, ReceiptNo receipt)
                        && other instanceof CallMatter.OfReporterCall(TicketNo same, ReceiptNo any)
                        && ticket.equals(same);
    }

    private Progress progress(Entry entry, Instant now, int perDay) {
        return switch (entry.state) {
            case WAITING -> counted(entry, now) < perDay ? Progress.WAITING : Progress.AT_DAILY_LIMIT;
            case DIALLING -> Progress.RINGING;
            case ENDED -> Progress.ENDED;
        };
    }

    private @Nullable Entry entry(CallMatter matter, Recipient recipient) {
        return entries.reversed().stream()
                .filter(entry -> isAbout(entry.plan.matter(), matter)
                        && entry.plan.recipient().equals(recipient))
                .findFirst()
                .orElse(null);
    }

    private <T extends @Nullable Object> Uni<T> uni(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            if (isAway) {
                throw new IllegalStateException("the store is away");
            }
            synchronized (this) {
                return work.get();
            }
        });
    }
}
