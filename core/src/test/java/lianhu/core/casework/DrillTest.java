package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.board.BoardPolicy;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 点验演练. */
class DrillTest {
    private static final String MOBILE = "15400001111";

    private final CaseworkScenario scenario = new CaseworkScenario();

    @Test
    void aDrillRunsTheWholeLifeAndStaysOne() {
        // Given
        TicketNo no = drill("路灯坏了", Channel.API);
        // When
        scenario.done(no, Action.of(ActionType.ACCEPT, CaseworkScenario.KEEPER));
        scenario.done(no, Action.of(ActionType.RESULT, CaseworkScenario.KEEPER).withWords("换了灯头"));
        scenario.done(
                no, Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER).withWords("还是不亮"));
        scenario.result(no);
        scenario.pass(Duration.ofDays(8));
        scenario.fireDue();
        // Then
        Ticket ticket = scenario.ticket(no);
        assertEquals(State.CLOSED, ticket.state());
        assertTrue(ticket.isDrill());
        assertEquals(ticket, Ticket.replay(no, scenario.tickets.history(no)));
    }

    @Test
    void itsOwnerAndItsRespondersAreToldLikeThoseOfARealMatter() {
        // When
        drill("路灯坏了", Channel.API);
        drill("柴房着火了", Channel.API);
        List<NewDelivery> ofDrills = toStaff();
        scenario.report("路灯坏了", Channel.API, "");
        scenario.report("柴房着火了", Channel.API, "");
        // Then
        assertFalse(ofDrills.isEmpty());
        assertEquals(ofDrills, toStaff().subList(ofDrills.size(), toStaff().size()));
    }

    @Test
    void anEmergencyThatNobodyAnswersIsCalledAgainAndReachesTheLeaders() {
        // Given
        TicketNo no = drill("柴房着火了", Channel.API);
        // When
        for (int minute = 0; minute < 31; minute++) {
            scenario.pass(Duration.ofMinutes(1));
            scenario.fireDue();
        }
        // Then
        assertTrue(
                scenario.notices(NoticeType.EMERGENCY_CALL) > 30,
                scenario.events(no).toString());
        assertTrue(scenario.notices(NoticeType.NOBODY_YET) > 0);
    }

    /** Whatever way it came, also one by which no drill comes yet. */
    @ParameterizedTest
    @EnumSource(Channel.class)
    void noGroupOfResidentsHearsOfADrill(Channel channel) {
        // When
        for (String words : List.of("路灯坏了", "柴房着火了", "举报有人乱来")) {
            TicketNo no = drill(words, channel);
            scenario.result(no);
        }
        // Then
        assertEquals(
                List.of(),
                scenario.tickets.deliveries().stream()
                        .map(NewDelivery::recipient)
                        .filter(one -> one instanceof Recipient.Group || one instanceof Recipient.PlainGroup)
                        .toList());
    }

    /** The carrier approves the whole text, so 【演练】 cannot be put before it. */
    @ParameterizedTest
    @EnumSource(Channel.class)
    void noSmsTellsOfADrillAndWhatItWouldTellWaitsOnThePage(Channel channel) {
        // When
        TicketNo no = drill("路灯坏了", channel);
        scenario.result(no);
        // Then
        assertTrue(scenario.tickets.deliveries().stream().noneMatch(one -> one.channel() == Channel.SMS));
        if (channel == Channel.HOTLINE) {
            assertEquals(
                    List.of("RECEIPT", "RESULT"),
                    scenario.tickets.deliveries().stream()
                            .filter(one -> one.state() == DeliveryState.WAITS_FOR_QUERY)
                            .map(one -> one.type().name())
                            .toList());
        }
    }

    @Test
    void aDrillIsMergedWithNoRealMatterAndNoRealMatterWithADrill() {
        // Given
        TicketNo drill = drill("路灯坏了", Channel.API);
        TicketNo otherDrill = drill("路灯坏了三天", Channel.API);
        TicketNo real = scenario.report("路灯坏了");
        // When
        TicketService.Outcome intoReal = scenario.act(
                drill, Action.of(ActionType.MERGE, CaseworkScenario.DESK).into(real));
        TicketService.Outcome intoDrill = scenario.act(
                real, Action.of(ActionType.MERGE, CaseworkScenario.DESK).into(drill));
        Ticket merged = scenario.done(
                drill, Action.of(ActionType.MERGE, CaseworkScenario.DESK).into(otherDrill));
        // Then
        assertEquals(
                "演练的件和真的件不能并在一起",
                assertInstanceOf(TicketService.Outcome.Rejected.class, intoReal).why());
        assertInstanceOf(TicketService.Outcome.Rejected.class, intoDrill);
        assertEquals(State.MERGED, merged.state());
    }

    @Test
    void aDrillIsNotOnThePublicBoard() {
        // Given
        BoardPolicy board = new BoardPolicy(Set.of("lamp"));
        // Then
        assertTrue(board.concerns(scenario.ticket(scenario.report("路灯坏了"))));
        assertFalse(board.concerns(scenario.ticket(drill("路灯坏了", Channel.API))));
    }

    private List<NewDelivery> toStaff() {
        return scenario.tickets.deliveries().stream()
                .filter(one -> one.recipient() instanceof Recipient.PostHolder
                        || one.recipient() instanceof Recipient.DepartmentContact)
                .toList();
    }

    private int reports;

    private TicketNo drill(String words, Channel channel) {
        String conversation = channel == Channel.GROUP ? SmallCountyFixture.GROUP : "drill:" + reports;
        return scenario.submission()
                .submit(new Report(
                                new MessageSource("test", "T1", "drill" + reports++),
                                channel,
                                conversation,
                                RosterFixture.UNIT,
                                new PersonDetails("", "参演人", MOBILE),
                                Optional.empty(),
                                words,
                                List.of(),
                                scenario.now,
                                scenario.now)
                        .asDrill())
                .await()
                .indefinitely()
                .ticket();
    }
}
