package lianhu.core.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.consultation.ConsultationRequest.Answer;
import lianhu.core.consultation.ConsultationRequest.CallOff;
import lianhu.core.consultation.ConsultationRequest.Decide;
import lianhu.core.consultation.ConsultationRequest.EndMediation;
import lianhu.core.consultation.ConsultationRequest.Open;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.NoticeType;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class ConsultationServiceTest {
    private final ConsultationScenario scenario = new ConsultationScenario();

    @Test
    void theKeeperWhistlesAndEachPartyIsToldWhereAndUntilWhen() {
        TicketNo no = scenario.report("路灯坏了");

        scenario.whistle(no, ConsultationScenario.KEEPER, ConsultationScenario.HOUSING, ConsultationScenario.TOWNSHIP);

        Consultation whistle = scenario.all(no).getFirst();
        assertEquals(Instant.parse("2026-11-23T10:00:00Z"), whistle.answerBy(), "the close of the next working day");
        assertEquals(
                List.of("housing", RosterFixture.TOWN + ".TOWNSHIP_ROOM.1"),
                scenario.recipients(NoticeType.CONSULTATION));
        assertEquals(State.DISPATCHED, scenario.ticket(no).state());
        assertTrue(scenario.last(no).words().contains("到三组桥头：水管爆了。叫了县住建局、云溪镇综合信息指挥室"));
    }

    @Test
    void inAnEmergencyTheyComeWithinHalfAnHour() {
        TicketNo no = scenario.report("村口着火了");

        scenario.whistle(no, ConsultationScenario.DESK, ConsultationScenario.HOUSING);

        assertEquals(
                scenario.now.plus(Duration.ofMinutes(30)),
                scenario.all(no).getFirst().answerBy());
    }

    @Test
    void whoComesSaysWhereOrTheNumberAndThenWhatWasDone() {
        TicketNo no = scenario.report("路灯坏了");
        scenario.whistle(no, ConsultationScenario.KEEPER, ConsultationScenario.HOUSING, ConsultationScenario.TOWNSHIP);

        String wrong = scenario.refused(no, arrived("48271938"), ConsultationScenario.ROOM);
        scenario.done(no, arrived(no.value()), ConsultationScenario.ROOM);
        scenario.done(no, arrived("到了三组桥头"), ConsultationScenario.HOUSING_CONTACT);
        scenario.done(no, arrived("换了阀门"), ConsultationScenario.HOUSING_CONTACT);

        List<ConsultationParty> parties = scenario.all(no).getFirst().parties();
        assertEquals("这个号不是这件事的。写到了哪里也行", wrong);
        assertEquals("到了三组桥头", parties.get(0).answer().orElseThrow().words());
        assertEquals("换了阀门", parties.get(0).report().orElseThrow().words());
        assertEquals("凭受理号报到", parties.get(1).answer().orElseThrow().words());
        assertEquals(3, scenario.events(no, EventType.CONSULTATION_ANSWERED));
    }

    @Test
    void whoDoesNotComeInTimeIsReportedToTheLeaderByNameAndToWhoWhistled() {
        TicketNo no = scenario.report("路灯坏了");
        scenario.whistle(no, ConsultationScenario.KEEPER, ConsultationScenario.HOUSING, ConsultationScenario.WATER);
        scenario.done(no, arrived("到了三组桥头"), ConsultationScenario.HOUSING_CONTACT);

        scenario.now = scenario.all(no).getFirst().answerBy();
        scenario.fireDue();
        scenario.fireDue();

        assertEquals("县水务局没有报到，报给责任人孙县长", scenario.last(no).words());
        assertEquals(1, scenario.events(no, EventType.CONSULTATION_OVERDUE));
        assertEquals(
                List.of(RosterFixture.GRID + ".KEEPER.1", RosterFixture.COUNTY + ".LEADER.1"),
                scenario.recipients(NoticeType.CONSULTATION_OVERDUE));
    }

    @Test
    void whoWhistledEndsItWithAWordOnEachParty() {
        TicketNo no = scenario.report("路灯坏了");
        scenario.whistle(no, ConsultationScenario.KEEPER, ConsultationScenario.HOUSING, ConsultationScenario.WATER);

        String notTheirs = scenario.refused(no, new CallOff(1, Map.of(), ""), ConsultationScenario.HOUSING_CONTACT);
        scenario.done(no, new CallOff(1, Map.of(0, true, 1, false), "修好了"), ConsultationScenario.KEEPER);
        String twice = scenario.refused(no, new CallOff(1, Map.of(), ""), ConsultationScenario.KEEPER);

        assertEquals("由网格员小王结束", notTheirs);
        assertEquals("吹哨已经结束了", twice);
        assertEquals("销哨；县住建局来了；县水务局没来；修好了", scenario.last(no).words());
        assertEquals(List.of("housing", "water"), scenario.recipients(NoticeType.CONSULTATION_ENDED));
    }

    @Test
    void aWhistleThatNobodyEndsEndsByItselfAndAllAreTold() {
        TicketNo no = scenario.report("路灯坏了");
        scenario.whistle(no, ConsultationScenario.KEEPER, ConsultationScenario.HOUSING);

        letTimePass(no);

        assertEquals(
                Ending.Outcome.EXPIRED,
                scenario.all(no).getFirst().ending().orElseThrow().outcome());
        assertEquals(
                List.of("housing", RosterFixture.GRID + ".KEEPER.1"),
                scenario.recipients(NoticeType.CONSULTATION_ENDED));
    }

    @Test
    void aResultEndsWhatIsOpen() {
        TicketNo no = scenario.report("路灯坏了");
        scenario.whistle(no, ConsultationScenario.KEEPER, ConsultationScenario.HOUSING);
        scenario.act(
                no, Action.of(ActionType.RESULT, ConsultationScenario.KEEPER).withWords("好了"));

        String late = scenario.refused(no, arrived("到了三组桥头"), ConsultationScenario.HOUSING_CONTACT);

        scenario.now = scenario.all(no).getFirst().answerBy();
        scenario.fireDue();

        assertEquals("这件事已经有结果或者结束了", late);
        assertEquals("事情已经有结果或者不办了，自动结束", scenario.last(no).words());
        assertEquals(
                Ending.Outcome.OBSOLETE,
                scenario.all(no).getFirst().ending().orElseThrow().outcome());
        assertEquals("封存的、已经有结果的事不能吹哨", refusedWhistle(no, ConsultationScenario.DESK));
    }

    @Test
    void onlyWhoHasTheTicketAndTheDeskWhistle() {
        TicketNo no = scenario.report("路灯坏了");

        assertEquals("这件事不在您手上，不能吹哨", refusedWhistle(no, ConsultationScenario.HOUSING_CONTACT));
        assertEquals("这件事不在您手上，不能吹哨", refusedWhistle(no, ConsultationScenario.ROOM));
    }

    @Test
    void nobodyWhomTheMatterIsAboutIsCalled() {
        TicketNo no = scenario.report("投诉小王，路灯不管");

        String why = scenario.refused(
                no,
                new Open(
                        new Matter.Whistle("村委会", "核实"),
                        List.of(RosterFixture.owners().resolve(OwnerRef.GRID, RosterFixture.UNIT, RosterFixture.DAY))),
                ConsultationScenario.DESK);

        assertEquals("这件事说的是他们自己的人，按回避不能叫来", why);
        assertTrue(scenario.recipients(NoticeType.CONSULTATION).isEmpty());
    }

    @Test
    void nothingSealedIsConsultedOn() {
        TicketNo no = scenario.report("我要举报村支书收钱");

        assertEquals("封存的、已经有结果的事不能吹哨", refusedWhistle(no, ConsultationScenario.DESK));
    }

    @Test
    void aMeetingNeedsTheFourAndOneOfTheOthersAndItsDecisionStandsOnTheTicket() {
        TicketNo no = scenario.report("路灯坏了");
        scenario.done(
                no,
                new Open(new Matter.Meeting(false, "归谁办"), List.of(ConsultationScenario.HOUSING)),
                ConsultationScenario.DESK);
        Decide decide = new Decide(1, ConsultationScenario.HOUSING, "住建局主办，水务局配合，十二月五日前装好");

        scenario.done(no, opinion(2, ConsultationParty.Position.OWN, "路灯归我们"), ConsultationScenario.HOUSING_CONTACT);
        String early = scenario.refused(no, decide, ConsultationScenario.DESK);
        scenario.done(no, opinion(0, ConsultationParty.Position.AGREES, "同意"), ConsultationScenario.DESK);
        scenario.done(no, opinion(1, ConsultationParty.Position.AGREES, "同意"), ConsultationScenario.DESK);
        scenario.done(no, decide, ConsultationScenario.DESK);

        assertTrue(early.startsWith("固定的几家和至少一家有关单位说了意见才能定"), early);
        assertEquals("定了；由县住建局主办；住建局主办，水务局配合，十二月五日前装好", scenario.last(no).words());
        assertEquals(
                Optional.of(ConsultationScenario.HOUSING),
                scenario.all(no).getFirst().ending().orElseThrow().owner());
        assertTrue(
                scenario.tickets.history(no).stream()
                        .noneMatch(event -> event.words().contains("路灯归我们")),
                "an opinion is for those who consult");
    }

    @Test
    void silenceAtAMeetingCountsAsAgreementAfterThreeWorkingDays() {
        TicketNo no = scenario.report("路灯坏了");
        scenario.done(
                no,
                new Open(new Matter.Meeting(false, "归谁办"), List.of(ConsultationScenario.HOUSING)),
                ConsultationScenario.DESK);

        scenario.now = scenario.all(no).getFirst().answerBy();
        scenario.fireDue();
        String late = scenario.refused(
                no, opinion(2, ConsultationParty.Position.NOT_OWN, "不归我们"), ConsultationScenario.HOUSING_CONTACT);
        scenario.done(no, new Decide(1, ConsultationScenario.HOUSING, "由住建局办"), ConsultationScenario.DESK);

        assertEquals("过了时间没有表态，已经算没有意见", late);
        assertTrue(scenario.all(no).getFirst().parties().stream()
                .allMatch(party -> party.answer().orElseThrow().position() == ConsultationParty.Position.DEEMED));
    }

    @Test
    void aMeetingAboutAnEmergencyHasTwoHours() {
        TicketNo no = scenario.report("村口着火了");

        scenario.done(
                no,
                new Open(new Matter.Meeting(false, "归谁办"), List.of(ConsultationScenario.HOUSING)),
                ConsultationScenario.DESK);

        assertEquals(
                scenario.now.plus(Duration.ofHours(2)),
                scenario.all(no).getFirst().answerBy());
    }

    @Test
    void aConsultationChangesNeitherOwnerNorDueDateNorState() {
        TicketNo no = scenario.report("路灯坏了");
        Ticket before = scenario.ticket(no);

        scenario.whistle(no, ConsultationScenario.KEEPER, ConsultationScenario.HOUSING);
        scenario.pass(Duration.ofHours(1));
        scenario.done(no, new CallOff(1, Map.of(), ""), ConsultationScenario.KEEPER);

        Ticket after = scenario.ticket(no);
        assertEquals(before.state(), after.state());
        assertEquals(before.due(), after.due());
        assertEquals(before.owner(), after.owner());
        assertEquals(before.changedAt(), after.changedAt(), "the time to object does not move");
    }

    @Test
    void theThirdReturnOpensAMeetingByItself() {
        TicketNo no = returnedThreeTimes();

        scenario.fireDue();
        scenario.fireDue();

        Consultation meeting = scenario.all(no).getFirst();
        assertEquals(State.ADJUDICATING, scenario.ticket(no).state());
        assertEquals(1, scenario.all(no).size());
        assertEquals("县工商联", meeting.convenor().name());
        assertEquals(
                List.of("acfic", "duty"),
                meeting.parties().stream()
                        .filter(ConsultationParty::isFixed)
                        .map(party -> party.owner().id())
                        .toList());
    }

    @Test
    void theConvenorHearsOnceThatAllHaveSpoken() {
        // Given
        TicketNo no = returnedThreeTimes();
        scenario.fireDue();
        int parties = scenario.all(no).getFirst().parties().size();
        // When
        for (int party = 0; party < parties; party++) {
            scenario.done(no, opinion(party, ConsultationParty.Position.AGREES, "同意"), ConsultationScenario.DESK);
        }
        scenario.done(no, opinion(0, ConsultationParty.Position.NOT_OWN, "再想想"), ConsultationScenario.DESK);
        // Then
        assertEquals(List.of("acfic"), scenario.recipients(NoticeType.CONSULTATION_OVERDUE));
    }

    @Test
    void theMediatorRecordsTheAgreementAndTheHandOverToTheCourt() {
        TicketNo no = scenario.report("路灯坏了");
        scenario.done(
                no,
                new Open(
                        new Matter.Mediation(Matter.DisputeKind.LAND, Matter.MediationType.PEOPLE, "老李、老赵", "地界吵起来了"),
                        List.of(ConsultationScenario.HOUSING, ConsultationScenario.WATER)),
                ConsultationScenario.DESK);
        Ending.HandOver confirmation = new Ending.HandOver(Ending.HandOver.Way.CONFIRMATION, "（2026）民特12号");

        String wrong = scenario.refused(
                no, new EndMediation(1, false, "谈不拢", Optional.of(confirmation)), ConsultationScenario.HOUSING_CONTACT);
        scenario.done(
                no,
                new EndMediation(1, true, "以老埂为界", Optional.of(confirmation)),
                ConsultationScenario.HOUSING_CONTACT);

        assertEquals("调成了才能申请司法确认，没调成才转立案", wrong);
        assertEquals("调成了；申请司法确认（2026）民特12号；以老埂为界", scenario.last(no).words());
    }

    private TicketNo returnedThreeTimes() {
        TicketNo no = scenario.report("路灯坏了");
        scenario.act(
                no, Action.of(ActionType.RETURN, ConsultationScenario.KEEPER).withWords("不归我们"));
        for (Owner owner : List.of(ConsultationScenario.HOUSING, ConsultationScenario.WATER)) {
            scenario.act(
                    no,
                    Action.of(ActionType.DISPATCH, ConsultationScenario.DESK).to(owner));
            scenario.act(
                    no,
                    Action.of(ActionType.RETURN, new Actor(Actor.Type.DEPARTMENT, owner.id(), owner.name()))
                            .withWords("不归我们"));
        }
        return no;
    }

    private String refusedWhistle(TicketNo no, Actor by) {
        return scenario.refused(
                no, new Open(new Matter.Whistle("桥头", "水管爆了"), List.of(ConsultationScenario.WATER)), by);
    }

    private void letTimePass(TicketNo no) {
        for (int day = 0; day < 40 && scenario.all(no).stream().anyMatch(Consultation::isOpen); day++) {
            scenario.pass(Duration.ofDays(1));
            scenario.fireDue();
        }
    }

    private static Answer arrived(String words) {
        return new Answer(1, Optional.empty(), ConsultationParty.Position.ARRIVED, words);
    }

    private static Answer opinion(int party, ConsultationParty.Position position, String words) {
        return new Answer(1, Optional.of(party), position, words);
    }
}
