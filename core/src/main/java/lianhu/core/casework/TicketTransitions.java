package lianhu.core.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketWithReceipts;

/** Decides what follows from an action: the changes of one or two tickets, or the reason of a refusal. Pure. */
final class TicketTransitions {
    private static final Duration REOPEN_WINDOW = Duration.ofDays(10);

    private final OwnerResolver ownerResolver;
    private final Catalogue catalogue;
    private final DeadlinePolicy deadlinePolicy;
    private final AnswerDueDates dueDates;
    private final TicketUpdateBuilder updates;
    private final ExtensionRules extensionRules;
    private final RedoRules redoRules;
    private final ReporterWaitRules waitRules;
    private final ResultCheckPolicy resultCheckPolicy;

    TicketTransitions(
            OwnerResolver ownerResolver,
            Catalogue catalogue,
            DeadlinePolicy deadlinePolicy,
            AnswerDueDates dueDates,
            ReporterWaitRules waitRules,
            ResultCheckPolicy resultCheckPolicy,
            TicketUpdateBuilder updates) {
        this.ownerResolver = ownerResolver;
        this.catalogue = catalogue;
        this.deadlinePolicy = deadlinePolicy;
        this.dueDates = dueDates;
        this.waitRules = waitRules;
        this.resultCheckPolicy = resultCheckPolicy;
        this.updates = updates;
        this.redoRules = new RedoRules(deadlinePolicy, dueDates);
        this.extensionRules = new ExtensionRules(deadlinePolicy, dueDates);
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
            case PASS_RESULT -> apply(ticketWithReceipts, action, now, new Change.ResultPassed());
            case REJECT_RESULT ->
                action.words().isBlank()
                        ? new Decision.Reject("结果退回要写理由，承办的人会看到")
                        : apply(
                                ticketWithReceipts,
                                action,
                                now,
                                new Change.ResultRejected(dueDates.halfAgain(ticket, now)));
            case SUPERVISE ->
                action.words().isBlank()
                        ? new Decision.Reject("督办要写清督什么，承办的人会看到")
                        : apply(
                                ticketWithReceipts,
                                action,
                                now,
                                new Change.Supervised(deadlinePolicy.supervisionReplyDue(now)));
            case REPLY ->
                action.words().isBlank()
                        ? new Decision.Reject("回复督办要写办到哪一步了、哪天能办好")
                        : apply(ticketWithReceipts, action, now, new Change.SupervisionAnswered());
            case CLOSE -> apply(ticketWithReceipts, action, now, new Change.Closed(closeReason(action.by())));
            case REOPEN -> reopen(ticketWithReceipts, action, now);
            case WITHDRAW -> apply(ticketWithReceipts, action, now, new Change.Withdrawn());
            case ASK ->
                waitRules
                        .refusal(ticketWithReceipts, action, now)
                        .<Decision>map(Decision.Reject::new)
                        .orElseGet(() -> ask(ticketWithReceipts, action, now));
            case RESUME ->
                apply(
                        ticketWithReceipts,
                        action,
                        now,
                        waitRules.resumed(
                                ticket,
                                action.by().type() == Actor.Type.GATEWAY
                                        ? Change.Resumed.Reason.NO_ANSWER
                                        : Change.Resumed.Reason.STAFF,
                                now));
            case SUPPLEMENT -> supplement(ticketWithReceipts, action, now);
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

    /** Who asks the reporter has taken the matter on; a question of the desk leaves it where it is. */
    private Decision ask(TicketWithReceipts ticketWithReceipts, Action action, Instant now) {
        Ticket ticket = ticketWithReceipts.ticket();
        Change asked = waitRules.asked(ticket, now);
        return ticket.state() == State.DISPATCHED && action.by().isHandler()
                ? apply(ticketWithReceipts, action, now, new Change.Accepted(false), asked)
                : apply(ticketWithReceipts, action, now, asked);
    }

    private Decision supplement(TicketWithReceipts ticketWithReceipts, Action action, Instant now) {
        Change supplemented = new Change.Supplemented(action.receipt());
        return ReporterWaitRules.isAnswer(ticketWithReceipts, action)
                ? apply(
                        ticketWithReceipts,
                        action,
                        now,
                        supplemented,
                        waitRules.resumed(ticketWithReceipts.ticket(), Change.Resumed.Reason.ANSWERED, now))
                : apply(ticketWithReceipts, action, now, supplemented);
    }

    private Decision result(TicketWithReceipts ticketWithReceipts, Action action, Instant now) {
        if (action.words().isBlank()) {
            return new Decision.Reject("办结要写一句结果，这句话会告诉报事的人");
        }
        if (ReceiptNo.isIn(action.words())) {
            return new Decision.Reject("结果会告诉报事的人，里面不能有受理号，去掉再写");
        }
        Change result = new Change.ResultSubmitted(
                action.isSolved(), resultCheckPolicy.applies(ticketWithReceipts.ticket(), action.by()));
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
        if (ticket.owner().isDesk()) {
            return apply(ticketWithReceipts, action, now, new Change.Reopened(deadlinePolicy.triageDue(now)));
        }
        List<Change> changes = redoRules.changes(ticket, collaborators(ticket, ticket.owner()), now);
        return apply(ticketWithReceipts, action, now, changes.toArray(Change[]::new));
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
        if (other.get().ticket().isDrill() != ticketWithReceipts.ticket().isDrill()) {
            return new Decision.Reject("演练的件和真的件不能并在一起");
        }
        TicketNo into = other.get().ticket().no();
        return new Decision.Apply(List.of(
                updates.update(ticketWithReceipts, action, now, new Change.Merged(into)),
                updates.update(
                        other.get(),
                        Action.of(ActionType.MERGE, action.by()),
                        now,
                        new Change.MergedFrom(ticketWithReceipts.ticket().no()))));
    }

    private Change.Dispatched dispatched(Ticket ticket, Owner to, Instant now, boolean isByHead) {
        Instant due = dueDates.answerDue(ticket, now).at();
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
        return new Decision.Apply(List.of(updates.update(ticketWithReceipts, action, now, changes)));
    }

    private static Change.Closed.Reason closeReason(Actor by) {
        return switch (by.type()) {
            case REPORTER -> Change.Closed.Reason.REPORTER_CONTENT;
            case GATEWAY -> Change.Closed.Reason.NO_OBJECTION;
            case POST, DEPARTMENT, DESK, API -> Change.Closed.Reason.DESK;
        };
    }
}
