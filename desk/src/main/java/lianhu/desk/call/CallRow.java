package lianhu.desk.call;

import java.time.Instant;
import java.util.stream.Collectors;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.CallbackTask;
import lianhu.core.call.LoggedCall;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.report.PhoneMask;
import lianhu.desk.intake.IntakePage;

/**
 * One call in words.
 *
 * @param number masked, unless somebody asked for it
 * @param isShown the whole number is shown
 * @param receipt number of its report; empty for none
 */
public record CallRow(String id, String number, boolean isShown, String at, String outcome, String receipt) {
    public static CallRow of(LoggedCall call, String shownId, Instant now) {
        boolean isShown = call.id().equals(shownId) && !call.caller().isEmpty();
        return new CallRow(
                call.id(),
                isShown ? call.caller() : call.caller().isEmpty() ? "号码没显示" : PhoneMask.mask(call.caller()),
                isShown,
                ChineseTime.formatPast(call.startedAt(), now),
                outcome(call, now) + language(call) + listenings(call),
                call.receipt());
    }

    /** One row for a number, however often it called. */
    static CallRow of(CallLog.WaitingCaller waiting, String shownId, Instant now) {
        CallRow row = of(waiting.oldest(), shownId, now);
        return waiting.calls() == 1
                ? row
                : new CallRow(
                        row.id(),
                        row.number(),
                        row.isShown(),
                        row.at(),
                        row.outcome() + "；打来 " + waiting.calls() + " 次",
                        row.receipt());
    }

    public String intakeLink() {
        return IntakePage.link(id);
    }

    private static String outcome(LoggedCall call, Instant now) {
        if (call.outcome().isEmpty()) {
            return call.isCarriedOn() ? "正在通话" : "没有了结，现在没有网关管这个电话";
        }
        return switch (call.outcome().get()) {
            case TICKET -> "成了工单";
            case ANSWERED -> call.agent() + "接了，" + talk(call);
            case PROGRESS_TOLD -> "问了进度";
            case EMPTY_CALL -> "没说话，号码没显示";
            case CALLBACK_TASK ->
                call.hasCalledAgain()
                        ? "后来又打来说上了，不用回"
                        : call.callback().map(CallRow::result).orElseGet(() -> waiting(call, now));
        };
    }

    private static String language(LoggedCall call) {
        return call.language().isEmpty() ? "" : "；要" + CallLanguages.name(call.language());
    }

    private static String listenings(LoggedCall call) {
        return call.listenings().stream()
                .map(one -> "；" + one.name()
                        + one.to()
                                .map(end -> "旁听过 " + ChineseTime.formatClock(one.from()) + "–"
                                        + ChineseTime.formatClock(end))
                                .orElseGet(() -> "从 " + ChineseTime.formatClock(one.from()) + " 起在旁听"))
                .collect(Collectors.joining());
    }

    private static String talk(LoggedCall call) {
        if (!call.receipt().isEmpty()) {
            return "登记了";
        }
        return call.talk()
                .map(result -> switch (result) {
                    case ANSWERED_AT_ONCE -> "当场答复了";
                    case WRONG_NUMBER -> "打错了";
                    case NUISANCE -> "骚扰";
                })
                .orElse("还没登记");
    }

    private static String waiting(LoggedCall call, Instant now) {
        if (call.callbackAttempts() > 0) {
            return "等回电话，打过 " + call.callbackAttempts() + " 次没人接";
        }
        return call.endedAt()
                .map(CallbackTask::due)
                .map(due -> due.isBefore(now)
                        ? "等回电话，超时了，该在" + ChineseTime.formatDue(due, now) + " 前回"
                        : "等回电话，最迟" + ChineseTime.formatDue(due, now))
                .orElse("等回电话");
    }

    private static String result(CallbackOutcome result) {
        return switch (result) {
            case REACHED -> "回过电话了";
            case NO_ANSWER -> "回了 " + CallLog.MAX_CALLBACK_ATTEMPTS + " 次都没人接";
            case WRONG_NUMBER -> "号码不对";
        };
    }
}
