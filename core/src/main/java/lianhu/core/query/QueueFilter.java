package lianhu.core.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import lianhu.core.catalogue.Urgency;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/** The filters above the list of open tickets. A store counts and lists them by the same rules as {@link #matches}. */
public enum QueueFilter {
    MINE("要我动手"),
    WAITING("待派"),
    RETURNED("退回待核"),
    SOON("快到期"),
    LATE("已超期"),
    ALL("全部");

    /** From this share of the time on, a ticket counts as nearly due. */
    public static final double SOON_FROM = 0.8;

    private final String word;

    QueueFilter(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The name in the query string. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static QueueFilter of(String key) {
        return Arrays.stream(values())
                .filter(queueFilter -> queueFilter.key().equals(key))
                .findFirst()
                .orElse(MINE);
    }

    public boolean matches(Ticket ticket, Instant now) {
        if (ticket.state().isOver()) {
            return false;
        }
        return switch (this) {
            case MINE ->
                ticket.state() == State.RESULT_SUBMITTED
                        || isClockRunning(ticket)
                                && (ticket.owner().isDesk()
                                        || ticket.state() == State.EXTENSION_REVIEW
                                        || isUnansweredCall(ticket));
            case WAITING -> ticket.state() == State.TRIAGED;
            case RETURNED -> ticket.state() == State.RETURN_REVIEW || ticket.state() == State.ADJUDICATING;
            case SOON -> isClockRunning(ticket) && !isLate(ticket, now) && elapsedShare(ticket, now) >= SOON_FROM;
            case LATE -> isClockRunning(ticket) && isLate(ticket, now);
            case ALL -> true;
        };
    }

    /** Whether an emergency still waits for somebody to acknowledge it (我来处理). */
    public static boolean isUnansweredCall(Ticket ticket) {
        return ticket.urgency() == Urgency.EMERGENCY
                && !ticket.isAcknowledged()
                && ticket.state().stage().compareTo(Stage.HANDLING) < 0;
    }

    /**
     * Whether the answer is still due: a result stops the clock, reopening starts it again. It stands still while the reporter is
     * to answer a question.
     */
    public static boolean isClockRunning(Ticket ticket) {
        return ticket.state().stage().compareTo(Stage.ANSWERING) < 0 && ticket.state() != State.WAITING_REPORTER;
    }

    private static boolean isLate(Ticket ticket, Instant now) {
        return ticket.due().isBefore(now);
    }

    private static double elapsedShare(Ticket ticket, Instant now) {
        long whole = Duration.between(ticket.receivedAt(), ticket.due()).toSeconds();
        return whole <= 0
                ? 1
                : (double) Duration.between(ticket.receivedAt(), now).toSeconds() / whole;
    }
}
