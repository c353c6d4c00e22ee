package lianhu.core.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far two persons have come with learning who reported a sealed matter; replayed from the ticket's events. Pure. Text 2
 * promises the reporter: 要看您是谁，须两人批准并留下记录.
 *
 * @param first who asked; empty while nobody does
 * @param second who agreed; empty while nobody did
 * @param seen ids of those who had their look
 */
public record Unseal(Optional<TicketEvent> first, Optional<TicketEvent> second, Set<String> seen) {
    /** An ask that nobody agreed to within it is forgotten. */
    public static final Duration WAITS = Duration.ofHours(24);

    /** So long after the second person agreed each of the two may look, once. */
    public static final Duration OPEN = Duration.ofMinutes(15);

    private static final Unseal NOTHING = new Unseal(Optional.empty(), Optional.empty(), Set.of());

    public Unseal {
        seen = Set.copyOf(seen);
    }

    public static Unseal of(List<TicketEvent> history, Instant now) {
        Unseal unseal = NOTHING;
        for (TicketEvent event : history) {
            unseal = switch (event.change()) {
                case Change.UnsealAsked asked -> new Unseal(Optional.of(event), Optional.empty(), Set.of());
                case Change.Unsealed agreed -> new Unseal(unseal.first, Optional.of(event), Set.of());
                case Change.UnsealSeen looked -> unseal.seenBy(event.by());
                case Change.Received r -> unseal;
                case Change.Triaged t -> unseal;
                case Change.Dispatched d -> unseal;
                case Change.Accepted a -> unseal;
                case Change.Returned r -> unseal;
                case Change.ResultSubmitted r -> unseal;
                case Change.Closed c -> unseal;
                case Change.Reopened r -> unseal;
                case Change.Merged m -> unseal;
                case Change.Absorbed a -> unseal;
                case Change.Withdrawn w -> unseal;
                case Change.Supplemented s -> unseal;
                case Change.WrittenDown w -> unseal;
                case Change.Acknowledged a -> unseal;
            };
        }
        return unseal.isOverAt(now) ? NOTHING : unseal;
    }

    /** Nothing asked, or the time is over. */
    public boolean isIdle() {
        return first.isEmpty();
    }

    public boolean waitsForSecond() {
        return first.isPresent() && second.isEmpty();
    }

    /** One of the two who has not looked yet, while the time runs. */
    public boolean mayLook(Actor actor) {
        return second.isPresent() && isOneOfBoth(actor) && !seen.contains(actor.id());
    }

    public boolean isFirst(Actor actor) {
        return first.filter(event -> event.by().id().equals(actor.id())).isPresent();
    }

    public boolean isOneOfBoth(Actor actor) {
        return isFirst(actor)
                || second.filter(event -> event.by().id().equals(actor.id())).isPresent();
    }

    /** Until when the ask waits, or both may look. */
    public Optional<Instant> until() {
        return second.map(event -> event.at().plus(OPEN))
                .or(() -> first.map(event -> event.at().plus(WAITS)));
    }

    private boolean isOverAt(Instant now) {
        return until().filter(end -> !end.isAfter(now)).isPresent();
    }

    private Unseal seenBy(Actor actor) {
        Set<String> all = new HashSet<>(seen);
        all.add(actor.id());
        return new Unseal(first, second, all);
    }
}
