package lianhu.core.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DeadlineLadder;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ReporterWait;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketTimer;

/** Decides when a ticket is looked at again: when somebody is silent, a date comes, or nobody objects. Pure. */
public final class TimerPolicy {
    private static final Duration RECALL_INTERVAL = Duration.ofMinutes(1);
    /** After half an hour the leaders are called too, every ten minutes, after three hours every hour. It never ends by itself. */
    static final int LEADERS_FROM_ROUND = 30;

    private static final Duration LATE_RECALL_INTERVAL = Duration.ofMinutes(10);
    private static final int HOURLY_FROM_ROUND = 45;
    private static final Duration LAST_RECALL_INTERVAL = Duration.ofHours(1);
    private static final Duration UNIT_HEAD_TIMEOUT = Duration.ofHours(24);
    private static final Duration RECOUNT_INTERVAL = Duration.ofHours(1);
    private static final Duration OBJECTION_PERIOD = Duration.ofDays(7);

    /**
     * Of a stored report.
     *
     * @param acceptance those of {@link #acceptanceTimers}
     */
    public static List<TicketTimer> timers(
            Ticket ticket, boolean isProvisional, List<TicketTimer> acceptance, Instant at) {
        List<TicketTimer> ticketTimers = new ArrayList<>();
        if (ticket.urgency() == Urgency.EMERGENCY) {
            ticketTimers.add(new TicketTimer(TicketTimer.Kind.RECALL, at.plus(RECALL_INTERVAL), 1));
        }
        if (ticket.owner().type() == OwnerType.UNIT) {
            ticketTimers.add(unitHeadTimer(at));
        }
        if (isProvisional) {
            ticketTimers.add(recountTimer(at));
        }
        ticketTimers.addAll(afterDispatch(ticket, acceptance));
        ticketTimers.add(deadlineTimer(ticket, at));
        return ticketTimers;
    }

    /** Runs from each new due date. */
    public static TicketTimer deadlineTimer(Ticket ticket, Instant at) {
        return new TicketTimer(
                TicketTimer.Kind.DEADLINE,
                DeadlineLadder.halfway(at, ticket.due(), ticket.urgency()),
                DeadlineStep.HALFWAY.ordinal());
    }

    /** A unit head is asked for nothing but an answer. */
    public static boolean isToBeAccepted(Ticket ticket) {
        return ticket.state() == State.DISPATCHED && ticket.owner().type() != OwnerType.UNIT;
    }

    /** Of an owner who is to accept; empty for an emergency, whose responders are called. */
    public static List<TicketTimer> acceptanceTimers(DeadlinePolicy deadlinePolicy, Urgency urgency, Instant at) {
        return deadlinePolicy.acceptanceDue(urgency, at).stream()
                .flatMap(due -> Stream.of(
                        new TicketTimer(TicketTimer.Kind.ACCEPTANCE, due, 1),
                        new TicketTimer(TicketTimer.Kind.RETURN_WINDOW, deadlinePolicy.returnUntil(at), 1)))
                .toList();
    }

    /** Those that run from a dispatch to this owner. Nobody is taken at silence for a sealed matter. */
    public static List<TicketTimer> afterDispatch(Ticket ticket, List<TicketTimer> acceptance) {
        return isToBeAccepted(ticket)
                ? acceptance.stream()
                        .filter(timer -> timer.kind() != TicketTimer.Kind.RETURN_WINDOW
                                || ticket.isBoundByAcceptance() && !ticket.isSealed())
                        .toList()
                : List.of();
    }

    /** Runs from each dispatch to a unit head. */
    public static TicketTimer unitHeadTimer(Instant at) {
        return new TicketTimer(TicketTimer.Kind.UNIT_HEAD_TIMEOUT, at.plus(UNIT_HEAD_TIMEOUT), 1);
    }

    /** Holidays are loaded at a start. Each provisional due date is counted again within an hour after it. */
    public static TicketTimer recountTimer(Instant at) {
        return new TicketTimer(TicketTimer.Kind.DUE_DATE_RECOUNT, at.plus(RECOUNT_INTERVAL), 1);
    }

    /** One reminder in the middle of the wait, not at night. */
    public static TicketTimer reporterReminder(Change.ReporterAsked asked, Ticket ticket, Instant at) {
        return new TicketTimer(
                TicketTimer.Kind.REPORTER_ANSWER, DeadlineLadder.halfway(at, asked.until(), ticket.urgency()), 1);
    }

    public static TicketTimer endOfWait(ReporterWait.Current wait) {
        return new TicketTimer(TicketTimer.Kind.REPORTER_ANSWER, wait.until(), 2);
    }

    /** The reporter does not wait longer than a working day for a check, and not past the promised time. */
    public static TicketTimer resultCheckTimer(DeadlinePolicy deadlinePolicy, Ticket ticket, Instant at) {
        Instant until = deadlinePolicy.resultCheckUntil(at);
        boolean isPromisedBefore = ticket.due().isAfter(at) && ticket.due().isBefore(until);
        return new TicketTimer(TicketTimer.Kind.RESULT_CHECK, isPromisedBefore ? ticket.due() : until, 1);
    }

    public static TicketTimer supervisionTimer(Change.Supervised supervised) {
        return new TicketTimer(TicketTimer.Kind.SUPERVISION_REPLY, supervised.replyDue(), 1);
    }

    public static TicketTimer nextRecall(TicketTimer fired) {
        Duration interval = fired.round() < LEADERS_FROM_ROUND
                ? RECALL_INTERVAL
                : fired.round() < HOURLY_FROM_ROUND ? LATE_RECALL_INTERVAL : LAST_RECALL_INTERVAL;
        return new TicketTimer(fired.kind(), fired.at().plus(interval), fired.round() + 1);
    }

    public static TicketTimer autoCloseTimer(Instant at) {
        return new TicketTimer(TicketTimer.Kind.AUTO_CLOSE, at.plus(OBJECTION_PERIOD), 1);
    }

    private TimerPolicy() {}
}
