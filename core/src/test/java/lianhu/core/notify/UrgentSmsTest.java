package lianhu.core.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.sms.SmsApprovals;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.sms.SmsTemplate;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketWithReceipts;
import org.junit.jupiter.api.Test;

/** The SMS beside the telephone calls of an emergency. */
class UrgentSmsTest {
    private static final Instant AT = SmallCountyFixture.NOW;
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final TicketNo NO = new TicketNo("GD20261121621099000376");
    private static final Owner GRID = new Owner(OwnerType.GRID, RosterFixture.GRID.value(), "网格员小王");
    private static final Owner DUTY = new Owner(OwnerType.CENTRE, "duty", "县值班室");
    private static final Actor KEEPER = new Actor(Actor.Type.POST, RosterFixture.GRID + ".KEEPER.1", "网格员小王");
    private static final SmsAvailability APPROVED =
            new SmsAvailability(true, new SmsApprovals(Map.of(SmsTemplate.URGENT, "YX-8")));

    private static final Post HEAD = post(RosterFixture.UNIT, Role.UNIT_HEAD, "154 0000 2222", "");
    private static final Post DEPUTY = post(RosterFixture.UNIT, Role.DEPUTY_HEAD, "15400003333", "zhou.shen");
    private static final Post KEEPER_WITH_THE_SAME_NUMBER = post(RosterFixture.GRID, Role.KEEPER, "+8615400002222", "");
    private static final Post LEADER = post(RosterFixture.COUNTY, Role.LEADER, "15400004444", "");
    private static final Post LEADER_WITH_A_LANDLINE = post(RosterFixture.TOWN, Role.LEADER, "0936-6661200", "");

    private final List<TicketEvent> history = new ArrayList<>();

    @Test
    void whoIsCalledAndHasNoAccountGetsOneSmsAtFirst() {
        assertEquals(List.of(HEAD.id()), bySms(afterIntake(APPROVED, GRID)));
    }

    @Test
    void itIsSentAgainWhenTheLeadersAreCalledAndInNoRoundBetweenOrLater() {
        // Given
        NotificationPolicy policy = policy(APPROVED);
        TicketWithReceipts open = new TicketWithReceipts(emergency(GRID), "着火", List.of());
        List<PostId> between = new ArrayList<>();
        // When
        for (int round = 1; round < 60; round++) {
            if (round != TimerPolicy.LEADERS_FROM_ROUND) {
                between.addAll(bySms(policy.afterTimeout(open, round, AT)));
            }
        }
        // Then
        assertEquals(List.of(), between);
        assertEquals(
                List.of(HEAD.id(), LEADER.id()), bySms(policy.afterTimeout(open, TimerPolicy.LEADERS_FROM_ROUND, AT)));
    }

    @Test
    void whatTheReporterAddsIsNotToldBySms() {
        // Given
        Ticket ticket = emergency(GRID);
        TicketEvent added = event(
                3, new Actor(Actor.Type.REPORTER, RECEIPT.digits(), ""), new Change.Supplemented(Optional.of(RECEIPT)));
        // When
        List<NewDelivery> deliveries =
                policy(APPROVED).afterEvent(new TicketWithReceipts(ticket, "着火", List.of()), ticket, added);
        // Then
        assertEquals(List.of(), bySms(deliveries));
    }

    @Test
    void whereSmsIsOffOrTheTextNotApprovedNoneIsPlanned() {
        assertEquals(List.of(), bySms(afterIntake(SmsAvailability.OFF, GRID)));
        assertEquals(List.of(), bySms(afterIntake(new SmsAvailability(true, SmsApprovals.NONE), GRID)));
    }

    @Test
    void whatOnlyTheDutyRoomMayKnowIsNotToldToThePosts() {
        assertEquals(List.of(), bySms(afterIntake(APPROVED, DUTY)));
    }

    @Test
    void itSaysNeitherWhatNorWhereAndNothingOnceSomebodyHasAnswered() {
        // Given
        Ticket ticket = emergency(GRID);
        Optional<Notice> before = compose(ticket);
        // When
        history.add(event(3, KEEPER, new Change.Acknowledged()));
        // Then
        assertEquals(Optional.of(new Notice.Sms.Urgent()), before);
        assertEquals(Optional.empty(), compose(Ticket.replay(NO, history)));
    }

    private Optional<Notice> compose(Ticket ticket) {
        Delivery delivery = new Delivery(
                1,
                Optional.of(NO),
                2,
                Optional.empty(),
                NoticeType.EMERGENCY_CALL,
                new Recipient.PostHolder(HEAD.id()),
                Channel.SMS,
                DeliveryState.SENDING,
                "",
                0,
                AT);
        return new NoticeComposer(
                        RosterFixture.areas(),
                        SmallCountyFixture.CATALOGUE,
                        policy(APPROVED),
                        RosterFixture.posts(),
                        RosterFixture.workLinks(),
                        "http://yunxi.test")
                .compose(
                        delivery,
                        new TicketQueries.TicketDetails(
                                ticket,
                                "着火",
                                List.of(new TicketQueries.ReportText(RECEIPT, "柴房着火了", List.of(), AT)),
                                List.of(),
                                List.copyOf(history),
                                List.of()));
    }

    private List<NewDelivery> afterIntake(SmsAvailability availability, Owner owner) {
        history.clear();
        return policy(availability)
                .afterIntake(
                        new Report(
                                new MessageSource("test", "T1", "r1"),
                                Channel.WEB,
                                "web:1",
                                RosterFixture.UNIT,
                                new PersonDetails("", "李大爷", ""),
                                Optional.empty(),
                                "柴房着火了",
                                List.of(),
                                AT,
                                AT),
                        new Receipt(
                                RECEIPT,
                                NO,
                                "着火",
                                RosterFixture.UNIT,
                                owner,
                                AT,
                                Urgency.EMERGENCY,
                                Confidentiality.OPEN,
                                "着火",
                                NoticeType.EMERGENCY_ADVICE),
                        emergency(owner));
    }

    private Ticket emergency(Owner owner) {
        history.add(event(1, Actor.GATEWAY, new Change.Received(RECEIPT, Channel.WEB)));
        history.add(event(
                2,
                Actor.GATEWAY,
                new Change.Triaged(
                        RequestKind.HELP,
                        "lamp",
                        Urgency.EMERGENCY,
                        RosterFixture.UNIT,
                        Confidentiality.OPEN,
                        new RoutingDecision(
                                owner, List.of(), "着火", List.of(), 1, "", List.of(), Optional.<AreaCode>empty()),
                        AT.plusSeconds(3600))));
        return Ticket.replay(NO, history);
    }

    private static TicketEvent event(int seq, Actor by, Change change) {
        return new TicketEvent(seq, AT, by, change, "", List.of(), Optional.empty());
    }

    private static List<PostId> bySms(List<NewDelivery> deliveries) {
        return deliveries.stream()
                .filter(one -> one.channel() == Channel.SMS)
                .map(one -> ((Recipient.PostHolder) one.recipient()).post())
                .toList();
    }

    private static NotificationPolicy policy(SmsAvailability availability) {
        return new NotificationPolicy(
                new OwnerResolver(
                        RosterFixture.areas(),
                        new InMemoryPostDirectory(
                                List.of(HEAD, DEPUTY, KEEPER_WITH_THE_SAME_NUMBER, LEADER, LEADER_WITH_A_LANDLINE)),
                        RosterFixture.departments()),
                RosterFixture.departments(),
                SmallCountyFixture.BINDINGS,
                SmallCountyFixture.CATALOGUE,
                availability);
    }

    private static Post post(AreaCode area, Role role, String phone, String userId) {
        return new Post(
                new PostId(area + "." + role + ".1"),
                area,
                role,
                "老张",
                phone,
                userId,
                LocalDate.of(2026, 1, 1),
                Optional.empty());
    }
}
