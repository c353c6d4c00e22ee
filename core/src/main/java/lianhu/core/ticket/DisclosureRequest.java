package lianhu.core.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Progress of disclosing who reported a sealed matter, replayed from the ticket's events. Pure. The receipt promises the
 * reporter: 要看您是谁，须两人批准并留下记录.
 *
 * @param requested the open request, if any
 * @param approved its approval, if any
 * @param viewers ids of those who viewed
 */
public record DisclosureRequest(Optional<TicketEvent> requested, Optional<TicketEvent> approved, Set<String> viewers) {
    /** A request without approval expires after it. */
    public static final Duration APPROVAL_PERIOD = Duration.ofHours(24);

    /** After the approval each of the two may view once within it. */
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
                case Change.AcceptanceOverdue a -> disclosureRequest;
                case Change.ExtensionRequested e -> disclosureRequest;
                case Change.ExtensionGranted e -> disclosureRequest;
                case Change.ExtensionRefused e -> disclosureRequest;
                case Change.ReporterAsked a -> disclosureRequest;
                case Change.ReporterReminded a -> disclosureRequest;
                case Change.Resumed r -> disclosureRequest;
                case Change.Returned r -> disclosureRequest;
                case Change.ResultSubmitted r -> disclosureRequest;
                case Change.ResultPassed r -> disclosureRequest;
                case Change.ResultRejected r -> disclosureRequest;
                case Change.Supervised s -> disclosureRequest;
                case Change.SupervisionAnswered s -> disclosureRequest;
                case Change.SupervisionOverdue s -> disclosureRequest;
                case Change.Closed c -> disclosureRequest;
                case Change.Reopened r -> disclosureRequest;
                case Change.Merged m -> disclosureRequest;
                case Change.MergedFrom a -> disclosureRequest;
                case Change.Withdrawn w -> disclosureRequest;
                case Change.Supplemented s -> disclosureRequest;
                case Change.Transcribed w -> disclosureRequest;
                case Change.Acknowledged a -> disclosureRequest;
                case Change.DueDateRecounted d -> disclosureRequest;
                case Change.DeadlineReached d -> disclosureRequest;
                case Change.Consulted c -> disclosureRequest;
                case Change.Erased e -> disclosureRequest;
            };
        }
        return disclosureRequest.isOverAt(now) ? NOTHING : disclosureRequest;
    }

    /** No request, or its time is over. */
    public boolean isIdle() {
        return requested.isEmpty();
    }

    public boolean awaitsApproval() {
        return requested.isPresent() && approved.isEmpty();
    }

    /** One of the two who has not viewed yet, within the viewing period. */
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

    /** End of the wait for approval, or of the viewing period. */
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
