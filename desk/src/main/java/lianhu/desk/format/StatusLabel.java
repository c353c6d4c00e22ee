package lianhu.desk.format;

import lianhu.core.catalogue.OwnerType;
import lianhu.core.ticket.Ticket;

/**
 * Where a ticket stands, in two or three words.
 *
 * @param tone letter of the tag's colour in the design system; empty for grey
 */
public record StatusLabel(String word, String tone) {

    public static StatusLabel of(Ticket ticket) {
        return switch (ticket.state()) {
            case RECEIVED, SUPPLEMENTING, TRIAGED -> new StatusLabel("待派", "l");
            case DISPATCHED ->
                ticket.owner().type() == OwnerType.UNIT ? new StatusLabel("联户长先看", "h") : new StatusLabel("待签收", "h");
            case RETURN_REVIEW, ADJUDICATING -> new StatusLabel("退回待核", "h");
            case ACCEPTED, IN_PROGRESS, WAITING_CITIZEN, WAITING_EXTERNAL, EXT_REVIEW ->
                ticket.reopenings() > 0 ? new StatusLabel("重办", "z") : new StatusLabel("在办", "q");
            case CONSULTING -> new StatusLabel("会商中", "q");
            case RESULT_SUBMITTED, FEEDBACK_DUE -> new StatusLabel("等本人回话", "l");
            case RESULT_REJECTED, REDO -> new StatusLabel("重办", "z");
            case CLOSED, ARCHIVED, ANSWERED -> new StatusLabel("已办结", "");
            case REFERRED_STATUTORY -> new StatusLabel("转法定渠道", "");
            case TRANSFERRED_EMERGENCY -> new StatusLabel("已转急救", "");
            case OUT_OF_JURISDICTION -> new StatusLabel("不归本县", "");
            case MERGED -> new StatusLabel("已并单", "");
            case WITHDRAWN -> new StatusLabel("已撤回", "");
            case INVALID -> new StatusLabel("无效", "");
        };
    }
}
