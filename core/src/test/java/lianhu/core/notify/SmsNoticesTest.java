package lianhu.core.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ReceiptContact;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketWithReceipts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an SMS says, and to whom none is sent. */
class SmsNoticesTest {
    private static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");
    private static final Instant DUE = AT.plusSeconds(3600);
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final String LINK = "http://yunxi.test/track/48271938";
    private static final Owner DESK = new Owner(OwnerType.DESK, "desk", "云溪县受理台");
    private static final Owner GRID = new Owner(OwnerType.GRID, RosterFixture.GRID.value(), "网格员小王");
    private static final Actor KEEPER = new Actor(Actor.Type.POST, RosterFixture.GRID + ".KEEPER.1", "网格员小王");
    private static final Catalogue CATALOGUE = new Catalogue(
            List.of(),
            List.of(),
            List.of(topic("着火", "119", false), topic("家暴", "110", true)),
            List.of(),
            List.of(),
            List.of(),
            "");
    private static final NotificationPolicy POLICY = new NotificationPolicy(
            RosterFixture.owners(),
            RosterFixture.departments(),
            SmallCountyFixture.BINDINGS,
            CATALOGUE,
            SmsAvailability.OFF);

    private final NoticeComposer composer = new NoticeComposer(
            RosterFixture.areas(),
            CATALOGUE,
            POLICY,
            RosterFixture.posts(),
            RosterFixture.workLinks(),
            "http://yunxi.test");
    private final List<TicketEvent> history = new ArrayList<>();

    @Test
    void theReceiptHasTheNumberTheDateAndTheReportersPage() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL, Confidentiality.OPEN);
        // When
        Optional<Notice> notice = compose(NoticeType.RECEIPT, 2);
        // Then
        assertEquals(Optional.of(new Notice.Sms.Received(RECEIPT, DUE, LINK)), notice);
    }

    @ParameterizedTest
    @EnumSource(Confidentiality.class)
    void theOwnerAndTheAnswerAreNamedForAnOpenMatterAlone(Confidentiality confidentiality) {
        // Given
        boolean isOpen = confidentiality == Confidentiality.OPEN;
        opened("派单目录", GRID, Urgency.NORMAL, confidentiality);
        // When
        Optional<Notice> handedOver = compose(NoticeType.DISPATCHED, 2);
        append(KEEPER, new Change.ResultSubmitted(true), "换了灯头");
        Optional<Notice> answered = compose(NoticeType.RESULT, 3);
        // Then
        assertEquals(Optional.of(new Notice.Sms.HandedOver(RECEIPT, isOpen ? "网格员小王" : "", DUE, LINK)), handedOver);
        assertEquals(
                Optional.of(new Notice.Sms.Answered(
                        RECEIPT, isOpen ? Notice.Sms.Answer.SOLVED : Notice.Sms.Answer.GIVEN, LINK)),
                answered);
    }

    @Test
    void theReceiptOfATipOffReadsLikeThatOfAnyMatter() {
        // Given
        opened("举报", DESK, Urgency.NORMAL, Confidentiality.SEALED);
        // When
        Optional<Notice> notice = compose(NoticeType.SEALED_RECEIPT, 2);
        // Then
        assertEquals(Optional.of(new Notice.Sms.Received(RECEIPT, DUE, LINK)), notice);
    }

    @Test
    void nobodyIsToldOfAnOwnerWhenTheResultIsThere() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL, Confidentiality.OPEN);
        append(KEEPER, new Change.ResultSubmitted(true), "换了灯头");
        // When
        Optional<Notice> notice = compose(NoticeType.DISPATCHED, 2);
        // Then
        assertEquals(Optional.empty(), notice);
    }

    @Test
    void whoseMatterWasMergedIsToldWhoHasItNow() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL, Confidentiality.OPEN);
        append(Actor.GATEWAY, new Change.Merged(new TicketNo("GD20261121621099000377")), "");
        // When
        Optional<Notice> notice = compose(NoticeType.MERGED, 3);
        // Then
        assertEquals(Optional.of(new Notice.Sms.HandedOver(RECEIPT, "网格员小王", DUE, LINK)), notice);
    }

    @Test
    void whatIsLateIsToldWithoutAWordOfTheMatterUntilThereIsAnAnswer() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL, Confidentiality.OPEN);
        append(Actor.GATEWAY, new Change.DeadlineReached(DeadlineStep.OVERDUE), "");
        // When
        Optional<Notice> late = compose(NoticeType.DELAYED, 3);
        append(KEEPER, new Change.ResultSubmitted(true), "换了灯头");
        // Then
        assertEquals(Optional.of(new Notice.Sms.Late(RECEIPT, LINK)), late);
        assertEquals(Optional.empty(), compose(NoticeType.DELAYED, 3));
    }

    @Test
    void aNewDayIsToldWithoutAWordOfTheMatterUntilThereIsAnAnswer() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL, Confidentiality.OPEN);
        append(KEEPER, new Change.ExtensionGranted(DUE), "");
        // When
        Optional<Notice> told = compose(NoticeType.EXTENDED, 3);
        append(KEEPER, new Change.ResultSubmitted(true), "换了灯头");
        // Then
        assertEquals(Optional.of(new Notice.Sms.Extended(RECEIPT, DUE, LINK)), told);
        assertEquals(Optional.empty(), compose(NoticeType.EXTENDED, 3));
    }

    @Test
    void aQuestionIsAnsweredOnThePageAndTheSmsHasNoWordOfIt() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL, Confidentiality.OPEN);
        append(KEEPER, new Change.ReporterAsked(DUE), "是哪一盏？");
        // When
        Optional<Notice> question = compose(NoticeType.QUESTION, 3);
        append(Actor.GATEWAY, new Change.Resumed(Change.Resumed.Reason.NO_ANSWER, DUE, Duration.ofHours(1)), "");
        // Then
        assertEquals(Optional.of(new Notice.Sms.Question(RECEIPT, DUE, LINK)), question);
        assertEquals(Optional.empty(), compose(NoticeType.QUESTION, 3));
        assertEquals(Optional.of(new Notice.Sms.Extended(RECEIPT, DUE, LINK)), compose(NoticeType.RESUMED, 4));
    }

    @Test
    void theReporterOfAnEmergencyIsToldWhoAnswersOnce() {
        // Given
        opened("着火", GRID, Urgency.EMERGENCY, Confidentiality.OPEN);
        Optional<Notice> before = compose(NoticeType.EMERGENCY_ADVICE, 2);
        append(KEEPER, new Change.Acknowledged(), "");
        // When
        Optional<Notice> late = compose(NoticeType.EMERGENCY_ADVICE, 2);
        Optional<Notice> after = compose(NoticeType.EMERGENCY_ADVICE, 3);
        // Then
        assertEquals(Optional.of(new Notice.Sms.EmergencyReceived(RECEIPT, "119")), before);
        assertEquals(Optional.empty(), late);
        assertEquals(Optional.of(new Notice.Sms.SomebodyFound("网格员小王")), after);
        assertEquals(Optional.empty(), compose(NoticeType.NOBODY_YET, 3));
    }

    /** The person who reads the phone may be the one who beats. */
    @Test
    void noSmsTellsOfDomesticViolence() {
        // Given
        opened("家暴", GRID, Urgency.EMERGENCY, Confidentiality.PRIVATE);
        Ticket ticket = Ticket.replay(new TicketNo("GD20261121621099000376"), history);
        TicketWithReceipts before = new TicketWithReceipts(
                ticket,
                "打人",
                List.of(new ReceiptContact(
                        RECEIPT,
                        AT,
                        Channel.HOTLINE,
                        Optional.empty(),
                        RosterFixture.UNIT,
                        false,
                        true,
                        Optional.of(new PersonDetails("jin", "金秘书长", "")))));
        TicketEvent result = event(KEEPER, new Change.ResultSubmitted(true), "去过了");
        // When
        List<NewDelivery> deliveries = POLICY.afterEvent(before, ticket, result);
        List<NewDelivery> unanswered = POLICY.afterTimeout(before, 3, AT);
        // Then
        assertEquals(List.of(Channel.WEB), toReporter(deliveries));
        assertEquals(1, deliveries.size(), "nor does the contact hear of it who reported");
        assertEquals(List.of(Channel.WEB), toReporter(unanswered));
        append(KEEPER, new Change.ResultSubmitted(true), "去过了");
        assertEquals(Optional.empty(), compose(NoticeType.RESULT, 3));
    }

    private static List<Channel> toReporter(List<NewDelivery> deliveries) {
        return deliveries.stream()
                .filter(one -> one.recipient() instanceof Recipient.Reporter)
                .map(NewDelivery::channel)
                .toList();
    }

    private void opened(String rule, Owner owner, Urgency urgency, Confidentiality confidentiality) {
        append(Actor.GATEWAY, new Change.Received(RECEIPT, Channel.HOTLINE), "");
        append(
                Actor.GATEWAY,
                new Change.Triaged(
                        RequestKind.HELP,
                        "lamp",
                        urgency,
                        RosterFixture.UNIT,
                        confidentiality,
                        new RoutingDecision(
                                owner, List.of(), rule, List.of(), 1, "", List.of(), Optional.<AreaCode>empty()),
                        DUE),
                "");
    }

    private void append(Actor by, Change change, String words) {
        history.add(event(by, change, words));
    }

    private TicketEvent event(Actor by, Change change, String words) {
        return new TicketEvent(history.size() + 1, AT, by, change, words, List.of(), Optional.empty());
    }

    private Optional<Notice> compose(NoticeType type, int version) {
        Delivery delivery = new Delivery(
                1,
                Optional.empty(),
                version,
                Optional.of(RECEIPT),
                type,
                new Recipient.Reporter(RECEIPT),
                Channel.SMS,
                DeliveryState.SENDING,
                "",
                0,
                AT);
        TicketQueries.TicketDetails details = new TicketQueries.TicketDetails(
                Ticket.replay(new TicketNo("GD20261121621099000376"), history),
                "村口的事",
                List.of(),
                List.of(),
                List.copyOf(history),
                List.of());
        return composer.compose(delivery, details);
    }

    private static KeywordTopic topic(String name, String advice, boolean isPrivate) {
        return new KeywordTopic(name, List.of(name), List.of(), OwnerRef.DESK, advice, isPrivate);
    }
}
