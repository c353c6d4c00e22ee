package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.NoticeType;
import lianhu.core.report.Channel;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The desk checks what an office says became of a complaint, before its reporter is asked. It begins on a Friday at 10:00. */
class ResultCheckTest {
    private static final Actor HOUSING = new Actor(Actor.Type.DEPARTMENT, "housing", "县住建局");

    private final CaseworkScenario scenario = new CaseworkScenario();
    private TicketNo no;

    @BeforeEach
    void anOfficeHasAComplaint() {
        no = scenario.report("投诉小王，路灯不管", Channel.KF, "");
        scenario.dispatch(no, RosterFixture.owners().department("housing").orElseThrow());
        assertEquals(RequestKind.COMPLAINT, scenario.ticket(no).kind());
    }

    @Test
    void theReporterHearsTheResultOnceTheDeskHasPassedIt() {
        // When
        submit("已经换了灯头");
        long before = scenario.notices(NoticeType.RESULT);
        scenario.done(no, Action.of(ActionType.PASS_RESULT, CaseworkScenario.DESK));
        // Then
        assertEquals(0, before);
        assertEquals(1, scenario.notices(NoticeType.RESULT));
        assertEquals(State.FEEDBACK_DUE, scenario.ticket(no).state());
        pass(Duration.ofDays(8));
        assertEquals(State.CLOSED, scenario.ticket(no).state(), "the reporter had seven days");
    }

    @Test
    void whatTheDeskDoesNotCheckWithinAWorkingDayPasses() {
        submit("已经换了灯头");

        pass(Duration.ofDays(3));
        assertEquals(State.RESULT_SUBMITTED, scenario.ticket(no).state(), "it was a weekend");
        pass(Duration.ofHours(12));

        assertEquals(State.FEEDBACK_DUE, scenario.ticket(no).state());
        assertEquals(1, scenario.notices(NoticeType.RESULT));
    }

    @Test
    void itIsSentBackOnceWithAReasonAndHalfOfTheTimeAndNoPromiseIsBroken() {
        // Given
        Instant promised = scenario.ticket(no).due();
        scenario.now = promised.minus(Duration.ofHours(1));
        submit("会处理");
        assertTrue(refusal(Action.of(ActionType.REJECT_RESULT, CaseworkScenario.DESK))
                .contains("要写理由"));
        // When
        Ticket rejected = scenario.done(
                no, Action.of(ActionType.REJECT_RESULT, CaseworkScenario.DESK).withWords("没有写办了什么"));
        // Then
        assertEquals(State.ACCEPTED, rejected.state());
        assertEquals(Instant.parse("2026-12-02T18:00:00+08:00"), rejected.due(), "three of five working days");
        assertEquals(1, scenario.notices(NoticeType.RESULT_REJECTED));
        assertEquals(1, scenario.notices(NoticeType.EXTENDED), "the reporter is told the new day");
        assertEquals(0, scenario.notices(NoticeType.RESULT));
        submit("换了灯头，今晚试过");
        assertTrue(refusal(Action.of(ActionType.REJECT_RESULT, CaseworkScenario.DESK)
                        .withWords("还是不行"))
                .contains("已经退回过一次"));
    }

    @Test
    void aSecondResultIsRefusedWhileTheDeskChecksTheFirst() {
        submit("已经换了灯头");

        assertEquals(
                "结果已经交了，受理台在核，不用再办结",
                refusal(Action.of(ActionType.RESULT, HOUSING).withWords("已经换了灯头")));
    }

    @Test
    void aResultThatIsSentBackEarlyKeepsThePromisedDay() {
        Instant promised = scenario.ticket(no).due();
        submit("会处理");

        scenario.done(
                no, Action.of(ActionType.REJECT_RESULT, CaseworkScenario.DESK).withWords("没有写办了什么"));

        assertEquals(promised, scenario.ticket(no).due());
        assertEquals(0, scenario.notices(NoticeType.EXTENDED));
    }

    @Test
    void whatIsNoComplaintOrTheDesksOwnIsNotChecked() {
        // Given
        TicketNo help = scenario.report("路灯坏了");
        // When
        scenario.done(
                help, Action.of(ActionType.RESULT, CaseworkScenario.KEEPER).withWords("换了灯头"));
        scenario.done(no, Action.of(ActionType.RESULT, CaseworkScenario.DESK).withWords("打电话说清楚了"));
        // Then
        assertEquals(State.FEEDBACK_DUE, scenario.ticket(help).state());
        assertEquals(State.FEEDBACK_DUE, scenario.ticket(no).state());
    }

    @Test
    void aCountyMayHaveEveryResultChecked() {
        ResultCheckPolicy all = new ResultCheckPolicy(true);
        TicketNo help = scenario.report("路灯坏了");
        TicketNo neighbours = scenario.report("垃圾没人清");
        TicketNo fire = scenario.report("村口着火了");

        assertTrue(all.applies(scenario.ticket(help), CaseworkScenario.KEEPER));
        assertFalse(all.applies(scenario.ticket(neighbours), CaseworkScenario.HEAD), "a unit head's result");
        assertFalse(all.applies(scenario.ticket(fire), CaseworkScenario.KEEPER), "an emergency");
        assertFalse(new ResultCheckPolicy(false).applies(scenario.ticket(help), CaseworkScenario.KEEPER));
    }

    @Test
    void anObjectionHalvesTheTimeAndTheSecondOneIsSupervisedAndToldToTheLeader() {
        // Given
        TicketNo help = scenario.report("路灯坏了");
        scenario.done(
                help, Action.of(ActionType.RESULT, CaseworkScenario.KEEPER).withWords("换了灯头"));
        scenario.now = Instant.parse("2026-11-27T12:00:00+08:00");
        // When
        scenario.done(
                help, Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER).withWords("还不亮"));
        Ticket once = scenario.ticket(help);
        scenario.done(
                help, Action.of(ActionType.RESULT, CaseworkScenario.KEEPER).withWords("又换了一个"));
        scenario.done(
                help, Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER).withWords("还是不亮"));
        // Then
        assertEquals(Instant.parse("2026-12-02T18:00:00+08:00"), once.due(), "three working days");
        assertTrue(once.supervision().isEmpty());
        assertTrue(scenario.ticket(help).supervision().isPresent());
        assertEquals(1, scenario.notices(NoticeType.SUPERVISION_ORDER), "the owner");
        assertTrue(scenario.notices(NoticeType.SUPERVISION_REPORT) > 0, "the leader");
        scenario.done(
                help, Action.of(ActionType.RESULT, CaseworkScenario.KEEPER).withWords("换了线"));
        assertEquals(State.RESULT_SUBMITTED, scenario.ticket(help).state(), "what is supervised is checked");
    }

    @Test
    void aRedoneMatterThatWasClosedHasItsWholeTime() {
        TicketNo help = scenario.report("路灯坏了");
        scenario.result(help);
        scenario.done(help, Action.of(ActionType.CLOSE, CaseworkScenario.REPORTER));

        scenario.done(
                help, Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER).withWords("又坏了"));

        assertEquals(
                Instant.parse("2026-11-27T18:00:00+08:00"),
                scenario.ticket(help).due());
    }

    @Test
    void theOwnerOfASupervisedMatterSaysHowFarItIsAndLeadersHearOtherwise() {
        // Given
        scenario.done(no, Action.of(ActionType.SUPERVISE, CaseworkScenario.DESK).withWords("请说明为什么一直没有办"));
        assertEquals(
                Instant.parse("2026-11-25T18:00:00+08:00"),
                scenario.ticket(no).supervision().orElseThrow().replyDue());
        assertEquals(1, scenario.notices(NoticeType.SUPERVISION_ORDER));
        TicketNo silent = scenario.report("路灯坏了");
        scenario.done(
                silent, Action.of(ActionType.SUPERVISE, CaseworkScenario.DESK).withWords("请尽快修"));
        // When
        scenario.done(no, Action.of(ActionType.REPLY, HOUSING).withWords("灯具周三到，周四装"));
        pass(Duration.ofDays(6));
        // Then
        assertFalse(hasLeadersTold(no));
        assertTrue(hasLeadersTold(silent));
        assertTrue(scenario.notices(NoticeType.SUPERVISION_REPORT) > 0);
    }

    @Test
    void aResultAnswersTheOrderAndOneThatIsSentBackMayBeSupervisedAnew() {
        // Given
        scenario.done(no, Action.of(ActionType.SUPERVISE, CaseworkScenario.DESK).withWords("请说明为什么一直没有办"));
        submit("会处理");
        pass(Duration.ofHours(1));
        scenario.done(
                no, Action.of(ActionType.REJECT_RESULT, CaseworkScenario.DESK).withWords("没有写办了什么"));
        // When
        scenario.done(no, Action.of(ActionType.SUPERVISE, CaseworkScenario.DESK).withWords("今天必须到现场"));
        pass(Duration.ofDays(6));
        // Then
        assertTrue(hasLeadersTold(no));
    }

    @Test
    void aMatterThatWasSupervisedBeforeIsSupervisedAgainAtTheSecondObjection() {
        // Given
        TicketNo help = scenario.report("路灯坏了");
        scenario.done(
                help, Action.of(ActionType.SUPERVISE, CaseworkScenario.DESK).withWords("请尽快修"));
        for (int i = 0; i < 2; i++) {
            scenario.done(
                    help, Action.of(ActionType.RESULT, CaseworkScenario.KEEPER).withWords("换了灯头"));
            scenario.done(help, Action.of(ActionType.PASS_RESULT, CaseworkScenario.DESK));
            // When
            scenario.done(
                    help,
                    Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER).withWords("还不亮"));
        }
        // Then
        assertEquals(2, scenario.notices(NoticeType.SUPERVISION_ORDER));
        pass(Duration.ofDays(6));
        assertTrue(hasLeadersTold(help), "its clock runs");
    }

    @Test
    void aMatterWithAUnitHeadIsNotSupervisedAtTheSecondObjection() {
        // Given
        TicketNo rubbish = scenario.report("垃圾没人清");
        // When
        for (int i = 0; i < 2; i++) {
            scenario.done(
                    rubbish, Action.of(ActionType.RESULT, CaseworkScenario.HEAD).withWords("清了"));
            scenario.done(
                    rubbish,
                    Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER).withWords("还在"));
        }
        // Then
        assertTrue(scenario.ticket(rubbish).supervision().isEmpty(), "a unit head has no page to reply on");
    }

    @Test
    void anotherOwnerOwesNoReplyToTheOrderOfTheOneBefore() {
        // Given
        scenario.done(no, Action.of(ActionType.SUPERVISE, CaseworkScenario.DESK).withWords("请说明为什么一直没有办"));
        // When
        scenario.dispatch(no, RosterFixture.owners().department("water").orElseThrow());
        pass(Duration.ofDays(6));
        // Then
        assertFalse(hasLeadersTold(no));
        assertEquals(1, scenario.notices(NoticeType.SUPERVISION_ORDER));
        assertTrue(scenario.ticket(no).supervision().isPresent(), "its result is checked");
    }

    @Test
    void onTheLastDayAResultPassesAtTheTimeThatWasPromised() {
        // Given
        Instant promised = scenario.ticket(no).due();
        scenario.now = promised.minus(Duration.ofHours(2));
        // When
        submit("已经换了灯头");
        pass(Duration.ofHours(2));
        // Then
        assertEquals(State.FEEDBACK_DUE, scenario.ticket(no).state());
        assertEquals(1, scenario.notices(NoticeType.RESULT));
    }

    private boolean hasLeadersTold(TicketNo ticket) {
        return scenario.tickets.history(ticket).stream()
                .anyMatch(event -> event.change() instanceof Change.SupervisionOverdue
                        && event.words().startsWith("报给"));
    }

    private void submit(String words) {
        scenario.done(no, Action.of(ActionType.RESULT, HOUSING).withWords(words));
    }

    private String refusal(Action action) {
        return assertInstanceOf(TicketService.Outcome.Rejected.class, scenario.act(no, action))
                .why();
    }

    private void pass(Duration time) {
        for (int i = 0; i < time.toHours(); i++) {
            scenario.pass(Duration.ofHours(1));
            scenario.fireDue();
        }
    }
}
