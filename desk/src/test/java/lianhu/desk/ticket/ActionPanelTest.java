package lianhu.desk.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionPanelTest {
    @ParameterizedTest
    @CsvSource({
        "RESULT, RETURN_REVIEW, true, 现在是“x”，要先派出去",
        "RESULT, ADJUDICATING, true, 现在是“x”，要先派出去",
        "RESULT, WAITING_REPORTER, false, 现在是“x”，要先点“接着办”",
        "RESULT, RESULT_SUBMITTED, false, 结果交了，要先核",
        "DISPATCH, FEEDBACK_DUE, false, 已经有结果了，要先重办",
        "CLOSE, ACCEPTED, false, 有了结果才能归档",
        "CLOSE, RESULT_SUBMITTED, false, 结果还没核",
        "REOPEN, ACCEPTED, false, 没有结果可以重办",
        "REOPEN, RESULT_SUBMITTED, false, 结果还没核，不对就退回",
        "RESULT, CLOSED, false, 现在是“x”"
    })
    void whatIsNotPossibleNowSaysWhy(ActionType type, State state, boolean isWithDesk, String why) {
        assertEquals(why, ActionPanel.disabledReason(type, state, isWithDesk, "x"));
    }
}
