package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.notice.NoticeType;
import lianhu.core.report.Channel;
import lianhu.core.report.UrgeText;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** The reporter is asked, and the time to answer stands still. The matter is reported on a Friday and due a week later. */
class ReporterWaitTest {
    private final CaseworkScenario scenario = new CaseworkScenario();
    private final TicketNo no = scenario.report("路灯坏了", Channel.KF, "");

    @Test
    void theOwnersQuestionGoesToTheReporterAndTakesTheMatterOn() {
        // When
        scenario.done(no, ask(CaseworkScenario.KEEPER));
        // Then
        assertEquals(State.WAITING_REPORTER, scenario.ticket(no).state());
        assertEquals(1, scenario.notices(NoticeType.QUESTION));
        assertTrue(scenario.tickets.history(no).stream()
                .anyMatch(event -> event.change() instanceof Change.ReporterAsked
                        && event.words().equals("是哪一盏？")));
        scenario.done(no, Action.of(ActionType.RESUME, CaseworkScenario.KEEPER));
        assertEquals(State.ACCEPTED, scenario.ticket(no).state());
    }

    @Test
    void theWorkingTimeThatWasWaitedIsAddedToTheDueDate() {
        // Given
        scenario.now = Instant.parse("2026-11-20T14:00:00+08:00");
        scenario.done(no, ask(CaseworkScenario.KEEPER));
        // When
        scenario.now = Instant.parse("2026-11-20T16:00:00+08:00");
        scenario.done(no, answer("村口那一盏"));
        // Then
        Ticket ticket = scenario.ticket(no);
        assertEquals(State.ACCEPTED, ticket.state());
        assertEquals(Duration.ofHours(2), ticket.reporterWait().time());
        assertEquals(
                Instant.parse("2026-11-30T10:30:00+08:00"), ticket.due(), "Friday's close and two hours of Monday");
        assertEquals(1, scenario.notices(NoticeType.RESUMED), "the reporter is told the new day");
    }

    @Test
    void aWaitOverAWeekendAddsNothing() {
        // Given
        scenario.now = Instant.parse("2026-11-21T09:00:00+08:00");
        Instant due = scenario.ticket(no).due();
        scenario.done(no, ask(CaseworkScenario.KEEPER));
        // When
        scenario.now = Instant.parse("2026-11-22T20:00:00+08:00");
        scenario.done(no, answer("村口那一盏"));
        // Then
        assertEquals(due, scenario.ticket(no).due());
        assertEquals(0, scenario.notices(NoticeType.RESUMED), "no day moved");
    }

    @Test
    void theReporterIsRemindedOnceAndThenTheWorkGoesOnWithWhatIsKnown() {
        // Given
        scenario.done(no, ask(CaseworkScenario.KEEPER));
        Instant due = scenario.ticket(no).due();
        // When
        pass(Duration.ofDays(9));
        // Then
        List<TicketEvent> history = scenario.tickets.history(no);
        assertEquals(1, count(history, Change.ReporterReminded.class));
        assertEquals(2, scenario.notices(NoticeType.QUESTION));
        assertTrue(history.stream()
                .anyMatch(event -> event.change() instanceof Change.Resumed resumed
                        && resumed.reason() == Change.Resumed.Reason.NO_ANSWER));
        assertEquals(2, scenario.notices(NoticeType.RESUMED), "the owner and the reporter are told");
        Ticket ticket = scenario.ticket(no);
        assertEquals(State.ACCEPTED, ticket.state());
        assertTrue(ticket.due().isAfter(due.plus(Duration.ofDays(6))), "five working days later");
        assertTrue(refusal(ask(CaseworkScenario.KEEPER)).contains("等满5个工作日"));
    }

    @Test
    void noStepOfTheDueDateComesWhileTheReporterIsToAnswer() {
        // Given
        TicketNo late = scenario.reportByAccount("路灯坏了");
        scenario.now = scenario.ticket(late).due().minusSeconds(3600);
        scenario.done(late, ask(CaseworkScenario.KEEPER));
        int before = scenario.tickets.history(late).size();
        // When
        pass(Duration.ofDays(2));
        // Then
        assertFalse(
                scenario.tickets.history(late).stream()
                        .skip(before)
                        .anyMatch(event -> event.change() instanceof Change.DeadlineReached),
                "the due date passed while nobody could work");
        scenario.done(late, answer("村口那一盏"));
        pass(Duration.ofDays(3));
        assertTrue(
                scenario.tickets.history(late).stream()
                        .anyMatch(event -> event.change() instanceof Change.DeadlineReached(DeadlineStep step)
                                && step == DeadlineStep.OVERDUE),
                "the moved date passes, too");
    }

    @Test
    void theDeskAsksBeforeItDispatchesAndTheMatterStaysWithIt() {
        // Given
        TicketNo unclear = scenario.report("说不清的事", Channel.KF, "");
        // When
        scenario.done(unclear, ask(CaseworkScenario.DESK));
        scenario.done(unclear, answer("在老桥头"));
        // Then
        assertEquals(State.TRIAGED, scenario.ticket(unclear).state());
    }

    @Test
    void aQuestionOfTheDeskLeavesTheOwnersAcceptanceOpen() {
        scenario.done(no, ask(CaseworkScenario.DESK));
        scenario.done(no, Action.of(ActionType.RESUME, CaseworkScenario.DESK));

        assertEquals(State.DISPATCHED, scenario.ticket(no).state());
        assertEquals(1, scenario.notices(NoticeType.RESUMED), "the owner goes on");
        pass(Duration.ofDays(1));
        assertTrue(count(scenario.tickets.history(no), Change.AcceptanceOverdue.class) > 0, "its clock runs again");
    }

    @Test
    void aReporterWhomNoMessageReachesIsNotAsked() {
        TicketNo anonymous = scenario.report("路灯坏了");

        String why = assertInstanceOf(
                        TicketService.Outcome.Rejected.class, scenario.act(anonymous, ask(CaseworkScenario.KEEPER)))
                .why();

        assertTrue(why.contains("消息到不了报事的人"), why);
        assertEquals(State.DISPATCHED, scenario.ticket(anonymous).state());
    }

    @Test
    void aReporterOfCustomerServiceIsAskedWithinTwoDaysAlone() {
        scenario.now = scenario.now.plus(Duration.ofHours(49));

        assertTrue(refusal(ask(CaseworkScenario.KEEPER)).contains("消息到不了报事的人"));
    }

    @Test
    void toUrgeIsNoAnswer() {
        scenario.done(no, ask(CaseworkScenario.KEEPER));
        assertTrue(UrgeText.matches("催一下，什么时候办"));

        scenario.done(no, answer("催一下，什么时候办"));

        assertEquals(State.WAITING_REPORTER, scenario.ticket(no).state());
    }

    @Test
    void thereIsNoThirdQuestion() {
        for (int i = 0; i < 2; i++) {
            scenario.done(no, ask(CaseworkScenario.KEEPER));
            scenario.done(no, answer("村口那一盏"));
        }

        assertTrue(refusal(ask(CaseworkScenario.KEEPER)).contains("已经问过两次"));
    }

    @Test
    void whoWaitsIsToldWhatToPressFirst() {
        scenario.done(no, ask(CaseworkScenario.KEEPER));

        assertEquals(
                "正在等报事的人回话；到工单页点“接着办”，再办结",
                refusal(Action.of(ActionType.RESULT, CaseworkScenario.KEEPER).withWords("换了灯头")));
    }

    @Test
    void whoHasNotTheMatterIsToldWhoWaits() {
        scenario.done(no, ask(CaseworkScenario.KEEPER));

        assertEquals(
                "这件事现在处置办理，在网格员小王手上，不能办结",
                refusal(Action.of(ActionType.RESULT, CaseworkScenario.HEAD).withWords("换了灯头")));
    }

    @Test
    void anOverdueMatterIsNotStopped() {
        scenario.now = scenario.ticket(no).due();

        assertTrue(refusal(ask(CaseworkScenario.KEEPER)).contains("已经过了期限"));
    }

    @Test
    void aQuestionHasWordsAndNoReceiptNumber() {
        assertTrue(refusal(Action.of(ActionType.ASK, CaseworkScenario.KEEPER)).contains("要写清问什么"));
        assertTrue(refusal(Action.of(ActionType.ASK, CaseworkScenario.KEEPER).withWords("是 4827 1938 那件吗"))
                .contains("不能有受理号"));
    }

    private static Action ask(Actor by) {
        return Action.of(ActionType.ASK, by).withWords("是哪一盏？");
    }

    private static Action answer(String words) {
        return Action.of(ActionType.SUPPLEMENT, CaseworkScenario.REPORTER).withWords(words);
    }

    private String refusal(Action action) {
        return assertInstanceOf(TicketService.Outcome.Rejected.class, scenario.act(no, action))
                .why();
    }

    private static long count(List<TicketEvent> history, Class<? extends Change> type) {
        return history.stream().filter(event -> type.isInstance(event.change())).count();
    }

    private void pass(Duration time) {
        for (int i = 0; i < time.toHours(); i++) {
            scenario.pass(Duration.ofHours(1));
            scenario.fireDue();
        }
    }
}
