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
public record DisclosureRequest(Optional<TicketEvent> requested, Optional<TicketEvent> approved, Set<String> viewers) {
    /** An ask that nobody agreed to within it is forgotten. */
    public static final Duration APPROVAL_PERIOD = Duration.ofHours(24);

    /** So long after the second person agreed each of the two may look, once. */
    public static final Duration VIEWING_PERIOD = Duration.ofMinutes(15);

    private static final DisclosureRequest NOTHING =
            new DisclosureRequest(Optional.empty(), Optional.empty(), Set.of());

    public DisclosureRequest {
        viewers = Set.copyOf(viewers);
    }

    public static DisclosureRequest of(List<TicketEvent> history, Instant now) {
        DisclosureRequest disclosureRequest = NOTHING;
        for (TicketEvent event : history) {
            disclosureRequest = switch (event.change()) {
                case Change.DisclosureRequested asked ->
                    new DisclosureRequest(Optional.of(event), Optional.empty(), Set.of());
                case Change.DisclosureApproved agreed ->
                    new DisclosureRequest(disclosureRequest.requested, Optional.of(event), Set.of());
                case Change.DisclosureViewed looked -> disclosureRequest.viewedBy(event.by());
                case Change.Received r -> disclosureRequest;
                case Change.Triaged t -> disclosureRequest;
                case Change.Dispatched d -> disclosureRequest;
                case Change.Accepted a -> disclosureRequest;
                case Change.Returned r -> disclosureRequest;
                case Change.ResultSubmitted r -> disclosureRequest;
                case Change.Closed c -> disclosureRequest;
                case Change.Reopened r -> disclosureRequest;
                case Change.Merged m -> disclosureRequest;
                case Change.MergedFrom a -> disclosureRequest;
                case Change.Withdrawn w -> disclosureRequest;
                case Change.Supplemented s -> disclosureRequest;
                case Change.Transcribed w -> disclosureRequest;
                case Change.Acknowledged a -> disclosureRequest;
            };
        }
        return disclosureRequest.isOverAt(now) ? NOTHING : disclosureRequest;
    }

    /** Nothing asked, or the time is over. */
    public boolean isIdle() {
        return requested.isEmpty();
    }

    public boolean awaitsApproval() {
        return requested.isPresent() && approved.isEmpty();
    }

    /** One of the two who has not looked yet, while the time runs. */
    public boolean mayView(Actor actor) {
        return approved.isPresent() && isParticipant(actor) && !viewers.contains(actor.id());
    }

    public boolean isRequester(Actor actor) {
        return requested.filter(event -> event.by().id().equals(actor.id())).isPresent();
    }

    public boolean isParticipant(Actor actor) {
        return isRequester(actor)
                || approved.filter(event -> event.by().id().equals(actor.id())).isPresent();
    }

    /** Until when the ask waits, or both may look. */
    public Optional<Instant> until() {
        return approved.map(event -> event.at().plus(VIEWING_PERIOD))
                .or(() -> requested.map(event -> event.at().plus(APPROVAL_PERIOD)));
    }

    private boolean isOverAt(Instant now) {
        return until().filter(end -> !end.isAfter(now)).isPresent();
    }

    private DisclosureRequest viewedBy(Actor actor) {
        Set<String> all = new HashSet<>(viewers);
        all.add(actor.id());
        return new DisclosureRequest(requested, approved, all);
    }
}
