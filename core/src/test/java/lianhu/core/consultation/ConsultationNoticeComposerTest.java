package lianhu.core.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.consultation.ConsultationRequest.CallOff;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.report.Channel;
import lianhu.core.roster.PostId;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class ConsultationNoticeComposerTest {
    private static final Recipient LEADER = new Recipient.PostHolder(new PostId(RosterFixture.COUNTY + ".LEADER.1"));
    private static final Recipient KEEPER = new Recipient.PostHolder(new PostId(ConsultationScenario.KEEPER.id()));
    private static final Recipient HOUSING = new Recipient.DepartmentContact("housing");

    private final ConsultationScenario scenario = new ConsultationScenario();
    private final TicketNo no = scenario.report("路灯坏了");
    private boolean isPrivate;

    @Test
    void aPartyReadsWhereToComeUntilWhenAndWhereToAnswerAsLongAsItIsOpen() {
        scenario.whistle(no, ConsultationScenario.KEEPER, ConsultationScenario.HOUSING);
        int version = scenario.ticket(no).version();

        Notice.OfConsultation.Called said = assertInstanceOf(
                Notice.OfConsultation.Called.class,
                compose(NoticeType.CONSULTATION, HOUSING, version).orElseThrow());
        scenario.done(no, new CallOff(1, Map.of(), ""), ConsultationScenario.KEEPER);

        assertEquals("三组桥头", said.place());
        assertEquals("网格员小王", said.by());
        assertTrue(said.link().startsWith("https://y/work/"), said.link());
        assertEquals(Optional.empty(), compose(NoticeType.CONSULTATION, HOUSING, version));
    }

    @Test
    void aLeaderReadsWhoIsSilentAndOfAPrivateMatterNoMore() {
        scenario.whistle(no, ConsultationScenario.KEEPER, ConsultationScenario.WATER);
        scenario.now = scenario.all(no).getFirst().answerBy();
        scenario.fireDue();

        Notice.OfConsultation.Overdue open = overdue(LEADER);
        isPrivate = true;
        Notice.OfConsultation.Overdue hidden = overdue(LEADER);
        Notice.OfConsultation.Overdue convenor = overdue(KEEPER);

        assertEquals(List.of("县水务局"), open.silent());
        assertEquals("路灯坏了", open.title());
        assertEquals(List.of("县水务局"), hidden.silent());
        assertEquals("", hidden.title() + hidden.place() + hidden.link());
        assertEquals("路灯坏了", convenor.title());
    }

    @Test
    void whenItEndedTheyReadHow() {
        scenario.whistle(no, ConsultationScenario.KEEPER, ConsultationScenario.HOUSING);
        scenario.done(no, new CallOff(1, Map.of(0, true), "修好了"), ConsultationScenario.KEEPER);

        Notice ended = compose(
                        NoticeType.CONSULTATION_ENDED,
                        HOUSING,
                        scenario.ticket(no).version())
                .orElseThrow();

        assertEquals(
                "销哨；县住建局来了；修好了",
                assertInstanceOf(Notice.OfConsultation.Ended.class, ended).words());
    }

    private Notice.OfConsultation.Overdue overdue(Recipient recipient) {
        int version = scenario.tickets.history(no).stream()
                .filter(event -> event.words().contains("没有报到"))
                .findFirst()
                .orElseThrow()
                .seq();
        return assertInstanceOf(
                Notice.OfConsultation.Overdue.class,
                compose(NoticeType.CONSULTATION_OVERDUE, recipient, version).orElseThrow());
    }

    private Optional<Notice> compose(NoticeType type, Recipient recipient, int version) {
        Delivery delivery = new Delivery(
                1,
                Optional.of(no),
                version,
                Optional.empty(),
                type,
                recipient,
                Channel.PRIVATE,
                DeliveryState.PENDING,
                "",
                0,
                scenario.now);
        return ConsultationScenario.await(
                new ConsultationNoticeComposer(scenario.consultations, RosterFixture.workLinks(), "https://y")
                        .compose(delivery, details()));
    }

    private TicketDetails details() {
        Ticket ticket = scenario.ticket(no);
        return new TicketDetails(
                isPrivate ? asPrivate(ticket) : ticket,
                "路灯坏了",
                List.of(),
                List.of(),
                scenario.tickets.history(no),
                List.of());
    }

    private static Ticket asPrivate(Ticket t) {
        return new Ticket(
                t.no(),
                t.version(),
                t.state(),
                t.kind(),
                t.category(),
                t.urgency(),
                t.area(),
                Confidentiality.PRIVATE,
                false,
                t.owner(),
                t.collaborators(),
                t.route(),
                t.dispatches(),
                t.reopenings(),
                t.isAcknowledged(),
                t.mergedInto(),
                t.receivedAt(),
                t.changedAt(),
                t.due(),
                t.extensionUntil(),
                t.extensions(),
                t.reporterWait(),
                t.rejections(),
                t.supervision(),
                t.erased());
    }
}
