package lianhu.core.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.deadline.DueDate;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.notify.TimerPolicy;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer;
import lianhu.core.ticket.TicketWithReceipts;

/** Decides what follows from an action: events, deliveries and timers, or the reason of a refusal. Pure. */
final class TicketTransitions {
    private static final Duration REOPEN_WINDOW = Duration.ofDays(10);

    private final OwnerResolver ownerResolver;
    private final Catalogue catalogue;
    private final DeadlinePolicy deadlinePolicy;
    private final NotificationPolicy notificationPolicy;
    private final ExtensionRules extensionRules;

    TicketTransitions(
            OwnerResolver ownerResolver,
            Catalogue catalogue,
            DeadlinePolicy deadlinePolicy,
            NotificationPolicy notificationPolicy) {
        this.ownerResolver = ownerResolver;
        this.catalogue = catalogue;
        this.deadlinePolicy = deadlinePolicy;
        this.notificationPolicy = notificationPolicy;
        this.extensionRules = new ExtensionRules(catalogue, deadlinePolicy);
    }

    sealed interface Decision {
        record Apply(List<TicketUpdate> updates) implements Decision {}

        record Reject(String why) implements Decision {}
    }

    /** @param other the ticket to merge into, for a merge */
    Decision decide(
            TicketWithReceipts ticketWithReceipts, Action action, Optional<TicketWithReceipts> other, Instant now) {
        Ticket ticket = ticketWithReceipts.ticket();
        return switch (action.type()) {
            case DISPATCH -> {
                Owner to = action.to().orElse(ticket.owner());
                yield to.isDesk()
                        ? new Decision.Reject("要写明派给谁")
                        : ticket.route().isRecused(to)
                                ? new Decision.Reject("这件事说的是他们自己的人，按回避不能派回去")
                                : isOutsideCircle(ticket, action, to)
                                        ? new Decision.Reject("封存件只能交给县里指定打开封存件的人；说的是那个单位自己的，不能交回去")
                                        : dispatch(ticketWithReceipts, action, to, now);
            }
            case PASS_ON -> apply(ticketWithReceipts, action, now, passedOn(ticket, now));
            case ACCEPT -> apply(ticketWithReceipts, action, now, new Change.Accepted(false));
            case RETURN ->
                action.words().isBlank()
                        ? new Decision.Reject("退回要写理由")
                        : apply(ticketWithReceipts, action, now, new Change.Returned(ownerResolver.desk()));
            case RESULT -> result(ticketWithReceipts, action, now);
            case EXTEND ->
                extensionRules
                        .refusal(ticket, action, now)
                        .<Decision>map(Decision.Reject::new)
                        .orElseGet(() -> apply(ticketWithReceipts, action, now, extensionRules.requested(action)));
            case GRANT_EXTENSION ->
                ticket.extensionUntil()
                        .filter(until -> until.isAfter(now))
                        .map(until -> apply(ticketWithReceipts, action, now, new Change.ExtensionGranted(until)))
                        .orElseGet(() -> new Decision.Reject("想延到的日子已经过了，不能同意；请点“不同意延期”，写清理由"));
            case REFUSE_EXTENSION ->
                action.words().isBlank()
                        ? new Decision.Reject("不同意延期要写理由，承办的人会看到")
                        : apply(ticketWithReceipts, action, now, new Change.ExtensionRefused());
            case CLOSE -> apply(ticketWithReceipts, action, now, new Change.Closed(closeReason(action.by())));
            case REOPEN -> reopen(ticketWithReceipts, action, now);
            case WITHDRAW -> apply(ticketWithReceipts, action, now, new Change.Withdrawn());
            case SUPPLEMENT -> apply(ticketWithReceipts, action, now, new Change.Supplemented(action.receipt()));
            case ACKNOWLEDGE -> apply(ticketWithReceipts, action, now, new Change.Acknowledged());
            case WRITE_DOWN ->
                action.words().isBlank()
                        ? new Decision.Reject("听写要写下说的是什么事、在哪里")
                        : apply(ticketWithReceipts, action, now, new Change.Transcribed());
            case MERGE -> merge(ticketWithReceipts, action, other, now);
        };
    }

    /** The fourth owner is designated: it counts as accepted, and is not given back. */
    private Decision dispatch(TicketWithReceipts ticketWithReceipts, Action action, Owner to, Instant now) {
        Ticket ticket = ticketWithReceipts.ticket();
        Change dispatched = dispatched(ticket, to, now, false);
        boolean isDesignated = ticket.dispatches() >= Ticket.MAX_DISPATCHES && to.type() != OwnerType.UNIT;
        if (!isDesignated) {
            return apply(ticketWithReceipts, action, now, dispatched);
        }
        return action.words().isBlank()
                ? new Decision.Reject("已经派过三次，这次是指定承办，不能再退。要写明凭什么归他办")
                : apply(ticketWithReceipts, action, now, dispatched, new Change.Accepted(true));
    }

    private Decision result(TicketWithReceipts ticketWithReceipts, Action action, Instant now) {
        if (action.words().isBlank()) {
            return new Decision.Reject("办结要写一句结果，这句话会告诉报事的人");
        }
        if (ReceiptNo.isIn(action.words())) {
            return new Decision.Reject("结果会告诉报事的人，里面不能有受理号，去掉再写");
        }
        Change result = new Change.ResultSubmitted(action.isSolved());
        return ticketWithReceipts.ticket().state() == State.DISPATCHED
                        && ticketWithReceipts.ticket().owner().type() != OwnerType.UNIT
                ? apply(ticketWithReceipts, action, now, new Change.Accepted(false), result)
                : apply(ticketWithReceipts, action, now, result);
    }

    /** The same owner handles it again; the desk may dispatch it to another one. */
    private Decision reopen(TicketWithReceipts ticketWithReceipts, Action action, Instant now) {
        Ticket ticket = ticketWithReceipts.ticket();
        boolean isTooLate = ticket.state() == State.CLOSED
                && action.by().type() == Actor.Type.REPORTER
                && ticket.changedAt().plus(REOPEN_WINDOW).isBefore(now);
        if (isTooLate) {
            return new Decision.Reject("办结已经过了十天，请重新报一件，我们当新事来办");
        }
        return ticket.owner().isDesk()
                ? apply(ticketWithReceipts, action, now, new Change.Reopened(deadlinePolicy.triageDue(now)))
                : apply(
                        ticketWithReceipts,
                        action,
                        now,
                        new Change.Reopened(answerDue(ticket, now).at()),
                        new Change.Dispatched(
                                ticket.owner(),
                                collaborators(ticket, ticket.owner()),
                                answerDue(ticket, now).at(),
                                false));
    }

    private Decision merge(
            TicketWithReceipts ticketWithReceipts, Action action, Optional<TicketWithReceipts> other, Instant now) {
        boolean isPossible = other.isPresent()
                && !other.get().ticket().no().equals(ticketWithReceipts.ticket().no())
                && !other.get().ticket().state().isOver()
                && other.get().ticket().isSealed()
                        == ticketWithReceipts.ticket().isSealed();
        if (!isPossible) {
            return new Decision.Reject("并不到那一件：没有它，它已经结束了，或者就是这一件");
        }
        TicketNo into = other.get().ticket().no();
        return new Decision.Apply(List.of(
                update(ticketWithReceipts, action, now, new Change.Merged(into)),
                update(
                        other.get(),
                        Action.of(ActionType.MERGE, action.by()),
                        now,
                        new Change.MergedFrom(ticketWithReceipts.ticket().no()))));
    }

    private Change.Dispatched dispatched(Ticket ticket, Owner to, Instant now, boolean isByHead) {
        Instant due = answerDue(ticket, now).at();
        boolean isPromised = ticket.dispatches() > 0;
        return new Change.Dispatched(
                to, collaborators(ticket, to), isPromised ? earlier(due, ticket.due()) : due, isByHead);
    }

    /** Those whom the first routing named help every owner. */
    private static List<Owner> collaborators(Ticket ticket, Owner owner) {
        return ticket.route().collaborators().stream()
                .filter(collaborator -> !collaborator.isSameAs(owner))
                .toList();
    }

    private DueDate answerDue(Ticket ticket, Instant now) {
        String key =
                catalogue.category(ticket.category()).map(Category::deadline).orElse("");
        return deadlinePolicy.answerDue(ticket.kind(), key, ticket.urgency(), now);
    }

    /** A date promised to the reporter does not move when the ticket gets another owner. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** To the grid; to the desk where the matter is about the grid, or nobody holds its posts. */
    private Change passedOn(Ticket ticket, Instant now) {
        Owner grid = gridOf(ticket, now);
        return grid.isDesk() || ticket.route().isRecused(grid)
                ? new Change.Returned(ownerResolver.desk())
                : dispatched(ticket, grid, now, true);
    }

    private Owner gridOf(Ticket ticket, Instant now) {
        Category category = catalogue.category(ticket.category()).orElse(null);
        OwnerRef ownerRef = category == null ? OwnerRef.GRID : category.owner();
        return ownerResolver.resolve(ownerRef, ticket.area(), DeadlinePolicy.localDate(now));
    }

    /** A ticket that was first given to the fallback is about the department itself. */
    private boolean isOutsideCircle(Ticket ticket, Action action, Owner to) {
        boolean isByCircle = ticket.isSealed() && action.by().type() == Actor.Type.DEPARTMENT;
        return isByCircle
                && !catalogue
                        .circle()
                        .filter(circle -> circle.contains(to.id()))
                        .filter(circle -> !circle.isDepartment(to.id())
                                || circle.isDepartment(ticket.route().owner().id()))
                        .isPresent();
    }

    private Decision apply(TicketWithReceipts ticketWithReceipts, Action action, Instant now, Change... changes) {
        return new Decision.Apply(List.of(update(ticketWithReceipts, action, now, changes)));
    }

    /** Words, attachments and source belong to the event they are about: the last one, or Reopened. */
    TicketUpdate update(TicketWithReceipts ticketWithReceipts, Action action, Instant now, Change... changes) {
        Ticket ticket = ticketWithReceipts.ticket();
        List<TicketEvent> events = new ArrayList<>();
        List<NewDelivery> newDeliveries = new ArrayList<>();
        List<TicketTimer> ticketTimers = new ArrayList<>();
        int textIndex = indexOfChangeWithText(changes);
        for (int i = 0; i < changes.length; i++) {
            boolean hasText = i == textIndex;
            TicketEvent event = new TicketEvent(
                    ticket.version() + 1,
                    now,
                    action.by(),
                    changes[i],
                    hasText ? action.words() : "",
                    hasText ? action.attachments() : List.of(),
                    hasText ? action.source() : Optional.empty());
            ticket = ticket.apply(event);
            events.add(event);
            newDeliveries.addAll(notificationPolicy.afterEvent(ticketWithReceipts, ticket, event));
            if (changes[i] instanceof Change.ResultSubmitted) {
                ticketTimers.add(TimerPolicy.autoCloseTimer(now));
            }
            if (changes[i] instanceof Change.Dispatched dispatched
                    && dispatched.owner().type() == OwnerType.UNIT) {
                ticketTimers.add(TimerPolicy.unitHeadTimer(now));
            }
            if (changes[i] instanceof Change.Dispatched) {
                ticketTimers.addAll(TimerPolicy.afterDispatch(
                        ticket, TimerPolicy.acceptanceTimers(deadlinePolicy, ticket.urgency(), now)));
            }
            if (ticket.state() == State.ADJUDICATING && changes[i] instanceof Change.Returned) {
                ticketTimers.add(new TicketTimer(TicketTimer.Kind.CONSULTATION_OPENING, now, 1));
            }
            if (isNewDueDate(changes[i]) && ticket.due().isAfter(now)) {
                ticketTimers.add(TimerPolicy.deadlineTimer(ticket, now));
            }
            if (changes[i] instanceof Change.Dispatched
                    && answerDue(ticket, now).isProvisional()) {
                ticketTimers.add(TimerPolicy.recountTimer(now));
            }
        }
        return new TicketUpdate(ticket, ticketWithReceipts.ticket().version(), events, newDeliveries, ticketTimers);
    }

    /** Who gets what is already overdue takes over where the one before stood. */
    private static boolean isNewDueDate(Change change) {
        return change instanceof Change.Dispatched
                || change instanceof Change.Reopened
                || change instanceof Change.ExtensionGranted
                || change instanceof Change.DueDateRecounted;
    }

    private static int indexOfChangeWithText(Change... changes) {
        boolean isFirst = changes[0] instanceof Change.Reopened || changes[0] instanceof Change.Dispatched;
        return isFirst ? 0 : changes.length - 1;
    }

    boolean isProvisional(Ticket ticket) {
        return !deadlinePolicy.calendar().holidays().isKnown(DeadlinePolicy.localDate(ticket.due()));
    }

    /** Empty when the holidays do not change the due date. */
    Optional<TicketUpdate> recounted(TicketWithReceipts loaded, Instant now) {
        Ticket ticket = loaded.ticket();
        Instant due = deadlinePolicy.calendar().recount(ticket.due(), ticket.receivedAt());
        return Optional.of(new Change.DueDateRecounted(due))
                .filter(change -> !due.equals(ticket.due()))
                .map(change -> update(loaded, Action.of(ActionType.DISPATCH, Actor.GATEWAY), now, change));
    }

    private static Change.Closed.Reason closeReason(Actor by) {
        return switch (by.type()) {
            case REPORTER -> Change.Closed.Reason.REPORTER_CONTENT;
            case GATEWAY -> Change.Closed.Reason.NO_OBJECTION;
            case POST, DEPARTMENT, DESK, API -> Change.Closed.Reason.DESK;
        };
    }
}
