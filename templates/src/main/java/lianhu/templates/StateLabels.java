package lianhu.templates;

import lianhu.core.ticket.State;

/** Where a matter stands, as people say it. */
public final class StateLabels {
    public static String of(State state) {
        return switch (state) {
            case RECEIVED, SUPPLEMENTING, TRIAGED -> "正在找该管的单位";
            case DISPATCHED -> "已经派下去，等签收";
            case RETURN_REVIEW, ADJUDICATING -> "退回了受理台，正在另找单位";
            case ACCEPTED, IN_PROGRESS -> "已经签收，正在办";
            case WAITING_CITIZEN -> "等您补充";
            case WAITING_EXTERNAL, EXT_REVIEW -> "正在等别的单位答复";
            case CONSULTING -> "几家单位正在会商";
            case RESULT_SUBMITTED, FEEDBACK_DUE -> "已经办了，等回话";
            case RESULT_REJECTED, REDO -> "正在重办";
            case CLOSED, ARCHIVED -> "已办结";
            case ANSWERED -> "已答复";
            case REFERRED_STATUTORY -> "已告知法定渠道";
            case TRANSFERRED_EMERGENCY -> "已转紧急处置";
            case OUT_OF_JURISDICTION -> "不归本县管，已告知去处";
            case MERGED -> "和另一件合在一起办";
            case WITHDRAWN -> "已撤回";
            case INVALID -> "没有受理";
        };
    }

    private StateLabels() {}
}
