package lianhu.core.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.notify.TimerPolicy;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketTimer;
import lianhu.core.ticket.TicketWithReceipts;

/** Turns decided changes into what is stored in one transaction: events, the row after them, deliveries and timers. Pure. */
final class TicketUpdateBuilder {
    private final AnswerDueDates dueDates;
    private final DeadlinePolicy deadlinePolicy;
    private final NotificationPolicy notificationPolicy;

    TicketUpdateBuilder(AnswerDueDates dueDates, DeadlinePolicy deadlinePolicy, NotificationPolicy notificationPolicy) {
        this.dueDates = dueDates;
        this.deadlinePolicy = deadlinePolicy;
        this.notificationPolicy = notificationPolicy;
    }

    /** Words, attachments and source belong to the event they are about: the last one, or the one that the others follow from. */
    TicketUpdate update(TicketWithReceipts before, Action action, Instant now, Change... changes) {
        Ticket ticket = before.ticket();
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
            newDeliveries.addAll(notificationPolicy.afterEvent(before, ticket, event));
            ticketTimers.addAll(timersAfter(changes[i], ticket, now));
        }
        return new TicketUpdate(ticket, before.ticket().version(), events, newDeliveries, ticketTimers);
    }

    private List<TicketTimer> timersAfter(Change change, Ticket ticket, Instant now) {
        List<TicketTimer> ticketTimers = new ArrayList<>();
        if (change instanceof Change.ResultSubmitted || change instanceof Change.ResultPassed) {
            ticketTimers.add(
                    ticket.state() == State.RESULT_SUBMITTED
                            ? TimerPolicy.resultCheckTimer(deadlinePolicy, ticket, now)
                            : TimerPolicy.autoCloseTimer(now));
        }
        if (change instanceof Change.Supervised supervised) {
            ticketTimers.add(TimerPolicy.supervisionTimer(supervised));
        }
        if (change instanceof Change.Dispatched dispatched && dispatched.owner().type() == OwnerType.UNIT) {
            ticketTimers.add(TimerPolicy.unitHeadTimer(now));
        }
        if (change instanceof Change.Dispatched) {
            ticketTimers.addAll(TimerPolicy.afterDispatch(
                    ticket, TimerPolicy.acceptanceTimers(deadlinePolicy, ticket.urgency(), now)));
        }
        if (change instanceof Change.Returned && ticket.state() == State.ADJUDICATING) {
            ticketTimers.add(new TicketTimer(TicketTimer.Kind.CONSULTATION_OPENING, now, 1));
        }
        if (change instanceof Change.ReporterAsked asked) {
            ticketTimers.add(TimerPolicy.reporterReminder(asked, ticket, now));
        }
        if (change instanceof Change.Resumed) {
            ticketTimers.addAll(afterWait(ticket, now));
        }
        if (isNewDueDate(change) && ticket.due().isAfter(now)) {
            ticketTimers.add(TimerPolicy.deadlineTimer(ticket, now));
        }
        if (change instanceof Change.Dispatched
                && dueDates.answerDue(ticket, now).isProvisional()) {
            ticketTimers.add(TimerPolicy.recountTimer(now));
        }
        return ticketTimers;
    }

    /** The timers that found the ticket waiting did nothing. */
    private List<TicketTimer> afterWait(Ticket ticket, Instant now) {
        List<TicketTimer> ticketTimers = new ArrayList<>(
                TimerPolicy.afterDispatch(ticket, TimerPolicy.acceptanceTimers(deadlinePolicy, ticket.urgency(), now)));
        ticketTimers.add(TimerPolicy.deadlineTimer(ticket, now));
        if (dueDates.isProvisional(ticket)) {
            ticketTimers.add(TimerPolicy.recountTimer(now));
        }
        return ticketTimers;
    }

    /** Who gets what is already overdue takes over where the one before stood. */
    private static boolean isNewDueDate(Change change) {
        return change instanceof Change.Dispatched
                || change instanceof Change.Reopened
                || change instanceof Change.ResultRejected
                || change instanceof Change.ExtensionGranted
                || change instanceof Change.DueDateRecounted;
    }

    private static int indexOfChangeWithText(Change... changes) {
        boolean isFirst = changes[0] instanceof Change.Reopened
                || changes[0] instanceof Change.Dispatched
                || changes[0] instanceof Change.Supplemented;
        return isFirst ? 0 : changes.length - 1;
    }
}
