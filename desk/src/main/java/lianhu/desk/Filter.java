package lianhu.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import lianhu.core.catalogue.Urgency;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/** The filters above the list. */
enum Filter {
    MINE("要我动手"),
    WAITING("待派"),
    RETURNED("退回待核"),
    SOON("快到期"),
    LATE("已超期"),
    ALL("全部");

    /** From four fifths of the time on, a clock is yellow. */
    private static final double SOON_FROM = 0.8;

    private final String word;

    Filter(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** As it stands in the address. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Filter of(String key) {
        return Arrays.stream(values())
                .filter(filter -> filter.key().equals(key))
                .findFirst()
                .orElse(MINE);
    }

    boolean holds(Ticket ticket, Instant now) {
        if (ticket.state().isOver()) {
            return false;
        }
        return switch (this) {
            case MINE -> isClockRunning(ticket) && (ticket.lead().isDesk() || isUnansweredCall(ticket));
            case WAITING -> ticket.state().stage() == Stage.COLLECTING || ticket.state() == State.TRIAGED;
            case RETURNED -> ticket.state() == State.RETURN_REVIEW || ticket.state() == State.ADJUDICATING;
            case SOON -> isClockRunning(ticket) && !isLate(ticket, now) && share(ticket, now) >= SOON_FROM;
            case LATE -> isClockRunning(ticket) && isLate(ticket, now);
            case ALL -> true;
        };
    }

    /** Nobody has said 我来处理 to an emergency yet. */
    static boolean isUnansweredCall(Ticket ticket) {
        return ticket.urgency() == Urgency.EMERGENCY
                && !ticket.isAcknowledged()
                && ticket.state().stage().compareTo(Stage.HANDLING) < 0;
    }

    /** The clock of the answer stops with the result; reopening starts it again. */
    static boolean isClockRunning(Ticket ticket) {
        return ticket.state().stage().compareTo(Stage.ANSWERING) < 0;
    }

    private static boolean isLate(Ticket ticket, Instant now) {
        return ticket.due().isBefore(now);
    }

    private static double share(Ticket ticket, Instant now) {
        long whole = Duration.between(ticket.receivedAt(), ticket.due()).toSeconds();
        return whole <= 0
                ? 1
                : (double) Duration.between(ticket.receivedAt(), now).toSeconds() / whole;
    }
}
