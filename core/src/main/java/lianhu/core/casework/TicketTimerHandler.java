package lianhu.core.casework;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.DeadlineLadder;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.notify.TimerPolicy;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketTimer;
import lianhu.core.ticket.TicketWithReceipts;

/** Carries out a timer that is due, if it still matters. It ends together with its effect, in one transaction. */
final class TicketTimerHandler {
    private static final int MAX_ATTEMPTS = 5;

    private final TicketRepository ticketRepository;
    private final TicketTransitions transitions;
    private final TicketUpdateBuilder updates;
    private final AnswerDueDates dueDates;
    private final DeadlineLadder ladder;
    private final NotificationPolicy notificationPolicy;
    private final InstantSource clock;

    TicketTimerHandler(
            TicketRepository ticketRepository,
            TicketTransitions transitions,
            TicketUpdateBuilder updates,
            AnswerDueDates dueDates,
            DeadlineLadder ladder,
            NotificationPolicy notificationPolicy,
            InstantSource clock) {
        this.ticketRepository = ticketRepository;
        this.transitions = transitions;
        this.updates = updates;
        this.dueDates = dueDates;
        this.ladder = ladder;
        this.notificationPolicy = notificationPolicy;
        this.clock = clock;
    }

    /** Fails, and the timer is due again after its lease, when other changes of the ticket come first each time. */
    Uni<Void> handle(DueTimer fired) {
        return handle(fired, MAX_ATTEMPTS);
    }

    private Uni<Void> handle(DueTimer fired, int tries) {
        return ticketRepository
                .find(fired.ticket())
                .map(found -> found.flatMap(loaded -> effect(loaded, fired.timer(), clock.instant())))
                .chain(effect -> effect.map(update -> append(fired, update, tries))
                        .orElseGet(() -> ticketRepository.complete(fired)));
    }

    private Uni<Void> append(DueTimer fired, TicketUpdate effect, int tries) {
        return ticketRepository.append(fired, effect).chain(ended -> switch (ended) {
            case DONE, REPEATED -> Uni.createFrom().voidItem();
            case CONFLICT ->
                tries > 1
                        ? handle(fired, tries - 1)
                        : Uni.createFrom()
                                .failure(new IllegalStateException("timer " + fired.id() + " of " + fired.ticket()
                                        + ": another change came first " + MAX_ATTEMPTS + " times"));
        });
    }

    /** Empty when the timer no longer matters. */
    private Optional<TicketUpdate> effect(TicketWithReceipts loaded, TicketTimer ticketTimer, Instant now) {
        Ticket ticket = loaded.ticket();
        return switch (ticketTimer.kind()) {
            case RECALL ->
                ticket.isAcknowledged() || ticket.state().stage().compareTo(Stage.ASSIGNING) > 0
                        ? Optional.empty()
                        : Optional.of(new TicketUpdate(
                                ticket,
                                ticket.version(),
                                List.of(),
                                notificationPolicy.afterTimeout(loaded, ticketTimer.round(), now),
                                List.of(TimerPolicy.nextRecall(ticketTimer))));
            case UNIT_HEAD_TIMEOUT ->
                ticket.state() == State.DISPATCHED && ticket.owner().type() == OwnerType.UNIT
                        ? decide(
                                loaded,
                                Action.of(ActionType.PASS_ON, Actor.GATEWAY).withWords("联户长一天没有回话，转网格"),
                                now)
                        : Optional.empty();
            case DUE_DATE_RECOUNT ->
                isAnswered(ticket) || ticket.extensions() > 0 ? Optional.empty() : recountOrWait(loaded, now);
            case DEADLINE ->
                isAnswered(ticket) || ticket.state() == State.WAITING_REPORTER
                        ? Optional.empty()
                        : Optional.of(deadlineReached(loaded, ticketTimer, now));
            case REPORTER_ANSWER -> whileWaiting(loaded, now);
            case RESULT_CHECK ->
                ticket.state() == State.RESULT_SUBMITTED
                        ? decide(loaded, Action.of(ActionType.PASS_RESULT, Actor.GATEWAY), now)
                        : Optional.empty();
            case SUPERVISION_REPLY ->
                isAnswered(ticket)
                                || ticket.supervision()
                                        .filter(one -> !one.isAnswered())
                                        .isEmpty()
                        ? Optional.empty()
                        : Optional.of(updates.update(
                                loaded,
                                Action.of(ActionType.SUPERVISE, Actor.GATEWAY)
                                        .withWords(told(DeadlineStep.OVERDUE, loaded, now)),
                                now,
                                new Change.SupervisionOverdue()));
            case ACCEPTANCE -> whileNotAccepted(loaded, new Change.AcceptanceOverdue(), now);
            case RETURN_WINDOW ->
                ticket.isBoundByAcceptance()
                        ? whileNotAccepted(loaded, new Change.Accepted(true), now)
                        : Optional.empty();
            // ConsultationService handles these where the county consults.
            case CONSULTATION_OPENING, CONSULTATION -> Optional.empty();
            case AUTO_CLOSE -> ticket.state() == State.FEEDBACK_DUE ? closeOrWait(loaded, now) : Optional.empty();
        };
    }

    private Optional<TicketUpdate> whileNotAccepted(TicketWithReceipts loaded, Change change, Instant now) {
        return TimerPolicy.isToBeAccepted(loaded.ticket())
                ? Optional.of(updates.update(loaded, Action.of(ActionType.ACCEPT, Actor.GATEWAY), now, change))
                : Optional.empty();
    }

    /** Reminds once, and goes on when the time to wait is over. */
    private Optional<TicketUpdate> whileWaiting(TicketWithReceipts loaded, Instant now) {
        return loaded.ticket().reporterWait().current().flatMap(wait -> {
            if (!now.isBefore(wait.until())) {
                return decide(loaded, Action.of(ActionType.RESUME, Actor.GATEWAY), now);
            }
            return Optional.of(
                    updates.update(loaded, Action.of(ActionType.ASK, Actor.GATEWAY), now, new Change.ReporterReminded())
                            .withTimers(List.of(TimerPolicy.endOfWait(wait))));
        });
    }

    private static boolean isAnswered(Ticket ticket) {
        return ticket.state().stage().compareTo(Stage.ANSWERING) >= 0;
    }

    /** The next step of a due date that nobody has answered yet. The desk sees on its page what is nearly due. */
    private TicketUpdate deadlineReached(TicketWithReceipts loaded, TicketTimer fired, Instant now) {
        Ticket ticket = loaded.ticket();
        DeadlineStep step = ladder.reached(DeadlineStep.values()[fired.round()], ticket.due(), now);
        List<TicketTimer> timers = step
                .next()
                .map(next -> new TicketTimer(
                        fired.kind(), ladder.at(next, ticket.due(), ticket.urgency(), now), next.ordinal()))
                .stream()
                .toList();
        if (ticket.owner().isDesk() && !step.isOverdue()) {
            return new TicketUpdate(ticket, ticket.version(), List.of(), List.of(), timers);
        }
        return updates.update(
                        loaded,
                        Action.of(ActionType.DISPATCH, Actor.GATEWAY).withWords(told(step, loaded, now)),
                        now,
                        new Change.DeadlineReached(step))
                .withTimers(timers);
    }

    private String told(DeadlineStep step, TicketWithReceipts loaded, Instant now) {
        List<String> names = notificationPolicy.namesOfSupervisors(step, loaded, now);
        return !step.isOverdue() || loaded.ticket().isSealed()
                ? ""
                : names.isEmpty() ? "没有能报的责任人，请受理台打电话催" : "报给" + String.join("、", names);
    }

    private Optional<TicketUpdate> recountOrWait(TicketWithReceipts loaded, Instant now) {
        Ticket ticket = loaded.ticket();
        return dueDates.isProvisional(ticket)
                ? Optional.of(new TicketUpdate(
                        ticket, ticket.version(), List.of(), List.of(), List.of(TimerPolicy.recountTimer(now))))
                : dueDates.recounted(ticket)
                        .map(due -> updates.update(
                                loaded,
                                Action.of(ActionType.DISPATCH, Actor.GATEWAY),
                                now,
                                new Change.DueDateRecounted(due)));
    }

    /** The objection period starts over when the ticket was added to after the timer was set. */
    private Optional<TicketUpdate> closeOrWait(TicketWithReceipts loaded, Instant now) {
        Ticket ticket = loaded.ticket();
        TicketTimer due = TimerPolicy.autoCloseTimer(ticket.changedAt());
        return due.at().isAfter(now)
                ? Optional.of(new TicketUpdate(ticket, ticket.version(), List.of(), List.of(), List.of(due)))
                : decide(loaded, Action.of(ActionType.CLOSE, Actor.GATEWAY), now);
    }

    private Optional<TicketUpdate> decide(TicketWithReceipts loaded, Action action, Instant now) {
        return switch (transitions.decide(loaded, action, Optional.empty(), now)) {
            case TicketTransitions.Decision.Apply apply ->
                Optional.of(apply.updates().getFirst());
            case TicketTransitions.Decision.Reject reject -> Optional.empty();
        };
    }
}
