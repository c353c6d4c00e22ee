package lianhu.core.casework;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;

/**
 * More time for an owner (延期): asked for before the due date, once, by no more than the time that the matter had at first, to the
 * close of a working day. The desk decides, and the reporter is told the new day. Pure.
 */
final class ExtensionRules {
    private final DeadlinePolicy deadlinePolicy;
    private final AnswerDueDates dueDates;

    ExtensionRules(DeadlinePolicy deadlinePolicy, AnswerDueDates dueDates) {
        this.deadlinePolicy = deadlinePolicy;
        this.dueDates = dueDates;
    }

    /** Why it is refused; empty where the desk is to decide. */
    Optional<String> refusal(Ticket ticket, Action action, Instant now) {
        if (action.words().isBlank()) {
            return Optional.of("申请延期要写原因，同意以后会告诉报事的人");
        }
        Optional<Instant> until = action.until().flatMap(deadlinePolicy.calendar()::close);
        Instant latest = latest(ticket);
        if (until.filter(day -> day.isAfter(ticket.due()) && !day.isAfter(latest))
                .isEmpty()) {
            return Optional.of("延到哪一天：要是工作日，在" + ChineseTime.formatPromise(ticket.due(), now) + "以后，最晚"
                    + ChineseTime.formatPromise(latest, now));
        }
        return Optional.empty();
    }

    /** @throws java.util.NoSuchElementException when it is to be refused */
    Change requested(Action action) {
        return new Change.ExtensionRequested(
                action.until().flatMap(deadlinePolicy.calendar()::close).orElseThrow());
    }

    /** Once more the time of the rule, from the due date on. */
    private Instant latest(Ticket ticket) {
        return dueDates.answerDue(ticket, ticket.due()).at();
    }
}
