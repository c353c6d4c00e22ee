package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.NoticeType;
import lianhu.core.report.Channel;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/**
 * A year of a small county, hour by hour: reports come in, most people do their work, some forget, and the clocks press what they
 * forget. The holidays of the next year become known in December.
 */
class YearOfACountyTest {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 365;

    /** After the last report, for what is still open; the ladder of the longest due date is shorter. */
    private static final int DAYS_AFTERWARDS = 60;

    private static final int REPORTS_A_DAY = 3;
    private static final Set<LocalTime> WORK = Set.of(LocalTime.of(9, 0), LocalTime.of(11, 0), LocalTime.of(16, 0));
    private static final List<String> MATTERS =
            List.of("路灯坏了", "路灯坏了", "垃圾没人清", "说不清的事", "我要举报村支书收钱", "投诉小王，路灯不管", "村口着火了");
    private static final List<Owner> OWNERS = List.of(
            CaseworkScenario.UNIT,
            CaseworkScenario.GRID,
            RosterFixture.owners().department("housing").orElseThrow(),
            RosterFixture.owners().department("water").orElseThrow());

    private final SplittableRandom random = new SplittableRandom(2026);
    private final CaseworkScenario scenario = new CaseworkScenario();
    private final List<TicketNo> all = new ArrayList<>();
    private final List<TicketNo> open = new ArrayList<>();

    /** Nobody acts on these: the paper lies under another one. */
    private final Set<TicketNo> forgotten = new HashSet<>();

    @Test
    void everyReportOfAYearIsAnsweredOrPressedToTheTop() {
        // Given
        scenario.now = at(FIRST_DAY, LocalTime.MIDNIGHT);
        scenario.load(new HolidayCalendar(Map.of(), Set.of(2026)));
        // When
        for (LocalDate day = FIRST_DAY; day.isBefore(FIRST_DAY.plusDays(DAYS)); day = day.plusDays(1)) {
            if (day.equals(LocalDate.of(2026, 12, 1))) {
                scenario.load(new HolidayCalendar(
                        Map.of(LocalDate.of(2027, 1, 1), false, LocalDate.of(2027, 1, 2), true), Set.of(2026, 2027)));
            }
            live(day, REPORTS_A_DAY);
        }
        for (int i = 0; i < DAYS_AFTERWARDS; i++) {
            live(FIRST_DAY.plusDays(DAYS + i), 0);
        }
        // Then
        int answered = 0;
        int pressed = 0;
        for (TicketNo no : all) {
            List<TicketEvent> history = scenario.tickets.history(no);
            assertClocksTold(no, history);
            if (scenario.ticket(no).state().isOver()) {
                assertTrue(isAnswered(history), () -> no + " ended without a word");
                answered++;
            } else {
                assertEquals(DeadlineStep.FIVE_DAYS_OVERDUE, lastStep(history), () -> no + " lies still");
                pressed++;
            }
        }
        assertEquals(DAYS * REPORTS_A_DAY, answered + pressed);
        assertTrue(answered > pressed * 10 && pressed > 10, answered + " answered, " + pressed + " pressed");
        long late = all.stream()
                .filter(no -> scenario.tickets.history(no).stream()
                        .anyMatch(event -> event.change() instanceof Change.DeadlineReached(DeadlineStep step)
                                && step == DeadlineStep.OVERDUE))
                .count();
        assertTrue(scenario.notices(NoticeType.DELAYED) >= late * 9 / 10, "who waits too long hears of it");
    }

    private void live(LocalDate day, int reports) {
        for (int hour = 1; hour <= 24; hour++) {
            scenario.now = at(day, LocalTime.MIDNIGHT).plus(Duration.ofHours(hour));
            fire();
            LocalTime time = LocalTime.of(hour % 24, 0);
            if (hour >= 8 && hour < 8 + reports) {
                TicketNo no = scenario.report(
                        MATTERS.get(random.nextInt(MATTERS.size())),
                        random.nextInt(3) == 0 ? Channel.KF : Channel.WEB,
                        "");
                all.add(no);
                open.add(no);
                if (random.nextInt(40) == 0) {
                    forgotten.add(no);
                }
            }
            boolean isWorkday = day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
            open.removeIf(no -> scenario.ticket(no).state().isOver());
            open.stream()
                    .filter(no -> isWorkday && WORK.contains(time)
                            || scenario.ticket(no).urgency() == Urgency.EMERGENCY)
                    .filter(no -> !forgotten.contains(no) || scenario.ticket(no).urgency() == Urgency.EMERGENCY)
                    .forEach(this::work);
        }
    }

    private void fire() {
        while (!scenario.tickets
                .nextTimer()
                .filter(at -> !at.isAfter(scenario.now))
                .isEmpty()) {
            scenario.fireDue();
        }
    }

    /** Somebody looks at it, and may act. */
    private void work(TicketNo no) {
        Ticket ticket = scenario.ticket(no);
        int chance = random.nextInt(100);
        switch (ticket.state()) {
            case TRIAGED, RETURN_REVIEW, ADJUDICATING ->
                act(
                        no,
                        chance < 70,
                        Action.of(ActionType.DISPATCH, CaseworkScenario.DESK).to(anyOwner()));
            case DISPATCHED -> {
                if (ticket.owner().type() == OwnerType.UNIT) {
                    act(no, chance < 40, Action.of(ActionType.PASS_ON, CaseworkScenario.HEAD));
                } else {
                    act(no, chance < 50, Action.of(ActionType.ACCEPT, owner(ticket)));
                    act(no, chance >= 95, Action.of(ActionType.RETURN, owner(ticket)));
                }
            }
            case ACCEPTED -> {
                act(no, chance < 15, Action.of(ActionType.RESULT, owner(ticket)));
                act(
                        no,
                        chance == 15,
                        Action.of(ActionType.RESULT, owner(ticket)).unsolved());
                act(no, chance == 16, Action.of(ActionType.ASK, owner(ticket)));
                act(
                        no,
                        chance == 17,
                        Action.of(ActionType.EXTEND, owner(ticket))
                                .until(ticket.due()
                                        .atZone(BusinessCalendar.ZONE)
                                        .toLocalDate()
                                        .plusDays(1)));
            }
            case WAITING_REPORTER -> act(no, chance < 20, Action.of(ActionType.SUPPLEMENT, CaseworkScenario.REPORTER));
            case EXTENSION_REVIEW ->
                act(
                        no,
                        chance < 60,
                        Action.of(
                                chance < 40 ? ActionType.GRANT_EXTENSION : ActionType.REFUSE_EXTENSION,
                                CaseworkScenario.DESK));
            case RESULT_SUBMITTED ->
                act(
                        no,
                        chance < 50,
                        Action.of(
                                chance < 40 ? ActionType.PASS_RESULT : ActionType.REJECT_RESULT,
                                CaseworkScenario.DESK));
            case FEEDBACK_DUE -> {
                act(no, chance < 5, Action.of(ActionType.CLOSE, CaseworkScenario.REPORTER));
                act(no, chance == 5, Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER));
            }
            case CLOSED, MERGED, WITHDRAWN -> {}
        }
    }

    private void act(TicketNo no, boolean isTime, Action action) {
        if (isTime) {
            scenario.act(no, action.withWords("一句话"));
        }
    }

    private Owner anyOwner() {
        return OWNERS.get(random.nextInt(OWNERS.size()));
    }

    private static Actor owner(Ticket ticket) {
        return ticket.owner().type() == OwnerType.GRID
                ? CaseworkScenario.KEEPER
                : new Actor(
                        Actor.Type.DEPARTMENT,
                        ticket.owner().id(),
                        ticket.owner().name());
    }

    /** Each step of a due date comes once and in order after whatever starts its clock, and none comes before its time. */
    private static void assertClocksTold(TicketNo no, List<TicketEvent> history) {
        Ticket ticket = Ticket.opened(no, history.get(0), history.get(1));
        int reached = -1;
        for (TicketEvent event : history.subList(2, history.size())) {
            Instant due = ticket.due();
            if (event.change() instanceof Change.DeadlineReached(DeadlineStep step)) {
                assertTrue(step.ordinal() > reached, () -> no + ": " + step + " came twice");
                assertTrue(!step.isOverdue() || !event.at().isBefore(due), () -> no + ": " + step + " came too early");
                assertTrue(ticket.state().stage().compareTo(Stage.ANSWERING) < 0, () -> no + " was answered");
                reached = step.ordinal();
            }
            ticket = ticket.apply(event);
            boolean isAnew = event.change() instanceof Change.Dispatched
                    || event.change() instanceof Change.ResultRejected
                    || event.change() instanceof Change.Resumed;
            reached = ticket.due().equals(due) && !isAnew ? reached : -1;
        }
    }

    private static boolean isAnswered(List<TicketEvent> history) {
        return history.stream()
                .anyMatch(event -> event.change() instanceof Change.ResultSubmitted
                        && !event.words().isBlank());
    }

    private static DeadlineStep lastStep(List<TicketEvent> history) {
        return history.stream()
                .map(TicketEvent::change)
                .filter(Change.DeadlineReached.class::isInstance)
                .map(change -> ((Change.DeadlineReached) change).step())
                .reduce(DeadlineStep.values()[0], (one, next) -> next);
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return ZonedDateTime.of(day, time, BusinessCalendar.ZONE).toInstant();
    }
}
