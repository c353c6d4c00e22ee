package lianhu.desk.queue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lianhu.core.report.Channel;
import lianhu.core.ticket.State;
import lianhu.desk.format.Labels;

/** What the desk can narrow a search by, with the chosen values marked. */
public record SearchOptions(List<Choice> states, List<Choice> categories, List<Choice> channels, List<Choice> orders) {
    static final SearchOptions NONE = new SearchOptions(List.of(), List.of(), List.of(), List.of());

    /** @param key the value in the address */
    public record Choice(String key, String word, boolean isOn) {}

    static SearchOptions of(SearchForm form, Labels labels) {
        return new SearchOptions(
                Stream.concat(
                                Stream.of(choice(SearchForm.OPEN, "没办完的", form), choice(SearchForm.DRILL, "演练", form)),
                                Arrays.stream(State.values()).map(state -> choice(state.name(), word(state), form)))
                        .toList(),
                labels.categories().stream()
                        .map(category -> new Choice(
                                category.code(),
                                category.name(),
                                form.category().equals(category.code())))
                        .toList(),
                Arrays.stream(Channel.values())
                        .map(channel -> new Choice(
                                channel.name(),
                                Labels.channel(channel),
                                form.channel().equals(channel.name())))
                        .toList(),
                List.of(
                        new Choice("", "新的在前", form.sort().isEmpty()),
                        new Choice("old", "旧的在前", form.sort().equals("old")),
                        new Choice("due", "最急的在前", form.sort().equals("due"))));
    }

    private static Choice choice(String state, String word, SearchForm form) {
        return new Choice(state, word, form.state().equals(state));
    }

    private static String word(State state) {
        return switch (state) {
            case TRIAGED -> "待派";
            case DISPATCHED -> "待签收";
            case RETURN_REVIEW -> "退回待核";
            case ADJUDICATING -> "待指定承办";
            case ACCEPTED -> "在办";
            case WAITING_REPORTER -> "等报事的人回话";
            case EXTENSION_REVIEW -> "申请延期";
            case RESULT_SUBMITTED -> "结果待核";
            case FEEDBACK_DUE -> "等本人回话";
            case CLOSED -> "已办结";
            case MERGED -> "已并单";
            case WITHDRAWN -> "已撤回";
        };
    }
}
