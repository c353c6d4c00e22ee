package lianhu.core.casework;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.deadline.DeadlineLadder;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.MessageSource;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketWithReceipts;

/** Every change of a stored ticket: decided by pure code, written once, decided again after a concurrent change. */
@ApplicationScoped
public final class TicketService {
    private static final int MAX_ATTEMPTS = 5;

    private final TicketRepository ticketRepository;
    private final TicketTransitions rules;
    private final TicketTimerHandler timerHandler;
    private final AllowedActions allowedActions;
    private final InstantSource clock;

    public TicketService(
            TicketRepository ticketRepository,
            OwnerResolver ownerResolver,
            Catalogue catalogue,
            DeadlinePolicy deadlinePolicy,
            NotificationPolicy notificationPolicy,
            ResultCheckPolicy resultCheckPolicy,
            InstantSource clock) {
        this.ticketRepository = ticketRepository;
        AnswerDueDates dueDates = new AnswerDueDates(catalogue, deadlinePolicy);
        TicketUpdateBuilder updates = new TicketUpdateBuilder(dueDates, deadlinePolicy, notificationPolicy);
        this.rules = new TicketTransitions(
                ownerResolver,
                catalogue,
                deadlinePolicy,
                dueDates,
                new ReporterWaitRules(deadlinePolicy.calendar(), notificationPolicy),
                resultCheckPolicy,
                updates);
        this.timerHandler = new TicketTimerHandler(
                ticketRepository,
                rules,
                updates,
                dueDates,
                new DeadlineLadder(deadlinePolicy.calendar()),
                notificationPolicy,
                clock);
        this.allowedActions = new AllowedActions(ownerResolver);
        this.clock = clock;
    }

    /** The result of an action. A refusal is a value, not an exception. */
    public sealed interface Outcome {
        /** Done now, or earlier by the same message. */
        record Done(Ticket ticket) implements Outcome {}

        /** Not possible now; {@code allowed} is what this actor may do instead. */
        record Rejected(String why, Set<ActionType> allowed, Ticket ticket) implements Outcome {}

        /** Decided on an older version; {@code ticket} is the current one. */
        record VersionConflict(Ticket ticket) implements Outcome {}

        record NotFound() implements Outcome {}
    }

    /** See {@link TicketRepository#appliedBySource}. */
    public Uni<Optional<TicketRepository.AppliedChange>> appliedBySource(MessageSource messageSource) {
        return ticketRepository.appliedBySource(messageSource);
    }

    public AllowedActions allowedActions() {
        return allowedActions;
    }

    /** See {@link TicketRepository#find}. */
    public Uni<Optional<TicketWithReceipts>> find(TicketNo no) {
        return ticketRepository.find(no);
    }

    /** For any version. */
    public Uni<Outcome> act(TicketNo no, Action action) {
        return act(no, OptionalInt.empty(), action, MAX_ATTEMPTS).chain(outcome -> unlessApplied(action, outcome));
    }

    /** Only if the ticket still has the version the actor saw. */
    public Uni<Outcome> act(TicketNo no, int version, Action action) {
        return act(no, OptionalInt.of(version), action, MAX_ATTEMPTS).chain(outcome -> unlessApplied(action, outcome));
    }

    /** Acts on a ticket that was just loaded. It is loaded again only after a conflict with another change. */
    public Uni<Outcome> act(TicketWithReceipts loaded, Action action) {
        return act(loaded, OptionalInt.empty(), action, MAX_ATTEMPTS).chain(outcome -> unlessApplied(action, outcome));
    }

    /** A message that comes again after it was applied gets Done, whatever the ticket is now. */
    private Uni<Outcome> unlessApplied(Action action, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Rejected rejected -> ifNotApplied(action, rejected, rejected.ticket());
            case Outcome.VersionConflict versionConflict ->
                ifNotApplied(action, versionConflict, versionConflict.ticket());
            case Outcome.Done done -> Uni.createFrom().item(done);
            case Outcome.NotFound notFound -> Uni.createFrom().item(notFound);
        };
    }

    private Uni<Outcome> ifNotApplied(Action action, Outcome refusal, Ticket ticket) {
        return action.source()
                .map(messageSource -> ticketRepository
                        .appliedBySource(messageSource)
                        .<Outcome>map(appliedChange -> appliedChange
                                        .map(TicketRepository.AppliedChange::ticket)
                                        .filter(ticket.no()::equals)
                                        .isPresent()
                                ? new Outcome.Done(ticket)
                                : refusal))
                .orElseGet(() -> Uni.createFrom().item(refusal));
    }

    private Uni<Outcome> act(TicketNo no, OptionalInt version, Action action, int tries) {
        return ticketRepository
                .find(no)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(new Outcome.NotFound())
                        : act(found.get(), version, action, tries));
    }

    private Uni<Outcome> act(TicketWithReceipts ticketWithReceipts, OptionalInt version, Action action, int tries) {
        Ticket ticket = ticketWithReceipts.ticket();
        if (version.isPresent() && version.getAsInt() != ticket.version()) {
            return Uni.createFrom().item(new Outcome.VersionConflict(ticket));
        }
        Instant now = clock.instant();
        Set<ActionType> may = allowedActions.of(ticket, action.by(), now);
        if (!may.contains(action.type())) {
            return rejected(RejectionReasons.of(ticket, action, may, now), may, ticket);
        }
        return mergeTarget(action).chain(other -> switch (rules.decide(ticketWithReceipts, action, other, now)) {
            case TicketTransitions.Decision.Reject reject -> rejected(reject.why(), may, ticket);
            case TicketTransitions.Decision.Apply apply -> apply(apply, ticketWithReceipts, version, action, tries);
        });
    }

    private Uni<Outcome> apply(
            TicketTransitions.Decision.Apply apply,
            TicketWithReceipts ticketWithReceipts,
            OptionalInt version,
            Action action,
            int tries) {
        return ticketRepository.append(apply.updates()).chain(ended -> switch (ended) {
            case DONE ->
                Uni.createFrom()
                        .item(new Outcome.Done(apply.updates().getFirst().after()));
            case REPEATED -> Uni.createFrom().item(new Outcome.Done(ticketWithReceipts.ticket()));
            case CONFLICT ->
                tries > 1
                        ? act(ticketWithReceipts.ticket().no(), version, action, tries - 1)
                        : Uni.createFrom().item(new Outcome.VersionConflict(ticketWithReceipts.ticket()));
        });
    }

    private Uni<Optional<TicketWithReceipts>> mergeTarget(Action action) {
        return action.type() == ActionType.MERGE && action.into().isPresent()
                ? ticketRepository.find(action.into().get())
                : Uni.createFrom().item(Optional.empty());
    }

    /** See {@link TicketTimerHandler#handle}. */
    public Uni<Void> handle(TicketRepository.DueTimer dueTimer) {
        return timerHandler.handle(dueTimer);
    }

    private static Uni<Outcome> rejected(String why, Set<ActionType> may, Ticket ticket) {
        return Uni.createFrom().item(new Outcome.Rejected(why, may, ticket));
    }

    public Instant now() {
        return clock.instant();
    }

    /** Today in the county's time zone. */
    public LocalDate today() {
        return DeadlinePolicy.localDate(clock.instant());
    }
}
