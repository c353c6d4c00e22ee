package lianhu.desk.view;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.OutboundCallStore.Attempt;
import lianhu.core.outbound.OutboundCallStore.CalledRecipient;
import lianhu.core.outbound.OutboundCallStore.Progress;
import lianhu.core.outbound.OutboundResult;
import lianhu.desk.format.Labels;

/**
 * Who was called by telephone in an emergency, or about a result, and what came of it. Without the number.
 *
 * @param look CSS class: ok, na or z
 * @param attempts the newest first, each with its time
 */
public record PhoneCallRow(String who, String words, String look, String attempts) {
    private static final int SHOWN = 3;

    static PhoneCallRow of(CalledRecipient one, Labels labels, Instant now) {
        return new PhoneCallRow(labels.audience(one.recipient()), words(one), look(one), attempts(one, now));
    }

    private static String words(CalledRecipient one) {
        return switch (one.progress()) {
            case RINGING -> "正在打";
            case AT_DAILY_LIMIT -> "这个号码今天打满了，请派人去";
            case WAITING ->
                one.result().map(result -> words(result, isFollowUp(one))).orElse("还没打");
            case ENDED ->
                one.result()
                        .map(result -> words(result, isFollowUp(one)) + (isForGood(result) ? "，不再打" : ""))
                        .orElse("");
        };
    }

    /** Who has no number that may be called is called as soon as the roster has one. */
    private static boolean isForGood(OutboundResult result) {
        return switch (result) {
            case ANSWERED, DECLINED, NOT_NEEDED, NO_NUMBER, NOT_ALLOWED -> false;
            default -> true;
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

    private static String attempts(CalledRecipient one, Instant now) {
        List<Attempt> attempts = one.attempts();
        String newest = attempts.reversed().stream()
                .limit(SHOWN)
                .map(attempt -> ChineseTime.formatPast(attempt.at(), now)
                        + attempt.result()
                                .map(result -> " " + words(result, isFollowUp(one)))
                                .orElse(""))
                .collect(Collectors.joining("；"));
        return attempts.size() > SHOWN ? newest + "；一共打了 " + attempts.size() + " 次" : newest;
    }

    private static boolean isFollowUp(CalledRecipient one) {
        return one.recipient() instanceof Recipient.Reporter;
    }

    private static String words(OutboundResult result, boolean isFollowUp) {
        return isFollowUp ? followUpWords(result) : words(result);
    }

    private static String followUpWords(OutboundResult result) {
        return switch (result) {
            case ANSWERED -> "回答了";
            case NOT_CONFIRMED -> "接了，没按键";
            case NOT_STORED -> "按了键，没存上";
            case NO_NUMBER -> "没有留号码";
            case NOT_NEEDED -> "不用再打了（本人回了话，或者事情了结了）";
            default -> words(result);
        };
    }

    private static String words(OutboundResult result) {
        return switch (result) {
            case ANSWERED -> "已按 1";
            case NOT_CONFIRMED -> "接了，没按 1";
            case DECLINED -> "不用回访";
            case NOT_STORED -> "按了 1，没存上";
            case BUSY -> "占线";
            case NO_ANSWER -> "没人接";
            case REJECTED -> "按掉了";
            case UNREACHABLE -> "关机或没有信号";
            case INVALID_NUMBER -> "空号";
            case CONGESTION -> "线路忙，没拨出去";
            case LOST -> "中途断了";
            case NO_NUMBER -> "名单里没有号码";
            case NOT_ALLOWED -> "号码不在能打的范围里";
            case NOT_NEEDED -> "不用再打了（有人应了，或者事情了结了）";
        };
    }
}
