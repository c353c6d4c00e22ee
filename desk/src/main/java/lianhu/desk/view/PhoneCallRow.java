package lianhu.desk.view;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCallStore.Attempt;
import lianhu.core.outbound.OutboundCallStore.CalledRecipient;
import lianhu.core.outbound.OutboundCallStore.Progress;
import lianhu.core.outbound.OutboundResult;
import lianhu.desk.format.Labels;

/**
 * Who was called by telephone in an emergency, about a result, or to talk with a reporter, and what came of it. Without the number.
 *
 * @param look CSS class: ok, na or z
 * @param attempts the newest first, each with its time
 */
public record PhoneCallRow(String who, String words, String look, String attempts) {
    private static final int SHOWN = 3;

    static PhoneCallRow of(CallMatter matter, CalledRecipient one, Labels labels, Instant now) {
        return new PhoneCallRow(
                labels.audience(one.recipient()), words(matter, one), look(one), attempts(matter, one, now));
    }

    private static String words(CallMatter matter, CalledRecipient one) {
        return switch (one.progress()) {
            case RINGING -> "正在打";
            case AT_DAILY_LIMIT -> "这个号码今天打满了，请派人去";
            case WAITING ->
                one.result().map(result -> PhoneCallWords.of(matter, result)).orElse("还没打");
            case ENDED ->
                one.result()
                        .map(result -> PhoneCallWords.of(matter, result) + (isForGood(matter, result) ? "，不再打" : ""))
                        .orElse("");
        };
    }

    /** Who has no number that may be called is called as soon as the roster has one. */
    private static boolean isForGood(CallMatter matter, OutboundResult result) {
        return switch (result) {
            case ANSWERED, DECLINED, REPORTER_NOT_REACHED, NOT_NEEDED, NO_NUMBER, NOT_ALLOWED -> false;
            default -> !(matter instanceof CallMatter.OfReporterCall);
        };
    }

    private static String look(CalledRecipient one) {
        if (one.progress() == Progress.AT_DAILY_LIMIT) {
            return "z";
        }
        if (one.progress() == Progress.RINGING || one.result().isEmpty()) {
            return "na";
        }
        return switch (one.result().get()) {
            case ANSWERED -> "ok";
            case NOT_NEEDED, DECLINED -> "na";
            default -> "z";
        };
    }

    private static String attempts(CallMatter matter, CalledRecipient one, Instant now) {
        List<Attempt> attempts = one.attempts();
        String newest = attempts.reversed().stream()
                .limit(SHOWN)
                .map(attempt -> ChineseTime.formatPast(attempt.at(), now)
                        + attempt.result()
                                .map(result -> " " + PhoneCallWords.of(matter, result))
                                .orElse(""))
                .collect(Collectors.joining("；"));
        return attempts.size() > SHOWN ? newest + "；一共打了 " + attempts.size() + " 次" : newest;
    }
}
