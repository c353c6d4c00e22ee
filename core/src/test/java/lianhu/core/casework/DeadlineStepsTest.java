package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.NoticeType;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketWithReceipts;
import org.junit.jupiter.api.Test;

/** A due date comes and passes: who is told, and that nothing is told twice. */
class DeadlineStepsTest {
    private static final Owner HOUSING = new Owner(OwnerType.DEPARTMENT, "housing", "县住建局");
    private static final Owner WATER = new Owner(OwnerType.DEPARTMENT, "water", "县水务局");
    private static final Owner DISCIPLINE = new Owner(OwnerType.DEPARTMENT, "discipline", "县纪检室");
    private static final Duration THREE_WEEKS = Duration.ofDays(21);

    private final CaseworkScenario scenario = new CaseworkScenario();

    @Test
    void whatNobodyAnswersGoesThroughAllSteps() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        // When
        pass(THREE_WEEKS);
        // Then
        assertEquals(List.of(DeadlineStep.values()), steps(no));
        assertEquals(0, scenario.claim().size(), "nothing is left to come");
    }

    @Test
    void theOwnerIsRemindedAtEachStepAndTheReporterHearsOnceThatItIsLate() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.done(no, Action.of(ActionType.ACCEPT, CaseworkScenario.KEEPER));
        // When
        pass(THREE_WEEKS);
        // Then
        assertEquals(
                DeadlineStep.values().length,
                told(NoticeType.REMINDER, "post:" + CaseworkScenario.KEEPER.id())
                        .size());
        assertEquals(1, scenario.notices(NoticeType.DELAYED));
    }

    @Test
    void theDeputyHearsBeforeTheDueDateOfWhatNobodyAccepts() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.dispatch(no, CaseworkScenario.UNIT);
        scenario.now = scenario.ticket(no).due();
        TicketWithReceipts loaded =
                CaseworkScenario.await(scenario.tickets.find(no)).orElseThrow();
        // When
        List<Integer> told = Stream.of(DeadlineStep.HALFWAY, DeadlineStep.NEARLY_DUE, DeadlineStep.OVERDUE)
                .map(step -> policy(RosterFixture.owners())
                        .afterEvent(
                                loaded,
                                loaded.ticket(),
                                new TicketEvent(
                                        loaded.ticket().version() + 1,
                                        scenario.now,
                                        Actor.GATEWAY,
                                        new Change.DeadlineReached(step),
                                        "",
                                        List.of(),
                                        Optional.empty())))
                .map(deliveries -> (int) deliveries.stream()
                        .filter(delivery -> delivery.type() == NoticeType.REMINDER)
                        .count())
                .toList();
        // Then
        assertEquals(List.of(2, 2, 1), told);
    }

    @Test
    void aResultEndsTheSteps() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        passUntil(no, DeadlineStep.NEARLY_DUE);
        // When
        scenario.result(no);
        pass(THREE_WEEKS);
        // Then
        assertEquals(List.of(DeadlineStep.HALFWAY, DeadlineStep.NEARLY_DUE), steps(no));
        assertEquals(0, scenario.notices(NoticeType.DELAYED));
    }

    @Test
    void aReopenedTicketBeginsAnew() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        passUntil(no, DeadlineStep.OVERDUE);
        scenario.result(no);
        // When
        scenario.done(
                no, Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER).withWords("又坏了"));
        int before = steps(no).size();
        passUntil(no, DeadlineStep.NEARLY_DUE);
        // Then
        assertEquals(
                List.of(DeadlineStep.HALFWAY, DeadlineStep.NEARLY_DUE),
                steps(no).subList(before, before + 2));
    }

    @Test
    void whoGetsWhatIsAlreadyOverdueTakesOverWhereTheOtherStood() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        passUntil(no, DeadlineStep.OVERDUE);
        // When
        scenario.dispatch(no, HOUSING);
        scenario.done(no, Action.of(ActionType.ACCEPT, CaseworkScenario.DESK));
        pass(THREE_WEEKS);
        // Then
        assertEquals(List.of(DeadlineStep.values()), steps(no));
        assertEquals(3, told(NoticeType.REMINDER, "office:housing").size());
    }

    @Test
    void aLevelWithoutALeaderIsLeftOutAndTheTownshipsRoomIsToldAfterADay() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        // When
        passUntil(no, DeadlineStep.OVERDUE);
        List<String> overdue = told(NoticeType.SUPERVISION, "post:");
        passUntil(no, DeadlineStep.ONE_DAY_OVERDUE);
        // Then
        assertEquals(List.of("post:" + CaseworkScenario.LEADER.id()), overdue);
        assertTrue(told(NoticeType.SUPERVISION, "post:").contains("post:" + RosterFixture.TOWN + ".TOWNSHIP_ROOM.1"));
        assertEquals("报给责任人孙县长", words(no, DeadlineStep.OVERDUE));
    }

    @Test
    void withoutAnyLeaderTheDeskIsAskedToCall() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        OwnerResolver owners = new OwnerResolver(
                RosterFixture.areas(), new InMemoryPostDirectory(List.of()), RosterFixture.departments());
        scenario.service = new TicketService(
                scenario.tickets,
                owners,
                SmallCountyFixture.CATALOGUE,
                SmallCountyFixture.deadlines(new HolidayCalendar(Map.of(), Set.of(2026))),
                policy(owners),
                new ResultCheckPolicy(false),
                () -> scenario.now);
        // When
        pass(THREE_WEEKS);
        // Then
        assertEquals("没有能报的责任人，请受理台打电话催", words(no, DeadlineStep.OVERDUE));
    }

    @Test
    void aLeaderWhomTheMatterNamesIsNotTold() {
        // Given
        TicketNo no = scenario.report("孙县长家门口的路灯坏了");
        // When
        pass(THREE_WEEKS);
        // Then
        assertEquals(List.of(), told(NoticeType.SUPERVISION, "post:" + CaseworkScenario.LEADER.id()));
        assertEquals("没有能报的责任人，请受理台打电话催", words(no, DeadlineStep.OVERDUE));
    }

    @Test
    void whatLiesAtTheDeskIsToldToTheLeaderWithoutRemindersBefore() {
        // Given
        TicketNo no = scenario.report("不知道归谁管的事");
        assertTrue(scenario.ticket(no).owner().isDesk());
        // When
        pass(THREE_WEEKS);
        // Then
        assertEquals(DeadlineStep.OVERDUE, steps(no).getFirst());
        assertEquals(0, scenario.notices(NoticeType.REMINDER));
        assertFalse(told(NoticeType.SUPERVISION, "post:" + CaseworkScenario.LEADER.id())
                .isEmpty());
    }

    @Test
    void theOwnerOfASealedMatterIsRemindedAndNoLeaderHears() {
        // Given
        TicketNo no = scenario.report("我要举报村支书收钱");
        scenario.dispatch(no, DISCIPLINE);
        assertTrue(scenario.ticket(no).isSealed());
        // When
        pass(THREE_WEEKS.multipliedBy(2));
        // Then
        assertFalse(told(NoticeType.REMINDER, "office:discipline").isEmpty());
        assertEquals(0, scenario.notices(NoticeType.SUPERVISION));
        assertEquals("", words(no, DeadlineStep.OVERDUE));
    }

    @Test
    void anOfficeWithoutAnAccountStandsAmongWhatCannotBeSent() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.dispatch(no, WATER);
        scenario.done(no, Action.of(ActionType.ACCEPT, CaseworkScenario.DESK));
        // When
        passUntil(no, DeadlineStep.HALFWAY);
        // Then
        assertEquals(List.of("office:water"), told(NoticeType.REMINDER, "office:water"));
        assertTrue(scenario.tickets.deliveries().stream()
                .filter(delivery -> delivery.type() == NoticeType.REMINDER)
                .allMatch(delivery -> delivery.why().contains("请打电话告诉他们")));
    }

    @Test
    void aStepThatWasClaimedBeforeTheResultHasNoEffect() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.now = scenario.ticket(no).due();
        List<DueTimer> claimed = scenario.claim();
        scenario.result(no);
        // When
        claimed.forEach(timer -> CaseworkScenario.await(scenario.service.handle(timer)));
        // Then
        assertEquals(List.of(), steps(no));
    }

    @Test
    void aGatewayThatWasAwayForLongTellsTheLastStepAlone() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        // When
        scenario.pass(Duration.ofDays(60));
        scenario.fireDue();
        // Then
        assertEquals(List.of(DeadlineStep.FIVE_DAYS_OVERDUE), steps(no));
    }

    @Test
    void theStepsFollowADateThatIsCountedAgain() {
        // Given
        scenario.now = Instant.parse("2026-12-30T02:00:00Z");
        TicketNo no = scenario.report("路灯坏了");
        scenario.load(new HolidayCalendar(
                Map.of(LocalDate.of(2027, 1, 1), false, LocalDate.of(2027, 1, 4), false), Set.of(2026, 2027)));
        // When
        passUntil(no, DeadlineStep.OVERDUE);
        // Then
        assertFalse(at(no, DeadlineStep.OVERDUE).isBefore(scenario.ticket(no).due()));
    }

    private static NotificationPolicy policy(OwnerResolver owners) {
        return new NotificationPolicy(
                owners,
                RosterFixture.departments(),
                SmallCountyFixture.BINDINGS,
                SmallCountyFixture.CATALOGUE,
                SmsAvailability.OFF);
    }

    /** Hour by hour, as timers fire. */
    private void pass(Duration time) {
        for (long hour = 0; hour < time.toHours(); hour++) {
            scenario.pass(Duration.ofHours(1));
            scenario.fireDue();
        }
    }

    private void passUntil(TicketNo no, DeadlineStep step) {
        int before = steps(no).size();
        for (int hour = 0; hour < THREE_WEEKS.multipliedBy(2).toHours(); hour++) {
            pass(Duration.ofHours(1));
            if (steps(no).subList(before, steps(no).size()).contains(step)) {
                return;
            }
        }
        throw new AssertionError(step + " is not reached: " + steps(no));
    }

    private List<DeadlineStep> steps(TicketNo no) {
        return events(no).stream()
                .map(event -> ((Change.DeadlineReached) event.change()).step())
                .toList();
    }

    private String words(TicketNo no, DeadlineStep step) {
        return event(no, step).words();
    }

    private Instant at(TicketNo no, DeadlineStep step) {
        return event(no, step).at();
    }

    private TicketEvent event(TicketNo no, DeadlineStep step) {
        return events(no).stream()
                .filter(event -> event.change().equals(new Change.DeadlineReached(step)))
                .findFirst()
                .orElseThrow();
    }

    private List<TicketEvent> events(TicketNo no) {
        return scenario.tickets.history(no).stream()
                .filter(event -> event.change() instanceof Change.DeadlineReached)
                .toList();
    }

    /** The recipients of these notices that begin so. */
    private List<String> told(NoticeType type, String recipient) {
        return scenario.tickets.deliveries().stream()
                .filter(delivery -> delivery.type() == type)
                .map(delivery -> delivery.recipient().encode())
                .filter(encoded -> encoded.startsWith(recipient))
                .toList();
    }
}
