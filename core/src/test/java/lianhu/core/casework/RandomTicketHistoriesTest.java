package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
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
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.NoticeType;
import lianhu.core.query.ReportedResult;
import lianhu.core.report.Channel;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ReporterWait;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer.Kind;
import org.junit.jupiter.api.Test;

/** Plays random histories of tickets: any action by anybody, with and without words, and time that passes. */
class RandomTicketHistoriesTest {
    private static final int HISTORIES = 100_000;
    private static final List<String> MATTERS = List.of("路灯坏了", "垃圾没人清", "说不清的事", "村口着火了", "我要举报村支书收钱", "投诉小王，路灯不管");
    private static final List<Actor> ACTORS = List.of(
            CaseworkScenario.DESK,
            CaseworkScenario.DESK,
            CaseworkScenario.KEEPER,
            CaseworkScenario.HEAD,
            CaseworkScenario.REPORTER,
            Actor.GATEWAY,
            new Actor(Actor.Type.DEPARTMENT, "housing", "县住建局"),
            new Actor(Actor.Type.DEPARTMENT, "discipline", "县纪检室"));
    private static final List<Owner> OWNERS = List.of(
            CaseworkScenario.UNIT,
            CaseworkScenario.GRID,
            RosterFixture.owners().department("housing").orElseThrow(),
            RosterFixture.owners().department("water").orElseThrow());
    private static final List<Duration> PAUSES =
            List.of(Duration.ZERO, Duration.ofMinutes(40), Duration.ofHours(5), Duration.ofDays(1), Duration.ofDays(6));

    /** More than the steps of a due date, the end of a unit head's day and the objection period together. */
    private static final int MOST_TIMERS = 40;

    private static final Duration LONGEST_WAIT = SmallCountyFixture.deadlines(
                    new HolidayCalendar(Map.of(), Set.of(2026)))
            .calendar()
            .workingDay()
            .multipliedBy(ReporterWaitRules.MAX_WORKING_DAYS);

    private static final ActionType[] TYPES = ActionType.values();

    @Test
    void noHistoryBreaksAPromise() {
        Map<State, Integer> ends = new EnumMap<>(State.class);
        Map<State, Integer> visited = new EnumMap<>(State.class);
        for (long seed = 0; seed < HISTORIES; seed++) {
            try {
                ends.merge(new History(seed, visited).play(), 1, Integer::sum);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("history " + seed + ": " + e.getMessage(), e);
            }
        }
        assertEquals(Set.of(State.values()), visited.keySet(), "each state is reached: " + visited);
        assertTrue(ends.getOrDefault(State.CLOSED, 0) > HISTORIES / 25, "many end: " + ends);
    }

    /** One history. */
    private static final class History {
        private final SplittableRandom random;
        private final Map<State, Integer> visited;
        private final CaseworkScenario scenario = new CaseworkScenario();
        private final TicketNo no;
        private final TicketNo other;

        History(long seed, Map<State, Integer> visited) {
            random = new SplittableRandom(seed);
            this.visited = visited;
            no = switch (random.nextInt(4)) {
                case 0 -> scenario.report(pick(MATTERS));
                case 1 -> scenario.report(pick(MATTERS), Channel.KF, "");
                default -> scenario.reportByAccount(pick(MATTERS));
            };
            other = scenario.report(pick(MATTERS));
        }

        State play() {
            check();
            if (random.nextInt(4) == 0) {
                superviseAndObject();
            }
            for (int i = random.nextInt(16); i > 0; i--) {
                if (random.nextInt(3) == 0) {
                    scenario.pass(pick(PAUSES));
                    scenario.fireDue();
                } else {
                    act();
                }
                check();
            }
            letTimePass();
            return ticket().state();
        }

        /** An order, a result, the end of the order's time and an objection, twice: what seldom meets by chance. */
        private void superviseAndObject() {
            for (int i = 0; i < 2; i++) {
                scenario.act(
                        no,
                        Action.of(ActionType.SUPERVISE, CaseworkScenario.DESK).withWords("请尽快办"));
                check();
                scenario.act(no, Action.of(ActionType.RESULT, Actor.GATEWAY).withWords("办了"));
                check();
                scenario.pass(Duration.ofDays(6));
                scenario.fireDue();
                check();
                scenario.act(
                        no,
                        Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER).withWords("还没好"));
                check();
            }
        }

        private void act() {
            Actor actor = pick(ACTORS);
            ActionType type = TYPES[random.nextInt(TYPES.length)];
            Ticket before = ticket();
            boolean isAllowed = scenario.service
                    .allowedActions()
                    .of(before, actor, scenario.now)
                    .contains(type);

            TicketService.Outcome outcome = scenario.act(no, complete(Action.of(type, actor)));

            if (outcome instanceof TicketService.Outcome.Done) {
                assertTrue(isAllowed, () -> type + " of " + actor.type() + " is not allowed in " + before.state());
                assertTrue(ticket().version() > before.version(), type + " left no event");
            } else {
                assertEquals(before, ticket(), type + " was refused and changed something");
            }
        }

        private Action complete(Action action) {
            Action told = random.nextInt(4) == 0 ? action : action.withWords("一句话");
            return switch (action.type()) {
                case DISPATCH -> told.to(pick(OWNERS));
                case MERGE -> told.into(random.nextInt(5) == 0 ? no : other);
                case EXTEND -> told.until(day(ticket().due()).plusDays(random.nextInt(6)));
                case RESULT -> random.nextInt(3) == 0 ? told.unsolved() : told;
                default -> told;
            };
        }

        private void check() {
            Ticket ticket = ticket();
            List<TicketEvent> history = scenario.tickets.history(no);
            visited.merge(ticket.state(), 1, Integer::sum);
            assertEquals(ticket, Ticket.replay(no, history), "the events tell the ticket");
            for (int i = 0; i < history.size(); i++) {
                assertEquals(i + 1, history.get(i).seq(), "each change has one event");
            }
            assertEquals(
                    isWithDesk(ticket),
                    ticket.owner().isDesk() && !ticket.state().isOver() && ticket.state() != State.FEEDBACK_DUE,
                    () -> "the owner in " + ticket.state());
            assertFalse(ticket.route().isRecused(ticket.owner()), "the matter is with those whom it is about");
            assertEquals(
                    ticket.state() == State.EXTENSION_REVIEW,
                    ticket.extensionUntil().isPresent());
            assertTrue(ticket.rejections() <= 1, "a result is sent back once");
            assertTrue(ticket.extensions() <= 1, "more time is granted once");
            assertEquals(
                    ticket.state() == State.WAITING_REPORTER,
                    ticket.reporterWait().current().isPresent());
            assertTrue(ticket.reporterWait().questions() <= ReporterWaitRules.MAX_QUESTIONS, "asked twice at most");
            assertTrue(ticket.reporterWait().time().compareTo(LONGEST_WAIT) <= 0, "waited too long");
            assertNoPromiseBroken(history);
            if (ticket.state() == State.CLOSED) {
                assertTrue(hasAnswer(history), "closed without a word to the reporter");
                assertTrue(ReportedResult.in(history).isPresent(), "closed with a result that nobody passed");
            }
            if (ticket.state() == State.MERGED) {
                assertTrue(scenario.notices(NoticeType.MERGED) > 0, "merged without a word to the reporter");
            }
            assertEquals(Set.of(), missingTimers(ticket, history), () -> "nothing would happen in " + ticket.state());
        }

        private static boolean isWithDesk(Ticket ticket) {
            State state = ticket.reporterWait()
                    .current()
                    .map(ReporterWait.Current::from)
                    .orElse(ticket.state());
            return state == State.TRIAGED || state == State.RETURN_REVIEW || state == State.ADJUDICATING;
        }

        /** A wait moves the promised date later, never earlier. */
        private void assertNoPromiseBroken(List<TicketEvent> history) {
            Ticket ticket = Ticket.opened(no, history.get(0), history.get(1));
            for (TicketEvent event : history.subList(2, history.size())) {
                Ticket after = ticket.apply(event);
                if (event.change() instanceof Change.Resumed) {
                    assertFalse(after.due().isBefore(ticket.due()), "earlier than promised");
                }
                ticket = after;
            }
        }

        private static boolean hasAnswer(List<TicketEvent> history) {
            return history.stream()
                    .anyMatch(event -> event.change() instanceof Change.ResultSubmitted
                            && !event.words().isBlank());
        }

        /** What must come by itself while nobody does anything. */
        private Set<Kind> missingTimers(Ticket ticket, List<TicketEvent> history) {
            Set<Kind> missing = EnumSet.noneOf(Kind.class);
            boolean isUnanswered = ticket.state().stage().compareTo(Stage.ANSWERING) < 0;
            boolean isWithUnitHead = ticket.owner().type() == OwnerType.UNIT;
            boolean isToBeReturned =
                    ticket.state() == State.DISPATCHED && ticket.isBoundByAcceptance() && !isWithUnitHead;
            if (ticket.state() == State.RESULT_SUBMITTED) {
                missing.add(Kind.RESULT_CHECK);
            }
            if (isUnanswered
                    && ticket.supervision().filter(one -> !one.isAnswered()).isPresent()
                    && !hasReportedToLeaders(history)) {
                missing.add(Kind.SUPERVISION_REPLY);
            }
            if (ticket.state() == State.WAITING_REPORTER) {
                missing.add(Kind.REPORTER_ANSWER);
            } else if (isUnanswered && !hasReachedTheEnd(history)) {
                missing.add(Kind.DEADLINE);
            }
            if (ticket.state() == State.FEEDBACK_DUE) {
                missing.add(Kind.AUTO_CLOSE);
            }
            if (ticket.state() == State.DISPATCHED && isWithUnitHead) {
                missing.add(Kind.UNIT_HEAD_TIMEOUT);
            }
            if (isToBeReturned && !ticket.isSealed() && ticket.urgency() != Urgency.EMERGENCY) {
                missing.add(Kind.RETURN_WINDOW);
            }
            missing.removeAll(scenario.tickets.timers(no));
            return missing;
        }

        private static boolean hasReportedToLeaders(List<TicketEvent> history) {
            return history.reversed().stream()
                    .takeWhile(event -> !(event.change() instanceof Change.Supervised))
                    .anyMatch(event -> event.change() instanceof Change.SupervisionOverdue);
        }

        private static boolean hasReachedTheEnd(List<TicketEvent> history) {
            return history.stream()
                    .anyMatch(event -> event.change() instanceof Change.DeadlineReached(DeadlineStep step)
                            && step == DeadlineStep.FIVE_DAYS_OVERDUE);
        }

        /** Nobody does anything any more. Calls of an emergency never end by themselves. */
        private void letTimePass() {
            if (ticket().urgency() == Urgency.EMERGENCY
                    || scenario.ticket(other).urgency() == Urgency.EMERGENCY) {
                return;
            }
            for (int i = 0; i < MOST_TIMERS && scenario.tickets.nextTimer().isPresent(); i++) {
                Instant next = scenario.tickets.nextTimer().orElseThrow();
                scenario.now = next.isAfter(scenario.now) ? next : scenario.now;
                scenario.fireDue();
            }
            check();
            assertEquals(Set.of(), scenario.tickets.timers(no), "something is still to come");
            assertTrue(
                    ticket().state().isOver() || hasReachedTheEnd(scenario.tickets.history(no)),
                    () -> "nobody is told of " + ticket().state());
        }

        private Ticket ticket() {
            return scenario.ticket(no);
        }

        private <T> T pick(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private static LocalDate day(Instant at) {
            return at.atZone(BusinessCalendar.ZONE).toLocalDate();
        }
    }
}
