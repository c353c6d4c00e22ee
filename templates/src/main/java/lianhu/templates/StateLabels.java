package lianhu.templates;

import lianhu.core.ticket.State;

/** The state of a ticket in residents' words. */
public final class StateLabels {
    public static String of(State state) {
        return switch (state) {
            case TRIAGED -> "正在找该管的单位";
            case DISPATCHED -> "已经派下去，等签收";
            case RETURN_REVIEW, ADJUDICATING -> "退回了受理台，正在另找单位";
            case ACCEPTED, EXTENSION_REVIEW -> "已经签收，正在办";
            case WAITING_REPORTER -> "在等报事的人回一句话";
            case RESULT_SUBMITTED -> "办了，受理台在核";
            case FEEDBACK_DUE -> "已经办了，等回话";
            case CLOSED -> "已办结";
            case MERGED -> "和另一件合在一起办";
            case WITHDRAWN -> "已撤回";
        };
    }

    private StateLabels() {}
}
