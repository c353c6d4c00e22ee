package lianhu.core.casework;

import java.time.Instant;
import java.util.Set;
import lianhu.core.catalogue.Urgency;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/** Why an action is not possible now, and what to do instead, in the words of the person who tried. */
final class RejectionReasons {
    /**
     * @param may what the person may do now
     * @param at time of the action
     */
    static String of(Ticket ticket, Action action, Set<ActionType> may, Instant at) {
        String now = "这件事现在" + ticket.state().stage().label();
        return switch (action.type()) {
            case WITHDRAW -> "已经有人在办，撤不回来了；不用办了，可以直接告诉经办人";
            case RETURN ->
                ticket.state() == State.ACCEPTED && ticket.isBoundByAcceptance()
                        ? "已经签收，不能再退回。办不成的写办不成的原因，不该您办的请打受理台的电话"
                        : notWithActor(now, ticket, action, may);
            case EXTEND ->
                ticket.extensions() > 0
                        ? "已经延过一次，不能再延"
                        : ticket.urgency() != Urgency.NORMAL
                                ? "急事不能延期"
                                : isOverdue(ticket, at) ? "已经过了期限，不能再申请延期" : notWithActor(now, ticket, action, may);
            case ASK -> askReason(now, ticket, action, may, at);
            case RESUME -> "现在没有在等报事的人回话";
            case ACCEPT, RESULT, PASS_ON -> notWithActor(now, ticket, action, may);
            case REOPEN ->
                ticket.erased().contains(ContentKind.WORDS)
                        ? "这件事的内容已经删除，不能重办，请重新报一件"
                        : ticket.erased().contains(ContentKind.PERSONS)
                                ? "这件事过了保存期限，不能重办，请重新报一件"
                                : now + "，不能" + action.type().label();
            case PASS_RESULT -> "现在没有等着核的结果";
            case REJECT_RESULT -> ticket.rejections() > 0 ? "这件的结果已经退回过一次，不能再退" : "现在没有等着核的结果";
            case SUPERVISE ->
                ticket.supervision().filter(one -> !one.isAnswered()).isPresent() ? "已经督办了，正在等承办的人回复" : now + "，不能督办";
            case REPLY -> "现在没有要回复的督办";
            case GRANT_EXTENSION, REFUSE_EXTENSION -> "现在没有人申请延期";
            case DISPATCH, CLOSE, MERGE, SUPPLEMENT, ACKNOWLEDGE, WRITE_DOWN ->
                now + "，不能" + action.type().label();
        };
    }

    private static String askReason(String now, Ticket ticket, Action action, Set<ActionType> may, Instant at) {
        if (ticket.reporterWait().questions() >= ReporterWaitRules.MAX_QUESTIONS) {
            return "已经问过两次，不能再停下来等；请按现有的情况办，或者打电话问";
        }
        if (ticket.urgency() != Urgency.NORMAL) {
            return "急事不能停下来等，请打电话问";
        }
        return !ticket.state().isOver() && isOverdue(ticket, at)
                ? "已经过了期限，不能再停下来等；请打电话问，接着办"
                : notWithActor(now, ticket, action, may);
    }

    private static boolean isOverdue(Ticket ticket, Instant at) {
        return !ticket.due().isAfter(at);
    }

    private static String notWithActor(String now, Ticket ticket, Action action, Set<ActionType> may) {
        if (may.contains(ActionType.RESUME)) {
            return "正在等报事的人回话；到工单页点“接着办”，再" + action.type().label();
        }
        return ticket.state() == State.RESULT_SUBMITTED
                ? "结果已经交了，受理台在核，不用再" + action.type().label()
                : now + "，在" + ticket.owner().name() + "手上，不能" + action.type().label();
    }

    private RejectionReasons() {}
}
