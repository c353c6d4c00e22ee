package lianhu.desk;

import lianhu.core.catalogue.OwnerType;
import lianhu.core.ticket.Ticket;

/**
 * Where a ticket stands, in two or three words.
 *
 * @param tone letter of the tag's colour in the design system; empty for grey
 */
record Standing(String word, String tone) {

    static Standing of(Ticket ticket) {
        return switch (ticket.state()) {
            case RECEIVED, SUPPLEMENTING, TRIAGED -> new Standing("待派", "l");
            case DISPATCHED ->
                ticket.lead().type() == OwnerType.UNIT ? new Standing("联户长先看", "h") : new Standing("待签收", "h");
            case RETURN_REVIEW, ADJUDICATING -> new Standing("退回待核", "h");
            case ACCEPTED, IN_PROGRESS, WAITING_CITIZEN, WAITING_EXTERNAL, EXT_REVIEW ->
                ticket.reopenings() > 0 ? new Standing("重办", "z") : new Standing("在办", "q");
            case CONSULTING -> new Standing("会商中", "q");
            case RESULT_SUBMITTED, FEEDBACK_DUE -> new Standing("等本人回话", "l");
            case RESULT_REJECTED, REDO -> new Standing("重办", "z");
            case CLOSED, ARCHIVED, ANSWERED -> new Standing("已办结", "");
            case REFERRED_STATUTORY -> new Standing("转法定渠道", "");
            case TRANSFERRED_EMERGENCY -> new Standing("已转急救", "");
            case OUT_OF_JURISDICTION -> new Standing("不归本县", "");
            case MERGED -> new Standing("已并单", "");
            case WITHDRAWN -> new Standing("已撤回", "");
            case INVALID -> new Standing("无效", "");
        };
    }
}
