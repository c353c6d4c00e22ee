package lianhu.desk.ticket;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.desk.format.StatusLabel;

/**
 * The actions that the desk may take on a ticket now, and the reasons against the others. The server decides.
 *
 * @param open key of the open form; empty for none
 * @param draft the words of a form that was not accepted
 * @param chosen key of the owner in a form that was not accepted
 * @param refusal why the last action was refused; empty for none
 * @param conflict the change of another person that came first; empty for none
 */
public record ActionPanel(
        String no,
        int version,
        List<Action> acts,
        List<DisabledAction> disabledActions,
        List<AssigneeOptions.Assignee> choices,
        String open,
        String draft,
        String chosen,
        String refusal,
        Optional<Conflict> conflict) {

    /** @param isMain whether this is the page's primary button */
    public record Action(String key, String word, boolean isMain) {}

    public record DisabledAction(String word, String why) {}

    /**
     * The ticket changed between the page and the form.
     *
     * @param was version on the page
     * @param is version of the ticket
     * @param now state and owner of the ticket
     * @param wanted the action of the form
     */
    public record Conflict(int was, int is, String now, String wanted) {}

    private static final List<ActionType> ORDER = List.of(
            ActionType.ACKNOWLEDGE,
            ActionType.WRITE_DOWN,
            ActionType.GRANT_EXTENSION,
            ActionType.REFUSE_EXTENSION,
            ActionType.PASS_RESULT,
            ActionType.REJECT_RESULT,
            ActionType.DISPATCH,
            ActionType.ACCEPT,
            ActionType.RESULT,
            ActionType.ASK,
            ActionType.RESUME,
            ActionType.SUPERVISE,
            ActionType.CLOSE,
            ActionType.REOPEN,
            ActionType.RETURN,
            ActionType.MERGE,
            ActionType.SUPPLEMENT);

    /** It is plain why the others cannot be done: nobody waits for them. */
    private static final Set<ActionType> ONLY_WHEN_POSSIBLE = Set.of(
            ActionType.ACKNOWLEDGE,
            ActionType.WRITE_DOWN,
            ActionType.GRANT_EXTENSION,
            ActionType.REFUSE_EXTENSION,
            ActionType.PASS_RESULT,
            ActionType.REJECT_RESULT,
            ActionType.ASK,
            ActionType.RESUME,
            ActionType.SUPERVISE);

    public static ActionPanel of(Ticket ticket, Set<ActionType> legal, List<AssigneeOptions.Assignee> assignees) {
        Optional<ActionType> main = mainAction(ticket, legal);
        return new ActionPanel(
                ticket.no().value(),
                ticket.version(),
                ORDER.stream()
                        .filter(legal::contains)
                        .sorted(java.util.Comparator.comparing(
                                type -> !main.filter(type::equals).isPresent()))
                        .map(type -> new Action(
                                key(type),
                                label(type),
                                main.filter(type::equals).isPresent()))
                        .toList(),
                disabledActions(ticket, legal),
                assignees,
                "",
                "",
                "",
                "",
                Optional.empty());
    }

    public ActionPanel opened(String form, String words, String to) {
        return new ActionPanel(no, version, acts, disabledActions, choices, form, words, to, refusal, conflict);
    }

    ActionPanel refused(String why) {
        return new ActionPanel(no, version, acts, disabledActions, choices, open, draft, chosen, why, conflict);
    }

    public ActionPanel inConflict(Conflict with) {
        return new ActionPanel(
                no, version, acts, disabledActions, choices, open, draft, chosen, refusal, Optional.of(with));
    }

    public boolean may(String key) {
        return acts.stream().anyMatch(action -> action.key().equals(key));
    }

    /** The next-best owners, offered outside the list. */
    public List<AssigneeOptions.Assignee> next() {
        return choices.stream().filter(AssigneeOptions.Assignee::isNext).toList();
    }

    static String key(ActionType type) {
        return type.name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<ActionType> type(String key) {
        return Arrays.stream(ActionType.values())
                .filter(type -> ORDER.contains(type) && key(type).equals(key))
                .findFirst();
    }

    static String label(ActionType type) {
        return type == ActionType.ACKNOWLEDGE ? "接手，停铃" : type.label();
    }

    /** The action that usually comes next. The result is the owner's, and whether it is good the reporter's: never the desk's. */
    private static Optional<ActionType> mainAction(Ticket ticket, Set<ActionType> legal) {
        return (ticket.owner().isDesk()
                        ? List.of(ActionType.ACKNOWLEDGE, ActionType.DISPATCH)
                        : List.of(ActionType.ACKNOWLEDGE, ActionType.GRANT_EXTENSION, ActionType.PASS_RESULT))
                .stream().filter(legal::contains).findFirst();
    }

    private static List<DisabledAction> disabledActions(Ticket ticket, Set<ActionType> legal) {
        List<DisabledAction> disabledActions = new ArrayList<>();
        for (ActionType type : ORDER) {
            if (!legal.contains(type) && !ONLY_WHEN_POSSIBLE.contains(type)) {
                disabledActions.add(new DisabledAction(
                        type.label(),
                        disabledReason(
                                type,
                                ticket.state(),
                                ticket.owner().isDesk(),
                                StatusLabel.of(ticket).word())));
            }
        }
        disabledActions.add(new DisabledAction(ActionType.WITHDRAW.label(), "只有本人能撤"));
        return List.copyOf(disabledActions);
    }

    static String disabledReason(ActionType type, State state, boolean isWithDesk, String status) {
        String now = "现在是“" + status + "”";
        if (state.isOver() && type != ActionType.REOPEN) {
            return now;
        }
        boolean isUnchecked = state == State.RESULT_SUBMITTED;
        return switch (type) {
            case ACCEPT -> isWithDesk ? "还没派出去" : now;
            case RETURN -> isWithDesk ? "就在受理台" : state == State.ACCEPTED ? "签收了的不能退，您可以改派" : now;
            case CLOSE -> isUnchecked ? "结果还没核" : "有了结果才能归档";
            case REOPEN -> isUnchecked ? "结果还没核，不对就退回" : "没有结果可以重办";
            case DISPATCH, RESULT ->
                switch (state) {
                    case WAITING_REPORTER -> now + "，要先点“接着办”";
                    case RESULT_SUBMITTED -> "结果交了，要先核";
                    case FEEDBACK_DUE -> "已经有结果了，要先重办";
                    default -> isWithDesk ? now + "，要先派出去" : now;
                };
            case MERGE -> "已经有结果了";
            case WITHDRAW,
                    PASS_ON,
                    SUPPLEMENT,
                    ACKNOWLEDGE,
                    WRITE_DOWN,
                    EXTEND,
                    ASK,
                    RESUME,
                    PASS_RESULT,
                    REJECT_RESULT,
                    SUPERVISE,
                    REPLY,
                    GRANT_EXTENSION,
                    REFUSE_EXTENSION -> now;
        };
    }
}
