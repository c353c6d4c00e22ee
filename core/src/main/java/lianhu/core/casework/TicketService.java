package lianhu.core.casework;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lianhu.core.casework.TicketRepository.AppendResult;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.MessageSource;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer;
import lianhu.core.ticket.TicketWithReceipts;

/** Every change of a stored ticket: decided by pure code, written once, decided again after a concurrent change. */
@ApplicationScoped
public final class TicketService {
    private static final int MAX_ATTEMPTS = 5;

    private final TicketRepository ticketRepository;
    private final TicketTransitions rules;
    private final NotificationPolicy notificationPolicy;
    private final AllowedActions allowedActions;
    private final InstantSource clock;

    public TicketService(
            TicketRepository ticketRepository,
            OwnerResolver ownerResolver,
            Catalogue catalogue,
            DeadlinePolicy deadlinePolicy,
            NotificationPolicy notificationPolicy,
            InstantSource clock) {
        this.ticketRepository = ticketRepository;
        this.rules = new TicketTransitions(ownerResolver, catalogue, deadlinePolicy, notificationPolicy);
        this.notificationPolicy = notificationPolicy;
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

    /** For any version. */
    public Uni<Outcome> act(TicketNo no, Action action) {
        return actIdempotently(no, OptionalInt.empty(), action);
    }

    /** Only if the ticket still has the version the actor saw. */
    public Uni<Outcome> act(TicketNo no, int version, Action action) {
        return actIdempotently(no, OptionalInt.of(version), action);
    }

    /** A message that comes again after it was applied gets Done, whatever the ticket is now. */
    private Uni<Outcome> actIdempotently(TicketNo no, OptionalInt version, Action action) {
        return act(no, version, action, MAX_ATTEMPTS).chain(outcome -> switch (outcome) {
            case Outcome.Rejected rejected -> ifNotApplied(action, rejected, rejected.ticket());
            case Outcome.VersionConflict versionConflict ->
                ifNotApplied(action, versionConflict, versionConflict.ticket());
            case Outcome.Done done -> Uni.createFrom().item(done);
            case Outcome.NotFound notFound -> Uni.createFrom().item(notFound);
        });
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
        Set<ActionType> may = allowedActions.of(ticket, action.by(), DeadlinePolicy.localDate(now));
        if (!may.contains(action.type())) {
            return rejected(TicketTransitions.rejectionReason(ticket, action), may, ticket);
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

    /** Handles a timer that is due, if it still matters. It is due again if this fails. */
    public Uni<Void> handle(TicketRepository.DueTimer dueTimer) {
        return ticketRepository
                .find(dueTimer.ticket())
                .chain(found -> found.map(ticketWithReceipts -> handle(ticketWithReceipts, dueTimer))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> ticketRepository.complete(dueTimer));
    }

    private Uni<Void> handle(TicketWithReceipts ticketWithReceipts, TicketRepository.DueTimer dueTimer) {
        Ticket ticket = ticketWithReceipts.ticket();
        TicketTimer ticketTimer = dueTimer.timer();
        return switch (ticketTimer.kind()) {
            case RECALL ->
                ticket.isAcknowledged()
                                || ticket.state().stage().compareTo(Stage.ASSIGNING) > 0
                                || ticketTimer.round() > 30
                        ? Uni.createFrom().voidItem()
                        : ticketRepository
                                .append(List.of(new TicketUpdate(
                                        ticket,
                                        ticket.version(),
                                        List.of(),
                                        notificationPolicy.afterTimeout(
                                                ticketWithReceipts, ticketTimer.round(), clock.instant()),
                                        List.of(notificationPolicy.nextRecall(ticketTimer)))))
                                .chain(ended -> ended == AppendResult.CONFLICT
                                        ? handle(dueTimer)
                                        : Uni.createFrom().voidItem());
            case UNIT_HEAD_TIMEOUT ->
                ticket.state() == State.DISPATCHED && ticket.owner().type() == OwnerType.UNIT
                        ? act(
                                        ticket.no(),
                                        Action.of(ActionType.PASS_ON, Actor.GATEWAY)
                                                .withWords("联户长一天没有回话，转网格"))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem();
            case AUTO_CLOSE -> autoClose(ticket);
        };
    }

    /**
     * The objection period starts over when the ticket was reopened and answered again, or added to, after the timer was
     * set.
     */
    private Uni<Void> autoClose(Ticket ticket) {
        if (ticket.state() != State.FEEDBACK_DUE) {
            return Uni.createFrom().voidItem();
        }
        TicketTimer due = notificationPolicy.autoCloseTimer(ticket.changedAt());
        return due.at().isAfter(clock.instant())
                ? ticketRepository
                        .append(List.of(new TicketUpdate(ticket, ticket.version(), List.of(), List.of(), List.of(due))))
                        .replaceWithVoid()
                : act(ticket.no(), Action.of(ActionType.CLOSE, Actor.GATEWAY)).replaceWithVoid();
    }

    private static Uni<Outcome> rejected(String why, Set<ActionType> may, Ticket ticket) {
        return Uni.createFrom().item(new Outcome.Rejected(why, may, ticket));
    }

    /** Today in the county's time zone. */
    public LocalDate today() {
        return DeadlinePolicy.localDate(clock.instant());
    }
}
