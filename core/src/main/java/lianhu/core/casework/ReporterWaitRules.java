package lianhu.core.casework;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.UrgeText;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ReporterWait;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketWithReceipts;

/**
 * Asking the reporter and waiting for the answer: the time to answer stands still meanwhile, and the working time that was waited
 * is added to the due date, which so never comes earlier than promised. Only before the due date, and only where a message reaches
 * the reporter. Pure.
 */
final class ReporterWaitRules {
    /** Twice, and five working days together (工单流转 C2：停表最多两次、累计五个工作日). */
    static final int MAX_QUESTIONS = 2;

    static final int MAX_WORKING_DAYS = 5;

    private final BusinessCalendar calendar;
    private final NotificationPolicy notificationPolicy;

    ReporterWaitRules(BusinessCalendar calendar, NotificationPolicy notificationPolicy) {
        this.calendar = calendar;
        this.notificationPolicy = notificationPolicy;
    }

    /** Why the question is refused; empty where it may be asked. */
    Optional<String> refusal(TicketWithReceipts loaded, Action action, Instant now) {
        if (action.words().isBlank()) {
            return Optional.of("要写清问什么，这句话会原样发给报事的人");
        }
        if (ReceiptNo.isIn(action.words())) {
            return Optional.of("这句话会发给报事的人，里面不能有受理号，去掉再写");
        }
        if (timeLeft(loaded.ticket()).isZero()) {
            return Optional.of("前一次已经等满" + MAX_WORKING_DAYS + "个工作日，不能再停下来等；请按现有的情况办，或者打电话问");
        }
        return notificationPolicy.reachesByQuestion(loaded, now)
                ? Optional.empty()
                : Optional.of("消息到不了报事的人：没有企业微信，也没有能收短信的手机号；在微信客服里说的，过了两天就发不过去了。请按现有的情况办，或者上门看");
    }

    Change asked(Ticket ticket, Instant now) {
        return new Change.ReporterAsked(calendar.addWorkingTime(now, timeLeft(ticket)));
    }

    /** Of the reporter who was asked; to urge is no answer. */
    static boolean isAnswer(TicketWithReceipts loaded, Action action) {
        return loaded.ticket().state() == State.WAITING_REPORTER
                && action.by().type() == Actor.Type.REPORTER
                && !UrgeText.matches(action.words())
                && action.receipt()
                        .map(loaded.receipts().getFirst().receipt()::equals)
                        .orElse(true);
    }

    Change.Resumed resumed(Ticket ticket, Change.Resumed.Reason reason, Instant now) {
        Instant since =
                ticket.reporterWait().current().map(ReporterWait.Current::since).orElse(now);
        Duration waited = calendar.workingTime(since, now).truncatedTo(ChronoUnit.SECONDS);
        Duration added = waited.compareTo(timeLeft(ticket)) < 0 ? waited : timeLeft(ticket);
        return new Change.Resumed(reason, calendar.addWorkingTime(ticket.due(), added), added);
    }

    private Duration timeLeft(Ticket ticket) {
        Duration most = calendar.workingDay().multipliedBy(MAX_WORKING_DAYS);
        Duration left = most.minus(ticket.reporterWait().time());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
