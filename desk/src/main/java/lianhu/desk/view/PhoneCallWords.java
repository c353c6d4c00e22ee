package lianhu.desk.view;

import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundResult;

/** What a call came to, in the words of its matter. */
final class PhoneCallWords {
    private PhoneCallWords() {}

    static String of(CallMatter matter, OutboundResult result) {
        return switch (matter) {
            case CallMatter.OfFollowUp followUp -> followUp(result);
            case CallMatter.OfReporterCall reporterCall -> reporterCall(result);
            case CallMatter.OfCallback callback -> reporterCall(result);
            case CallMatter.OfBroadcast broadcast -> emergency(result);
            case CallMatter.OfTicket ticket -> emergency(result);
        };
    }

    private static String followUp(OutboundResult result) {
        return switch (result) {
            case ANSWERED -> "回答了";
            case NOT_CONFIRMED -> "接了，没按键";
            case NOT_STORED -> "按了键，没存上";
            case NO_NUMBER -> "没有留号码";
            case NOT_NEEDED -> "不用再打了（本人回了话，或者事情了结了）";
            default -> emergency(result);
        };
    }

    private static String reporterCall(OutboundResult result) {
        return switch (result) {
            case ANSWERED -> "和报事的人通了话";
            case NOT_NEEDED -> "没有打：过了两分钟还没拨出去，或者事情了结了";
            default -> emergency(result);
        };
    }

    private static String emergency(OutboundResult result) {
        return switch (result) {
            case ANSWERED -> "已按 1";
            case NOT_CONFIRMED -> "接了，没按 1";
            case REPORTER_NOT_REACHED -> "接了，报事的人没接";
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
