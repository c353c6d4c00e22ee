package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.notice.NoticeType;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An owner asks for more time. The matter of these tests is due on Friday, 27 November. */
class ExtensionTest {
    private final CaseworkScenario scenario = new CaseworkScenario();
    private TicketNo no;

    @BeforeEach
    void accept() {
        no = scenario.report("路灯坏了");
        scenario.done(no, Action.of(ActionType.ACCEPT, CaseworkScenario.KEEPER));
        assertEquals(LocalDate.of(2026, 11, 27), day(scenario.ticket(no).due()));
    }

    @Test
    void theDeskAgreesAndTheReporterIsToldTheNewDay() {
        // Given
        scenario.done(no, request("2026-12-02"));
        assertEquals(State.EXTENSION_REVIEW, scenario.ticket(no).state());
        // When
        scenario.done(no, Action.of(ActionType.GRANT_EXTENSION, CaseworkScenario.DESK));
        // Then
        assertEquals(State.ACCEPTED, scenario.ticket(no).state());
        assertEquals(LocalDate.of(2026, 12, 2), day(scenario.ticket(no).due()));
        assertEquals(1, scenario.notices(NoticeType.EXTENDED));
        assertEquals(1, scenario.notices(NoticeType.EXTENSION_DECIDED));
        assertEquals(Optional.empty(), scenario.ticket(no).extensionUntil());
    }

    @Test
    void theDeskRefusesWithAReasonAndTheDayStays() {
        // Given
        Instant due = scenario.ticket(no).due();
        scenario.done(no, request("2026-12-02"));
        assertTrue(refusal(Action.of(ActionType.REFUSE_EXTENSION, CaseworkScenario.DESK))
                .contains("要写理由"));
        // When
        scenario.done(
                no,
                Action.of(ActionType.REFUSE_EXTENSION, CaseworkScenario.DESK).withWords("配件有现成的"));
        // Then
        assertEquals(due, scenario.ticket(no).due());
        assertEquals(0, scenario.notices(NoticeType.EXTENDED), "the reporter was promised nothing");
        assertEquals(1, scenario.notices(NoticeType.EXTENSION_DECIDED));
    }

    @Test
    void moreTimeIsGrantedOnce() {
        scenario.done(no, request("2026-12-02"));
        scenario.done(no, Action.of(ActionType.GRANT_EXTENSION, CaseworkScenario.DESK));

        assertTrue(refusal(request("2026-12-04")).contains("已经延过一次"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27, the day that is promised already",
        "2026-11-29, a Sunday",
        "2026-12-07, more than five working days again",
        "2026-11-20, the past"
    })
    void aDayThatCannotBeIsRefusedWithTheDaysThatCan(String day, String why) {
        String refusal = refusal(request(day));

        assertTrue(refusal.contains("要是工作日") && refusal.contains("最晚"), why + ": " + refusal);
    }

    @Test
    void theLatestDayIsTheTimeOfTheRuleOnceMore() {
        scenario.done(no, request("2026-12-04"));

        assertEquals(
                Optional.of(LocalDate.of(2026, 12, 4)),
                scenario.ticket(no).extensionUntil().map(ExtensionTest::day));
    }

    @Test
    void afterTheDueDateItIsTooLateToAsk() {
        scenario.now = scenario.ticket(no).due().plusSeconds(1);

        assertTrue(refusal(request("2026-12-02")).contains("已经过了期限"));
    }

    @Test
    void withoutAReasonNothingIsAsked() {
        assertTrue(refusal(request("2026-12-02").withWords("")).contains("要写原因"));
    }

    @Test
    void theTimeRunsOnWhileTheDeskDecidesAndAnewFromTheNewDay() {
        // Given
        scenario.done(no, request("2026-12-02"));
        // When
        pass(Duration.ofDays(8));
        assertTrue(hasReached(DeadlineStep.OVERDUE), "nobody has decided");
        int before = scenario.tickets.history(no).size();
        scenario.done(no, Action.of(ActionType.GRANT_EXTENSION, CaseworkScenario.DESK));
        pass(Duration.ofDays(5));
        // Then
        assertTrue(
                scenario.tickets.history(no).stream()
                        .skip(before)
                        .anyMatch(event -> event.change() instanceof Change.DeadlineReached(DeadlineStep step)
                                && step == DeadlineStep.OVERDUE),
                "the new day passes, too");
    }

    @Test
    void aDayThatHasPassedMeanwhileIsNotPromised() {
        // Given
        scenario.done(no, request("2026-12-02"));
        scenario.now = scenario.ticket(no).extensionUntil().orElseThrow().plusSeconds(1);
        // When
        String why = refusal(Action.of(ActionType.GRANT_EXTENSION, CaseworkScenario.DESK));
        // Then
        assertTrue(why.contains("已经过了"), why);
        assertEquals(0, scenario.notices(NoticeType.EXTENDED));
    }

    @Test
    void aResultNeedsNoDecisionAnyMore() {
        scenario.done(no, request("2026-12-02"));

        scenario.done(no, Action.of(ActionType.RESULT, CaseworkScenario.KEEPER).withWords("换了灯头"));

        assertEquals(State.FEEDBACK_DUE, scenario.ticket(no).state());
        assertEquals(Optional.empty(), scenario.ticket(no).extensionUntil());
        refusal(Action.of(ActionType.GRANT_EXTENSION, CaseworkScenario.DESK));
    }

    private static Action request(String day) {
        return Action.of(ActionType.EXTEND, CaseworkScenario.KEEPER)
                .withWords("等配件")
                .until(LocalDate.parse(day));
    }

    private String refusal(Action action) {
        return assertInstanceOf(TicketService.Outcome.Rejected.class, scenario.act(no, action))
                .why();
    }

    private boolean hasReached(DeadlineStep step) {
        return scenario.tickets.history(no).stream()
                .anyMatch(event -> event.change() instanceof Change.DeadlineReached reached && reached.step() == step);
    }

    private void pass(Duration time) {
        for (int i = 0; i < time.toHours(); i++) {
            scenario.pass(Duration.ofHours(1));
            scenario.fireDue();
        }
    }

    private static LocalDate day(Instant at) {
        return at.atZone(BusinessCalendar.ZONE).toLocalDate();
    }
}
