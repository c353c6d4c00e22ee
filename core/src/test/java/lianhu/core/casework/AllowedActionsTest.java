package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.report.Channel;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what in which state. An action that is allowed is also carried out, and no other. */
class AllowedActionsTest {
    private static final Actor STRANGER = new Actor(Actor.Type.POST, RosterFixture.VILLAGE + ".GRID_HEAD.1", "网格长赵书记");
    private static final Actor DEPUTY = new Actor(Actor.Type.POST, RosterFixture.UNIT + ".DEPUTY_HEAD.1", "副联户长周婶");
    private static final Actor DUTY = new Actor(Actor.Type.DEPARTMENT, "duty", "县值班室");
    private static final Actor WATER = new Actor(Actor.Type.DEPARTMENT, "water", "县水务局");
    private static final Actor HOUSING = new Actor(Actor.Type.DEPARTMENT, "housing", "县住建局");

    private final CaseworkScenario scenario = new CaseworkScenario();

    @ParameterizedTest
    @CsvSource({
        // state, actor, actions
        "TRIAGED, DESK, DISPATCH RESULT MERGE SUPPLEMENT ASK",
        "TRIAGED, REPORTER, WITHDRAW SUPPLEMENT",
        "TRIAGED, KEEPER, ''",
        "TRIAGED, HEAD, ''",
        "TRIAGED, HOUSING, ''",
        "TRIAGED, GATEWAY, DISPATCH RESULT MERGE WITHDRAW SUPPLEMENT ASK",
        "DISPATCHED, DESK, DISPATCH ACCEPT RETURN RESULT MERGE SUPPLEMENT ASK SUPERVISE",
        "DISPATCHED, REPORTER, WITHDRAW SUPPLEMENT",
        "DISPATCHED, KEEPER, ACCEPT RETURN RESULT ASK",
        "DISPATCHED, HEAD, ''",
        "DISPATCHED, STRANGER, ''",
        "DISPATCHED, HOUSING, ''",
        "DISPATCHED, GATEWAY, DISPATCH ACCEPT RETURN RESULT MERGE WITHDRAW SUPPLEMENT ASK SUPERVISE",
        "AT_UNIT, DESK, DISPATCH RESULT MERGE SUPPLEMENT",
        "AT_UNIT, REPORTER, WITHDRAW SUPPLEMENT",
        "AT_UNIT, HEAD, RESULT PASS_ON",
        "AT_UNIT, DEPUTY, RESULT PASS_ON",
        "AT_UNIT, KEEPER, ''",
        "AT_UNIT, GATEWAY, DISPATCH RESULT PASS_ON MERGE WITHDRAW SUPPLEMENT",
        "AT_OFFICE, HOUSING, ACCEPT RETURN RESULT ASK",
        "AT_OFFICE, DUTY, ''",
        "AT_OFFICE, KEEPER, ''",
        "RETURN_REVIEW, DESK, DISPATCH MERGE SUPPLEMENT",
        "RETURN_REVIEW, REPORTER, WITHDRAW SUPPLEMENT",
        "RETURN_REVIEW, KEEPER, ''",
        "ACCEPTED, DESK, DISPATCH RETURN RESULT MERGE SUPPLEMENT ASK SUPERVISE",
        "ACCEPTED, REPORTER, SUPPLEMENT",
        "ACCEPTED, KEEPER, RETURN RESULT EXTEND ASK",
        "ACCEPTED, GATEWAY, DISPATCH RETURN RESULT EXTEND MERGE SUPPLEMENT ASK SUPERVISE",
        "ACCEPTED_BY_OFFICE, HOUSING, RESULT EXTEND ASK",
        "ACCEPTED_BY_OFFICE, DESK, DISPATCH RESULT MERGE SUPPLEMENT ASK SUPERVISE",
        "ACCEPTED_BY_OFFICE, KEEPER, ''",
        "WAITING_REPORTER, DESK, RESUME MERGE SUPPLEMENT SUPERVISE",
        "WAITING_REPORTER, KEEPER, RESUME",
        "WAITING_REPORTER, REPORTER, SUPPLEMENT",
        "WAITING_REPORTER, HOUSING, ''",
        "WAITING_REPORTER, GATEWAY, RESUME MERGE SUPPLEMENT SUPERVISE",
        "ASKED_BY_DESK, REPORTER, WITHDRAW SUPPLEMENT",
        "ASKED_TWICE, KEEPER, RETURN RESULT EXTEND",
        "OVERDUE, KEEPER, RETURN RESULT",
        "OVERDUE, DESK, DISPATCH RETURN RESULT MERGE SUPPLEMENT SUPERVISE",
        "EXTENSION_REVIEW, DESK, DISPATCH RESULT MERGE SUPPLEMENT GRANT_EXTENSION REFUSE_EXTENSION SUPERVISE",
        "EXTENSION_REVIEW, GATEWAY, DISPATCH RESULT MERGE SUPPLEMENT SUPERVISE",
        "EXTENSION_REVIEW, KEEPER, RESULT",
        "EXTENSION_REVIEW, REPORTER, SUPPLEMENT",
        "EXTENSION_REVIEW, STRANGER, ''",
        "EXTENDED, KEEPER, RETURN RESULT ASK",
        "ADJUDICATING, DESK, DISPATCH MERGE SUPPLEMENT",
        "ADJUDICATING, REPORTER, WITHDRAW SUPPLEMENT",
        "ADJUDICATING, HOUSING, ''",
        "DESIGNATED, DESK, DISPATCH RESULT MERGE SUPPLEMENT ASK SUPERVISE",
        "DESIGNATED, WATER, RESULT EXTEND ASK",
        "ACCEPTED, HEAD, ''",
        "RESULT_SUBMITTED, DESK, PASS_RESULT REJECT_RESULT SUPPLEMENT",
        "RESULT_SUBMITTED, GATEWAY, SUPPLEMENT",
        "RESULT_SUBMITTED, HOUSING, ''",
        "RESULT_SUBMITTED, REPORTER, SUPPLEMENT",
        "RESULT_REJECTED, DESK, PASS_RESULT SUPPLEMENT",
        "SUPERVISED, HOUSING, RESULT EXTEND ASK REPLY",
        "SUPERVISED, DESK, DISPATCH RESULT ASK MERGE SUPPLEMENT",
        "SUPERVISED, LEADER, ''",
        "ACCEPTED, LEADER, ''",
        "FEEDBACK_DUE, DESK, CLOSE REOPEN SUPPLEMENT",
        "FEEDBACK_DUE, REPORTER, CLOSE REOPEN SUPPLEMENT",
        "FEEDBACK_DUE, KEEPER, ''",
        "CLOSED, DESK, REOPEN",
        "CLOSED, REPORTER, REOPEN",
        "CLOSED, KEEPER, ''",
        "MERGED, DESK, ''",
        "MERGED, REPORTER, ''",
        "MERGED, GATEWAY, ''",
        "WITHDRAWN, DESK, ''",
        "WITHDRAWN, REPORTER, ''",
        "WITHDRAWN, KEEPER, ''",
        "EMERGENCY, DESK, DISPATCH ACCEPT RETURN RESULT MERGE SUPPLEMENT ACKNOWLEDGE SUPERVISE",
        "EMERGENCY, KEEPER, ACCEPT RETURN RESULT ACKNOWLEDGE SUPPLEMENT",
        "EMERGENCY, HEAD, ACKNOWLEDGE SUPPLEMENT",
        "EMERGENCY, DEPUTY, ACKNOWLEDGE SUPPLEMENT",
        "EMERGENCY, DUTY, ACKNOWLEDGE SUPPLEMENT",
        "EMERGENCY, STRANGER, ''",
        "EMERGENCY, HOUSING, ''",
        "EMERGENCY, REPORTER, WITHDRAW SUPPLEMENT",
        // 我来处理 works for the called until the matter is done, whatever the desk pressed meanwhile
        "EMERGENCY_STOPPED_BY_DESK, DESK, DISPATCH ACCEPT RETURN RESULT MERGE SUPPLEMENT SUPERVISE",
        "EMERGENCY_STOPPED_BY_DESK, KEEPER, ACCEPT RETURN RESULT ACKNOWLEDGE SUPPLEMENT",
        "EMERGENCY_STOPPED_BY_DESK, HEAD, ACKNOWLEDGE SUPPLEMENT",
        "EMERGENCY_STOPPED_BY_DESK, DUTY, ACKNOWLEDGE SUPPLEMENT",
        "EMERGENCY_STOPPED_BY_DESK, STRANGER, ''",
        "EMERGENCY_ACCEPTED, HEAD, ACKNOWLEDGE SUPPLEMENT",
        "EMERGENCY_ACCEPTED, KEEPER, RETURN RESULT ACKNOWLEDGE SUPPLEMENT",
        "EMERGENCY_DONE, KEEPER, ''",
        "EMERGENCY_DONE, HEAD, ''",
        "EMERGENCY_DONE, DESK, CLOSE REOPEN SUPPLEMENT"
    })
    void eachActorMayDoWhatTheStateAllows(String state, String actor, String actions) {
        // Given
        TicketNo no = ticketIn(state);
        Set<ActionType> expected = Arrays.stream(actions.split(" "))
                .filter(name -> !name.isEmpty())
                .map(ActionType::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ActionType.class)));
        // When
        Set<ActionType> allowed = scenario.service.allowedActions().of(scenario.ticket(no), actor(actor), scenario.now);
        // Then
        assertEquals(expected, allowed);
        for (ActionType type : ActionType.values()) {
            TicketNo other = ticketIn(state);
            TicketService.Outcome outcome = scenario.act(other, complete(Action.of(type, actor(actor)), type));
            assertEquals(allowed.contains(type), outcome instanceof TicketService.Outcome.Done, type + " " + outcome);
        }
    }

    @Test
    void aVoiceMessageIsWrittenDownByTheDesk() {
        // Given
        TicketNo no = scenario.report(UntranscribedVoice.PLACEHOLDER);
        // Then
        assertTrue(scenario.service
                .allowedActions()
                .of(scenario.ticket(no), CaseworkScenario.DESK, scenario.now)
                .contains(ActionType.WRITE_DOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "DISPATCHED, KEEPER, true",
        "DISPATCHED, HOUSING, false",
        "DISPATCHED, HEAD, false",
        "AT_OFFICE, HOUSING, true",
        "AT_OFFICE, KEEPER, false",
        "RETURN_REVIEW, KEEPER, false",
        "ACCEPTED, KEEPER, true",
        "FEEDBACK_DUE, KEEPER, true",
        "CLOSED, KEEPER, false",
        "WITHDRAWN, KEEPER, false",
        "EMERGENCY, DUTY, true",
        "EMERGENCY, DEPUTY, true",
        "EMERGENCY, STRANGER, false",
        "EMERGENCY_DONE, DUTY, false"
    })
    void aTicketIsWithItsOwnerUntilItIsOverAndAnEmergencyWithItsResponders(
            String state, String actor, boolean isExpected) {
        assertEquals(
                isExpected,
                scenario.service
                        .allowedActions()
                        .isWith(
                                scenario.ticket(ticketIn(state)),
                                actor(actor),
                                DeadlinePolicy.localDate(scenario.now)));
    }

    /** A reporter whom a question reaches. */
    private TicketNo report(String words) {
        return scenario.report(words, Channel.KF, "");
    }

    private Action complete(Action action, ActionType type) {
        Action told = action.withWords("一句话");
        return switch (type) {
            case DISPATCH -> told.to(RosterFixture.owners().department("water").orElseThrow());
            case MERGE -> told.into(report("说不清的事"));
            case EXTEND -> told.until(LocalDate.of(2026, 12, 2));
            case ACCEPT,
                    RETURN,
                    RESULT,
                    CLOSE,
                    REOPEN,
                    WITHDRAW,
                    PASS_ON,
                    SUPPLEMENT,
                    ACKNOWLEDGE,
                    WRITE_DOWN,
                    PASS_RESULT,
                    REJECT_RESULT,
                    SUPERVISE,
                    REPLY,
                    ASK,
                    RESUME,
                    GRANT_EXTENSION,
                    REFUSE_EXTENSION -> told;
        };
    }

    private TicketNo ticketIn(String state) {
        return switch (state) {
            case "TRIAGED" -> report("说不清的事");
            case "DISPATCHED" -> report("路灯坏了");
            case "AT_UNIT" -> scenario.report("垃圾没人清");
            case "AT_OFFICE" -> {
                TicketNo no = report("路灯坏了");
                scenario.dispatch(
                        no, RosterFixture.owners().department("housing").orElseThrow());
                yield no;
            }
            case "RETURN_REVIEW" -> after("路灯坏了", ActionType.RETURN);
            case "ACCEPTED" -> after("路灯坏了", ActionType.ACCEPT);
            case "ACCEPTED_BY_OFFICE" -> {
                TicketNo no = ticketIn("AT_OFFICE");
                scenario.done(no, Action.of(ActionType.ACCEPT, HOUSING));
                yield no;
            }
            case "SUPERVISED" -> {
                TicketNo no = ticketIn("ACCEPTED_BY_OFFICE");
                scenario.done(
                        no, complete(Action.of(ActionType.SUPERVISE, CaseworkScenario.DESK), ActionType.SUPERVISE));
                yield no;
            }
            case "RESULT_SUBMITTED" -> {
                TicketNo no = ticketIn("SUPERVISED");
                scenario.done(no, complete(Action.of(ActionType.RESULT, HOUSING), ActionType.RESULT));
                yield no;
            }
            case "RESULT_REJECTED" -> {
                TicketNo no = ticketIn("RESULT_SUBMITTED");
                scenario.done(
                        no,
                        complete(Action.of(ActionType.REJECT_RESULT, CaseworkScenario.DESK), ActionType.REJECT_RESULT));
                scenario.done(no, complete(Action.of(ActionType.RESULT, HOUSING), ActionType.RESULT));
                yield no;
            }
            case "WAITING_REPORTER" -> {
                TicketNo no = after("路灯坏了", ActionType.ACCEPT);
                scenario.done(no, complete(Action.of(ActionType.ASK, CaseworkScenario.KEEPER), ActionType.ASK));
                yield no;
            }
            case "ASKED_BY_DESK" -> {
                TicketNo no = report("说不清的事");
                scenario.done(no, complete(Action.of(ActionType.ASK, CaseworkScenario.DESK), ActionType.ASK));
                yield no;
            }
            case "ASKED_TWICE" -> {
                TicketNo no = ticketIn("WAITING_REPORTER");
                scenario.done(no, Action.of(ActionType.RESUME, CaseworkScenario.KEEPER));
                scenario.done(no, complete(Action.of(ActionType.ASK, CaseworkScenario.KEEPER), ActionType.ASK));
                scenario.done(no, Action.of(ActionType.RESUME, CaseworkScenario.KEEPER));
                yield no;
            }
            case "OVERDUE" -> {
                scenario.now = SmallCountyFixture.NOW;
                TicketNo no = after("路灯坏了", ActionType.ACCEPT);
                scenario.now = scenario.ticket(no).due();
                yield no;
            }
            case "EXTENSION_REVIEW" -> {
                TicketNo no = after("路灯坏了", ActionType.ACCEPT);
                scenario.done(no, complete(Action.of(ActionType.EXTEND, CaseworkScenario.KEEPER), ActionType.EXTEND));
                yield no;
            }
            case "EXTENDED" -> {
                TicketNo no = ticketIn("EXTENSION_REVIEW");
                scenario.done(no, Action.of(ActionType.GRANT_EXTENSION, CaseworkScenario.DESK));
                yield no;
            }
            case "ADJUDICATING" -> {
                TicketNo no = report("路灯坏了");
                for (int i = 1; i < Ticket.MAX_DISPATCHES; i++) {
                    scenario.dispatch(
                            no, RosterFixture.owners().department("housing").orElseThrow());
                }
                scenario.done(no, Action.of(ActionType.RETURN, HOUSING).withWords("不归我们管"));
                yield no;
            }
            case "DESIGNATED" -> {
                TicketNo no = ticketIn("ADJUDICATING");
                scenario.done(
                        no,
                        Action.of(ActionType.DISPATCH, CaseworkScenario.DESK)
                                .withWords("三定方案第四条")
                                .to(RosterFixture.owners().department("water").orElseThrow()));
                yield no;
            }
            case "FEEDBACK_DUE" -> after("路灯坏了", ActionType.RESULT);
            case "CLOSED" -> after("路灯坏了", ActionType.RESULT, ActionType.CLOSE);
            case "MERGED" -> after("路灯坏了", ActionType.MERGE);
            case "WITHDRAWN" -> {
                TicketNo no = report("路灯坏了");
                scenario.done(no, Action.of(ActionType.WITHDRAW, CaseworkScenario.REPORTER));
                yield no;
            }
            case "EMERGENCY" -> emergency(List.of());
            case "EMERGENCY_STOPPED_BY_DESK" -> emergency(List.of(ActionType.ACKNOWLEDGE));
            case "EMERGENCY_ACCEPTED" -> emergency(List.of(ActionType.ACKNOWLEDGE, ActionType.ACCEPT));
            case "EMERGENCY_DONE" -> emergency(List.of(ActionType.ACKNOWLEDGE, ActionType.RESULT));
            default -> throw new IllegalArgumentException(state);
        };
    }

    /** An emergency that the desk gave to the keeper. */
    private TicketNo emergency(List<ActionType> then) {
        TicketNo no = scenario.report("村口着火了");
        scenario.dispatch(no, CaseworkScenario.GRID);
        then.forEach(type -> scenario.done(no, complete(Action.of(type, CaseworkScenario.DESK), type)));
        return no;
    }

    private TicketNo after(String words, ActionType... types) {
        TicketNo no = report(words);
        for (ActionType type : types) {
            scenario.done(no, complete(Action.of(type, CaseworkScenario.DESK), type));
        }
        return no;
    }

    private static Actor actor(String name) {
        return switch (name) {
            case "DESK" -> CaseworkScenario.DESK;
            case "REPORTER" -> CaseworkScenario.REPORTER;
            case "KEEPER" -> CaseworkScenario.KEEPER;
            case "HEAD" -> CaseworkScenario.HEAD;
            case "LEADER" -> CaseworkScenario.LEADER;
            case "DEPUTY" -> DEPUTY;
            case "DUTY" -> DUTY;
            case "HOUSING" -> HOUSING;
            case "WATER" -> WATER;
            case "STRANGER" -> STRANGER;
            case "GATEWAY" -> Actor.GATEWAY;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
