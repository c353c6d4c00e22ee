package lianhu.desk.format;

import lianhu.core.catalogue.OwnerType;
import lianhu.core.ticket.Ticket;

/**
 * The state of a ticket in two or three words.
 *
 * @param tone the CSS class of the tag's colour; empty for grey
 */
public record StatusLabel(String word, String tone) {

    public static StatusLabel of(Ticket ticket) {
        return switch (ticket.state()) {
            case TRIAGED -> new StatusLabel("待派", "l");
            case DISPATCHED ->
                ticket.owner().type() == OwnerType.UNIT ? new StatusLabel("联户长先看", "h") : new StatusLabel("待签收", "h");
            case RETURN_REVIEW -> new StatusLabel("退回待核", "h");
            case ADJUDICATING -> new StatusLabel("待指定承办", "h");
            case WAITING_REPORTER -> new StatusLabel("等报事的人回话", "l");
            case EXTENSION_REVIEW -> new StatusLabel("申请延期", "h");
            case ACCEPTED -> ticket.reopenings() > 0 ? new StatusLabel("重办", "z") : new StatusLabel("在办", "q");
            case RESULT_SUBMITTED -> new StatusLabel("结果待核", "h");
            case FEEDBACK_DUE -> new StatusLabel("等本人回话", "l");
            case CLOSED -> new StatusLabel("已办结", "");
            case MERGED -> new StatusLabel("已并单", "");
            case WITHDRAWN -> new StatusLabel("已撤回", "");
        };
    }
}
