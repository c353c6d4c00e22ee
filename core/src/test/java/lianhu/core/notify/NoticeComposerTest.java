package lianhu.core.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeComposerTest {
    private static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final Instant DUE = Instant.parse("2026-11-27T10:00:00Z");
    private static final Owner HOUSING = new Owner(OwnerType.DEPARTMENT, "housing", "县住建局");
    private static final Owner DESK = new Owner(OwnerType.DESK, "desk", "云溪县受理台");
    private static final Owner GRID = new Owner(OwnerType.GRID, RosterFixture.GRID.value(), "网格员小王");
    private static final Actor REPORTER = new Actor(Actor.Type.REPORTER, RECEIPT.digits(), "");
    private static final Actor KEEPER = new Actor(Actor.Type.POST, RosterFixture.GRID + ".KEEPER.1", "网格员小王");

    private final NoticeComposer composer = new NoticeComposer(
            RosterFixture.areas(),
            new Catalogue(
                    List.of(),
                    List.of(),
                    List.of(topic("着火", "119")),
                    List.of(),
                    List.of(),
                    List.of(topic("法院裁判和执行", "可以向上一级法院上诉。")),
                    ""),
            SmallCountyFixture.ECHO,
            RosterFixture.posts(),
            RosterFixture.workLinks(),
            "http://yunxi.test");
    private final List<TicketEvent> history = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(
            value = Channel.class,
            names = {"PRIVATE", "APP", "KF", "GROUP", "RELAY"})
    void theStatutoryWayIsToldOnEveryChannel(Channel channel) {
        // Given
        opened("法院裁判和执行", DESK, Urgency.NORMAL);
        // When
        Notice notice = compose(NoticeType.RECEIPT, channel, 2);
        // Then
        assertEquals(
                "可以向上一级法院上诉。", assertInstanceOf(Notice.Received.class, notice).statutory());
    }

    @Test
    void anEmergencyNamesThoseWhomACallReaches() {
        // Given
        opened("着火", GRID, Urgency.EMERGENCY);
        // When
        Notice.EmergencyAdvice advice = assertInstanceOf(
                Notice.EmergencyAdvice.class, compose(NoticeType.EMERGENCY_ADVICE, Channel.PRIVATE, 2));
        // Then
        assertEquals(List.of("副联户长周婶", "网格员小王", "县值班室"), advice.calling());
        assertEquals("", advice.answeredBy());
        assertEquals("119", advice.number());
    }

    @Test
    void theReporterHearsWhoAnswered() {
        // Given
        opened("着火", GRID, Urgency.EMERGENCY);
        append(KEEPER, new Change.Acknowledged(), "");
        // When
        Notice notice = compose(NoticeType.EMERGENCY_ADVICE, Channel.PRIVATE, 3);
        Notice late = compose(NoticeType.EMERGENCY_ADVICE, Channel.PRIVATE, 2);
        // Then
        assertEquals(new Notice.ResponderFound("网格员小王", "119"), notice);
        assertEquals(
                "网格员小王", assertInstanceOf(Notice.EmergencyAdvice.class, late).answeredBy());
    }

    @Test
    void theLeaderIsNamedOnceCalled() {
        // Given
        opened("着火", GRID, Urgency.EMERGENCY);
        Notice before = compose(NoticeType.NOBODY_YET, Channel.PRIVATE, 2);
        deliveries.add(delivery(
                NoticeType.EMERGENCY_CALL,
                new Recipient.PostHolder(new PostId(RosterFixture.COUNTY + ".LEADER.1")),
                Channel.PRIVATE,
                2));
        // When
        Notice after = compose(NoticeType.NOBODY_YET, Channel.PRIVATE, 2);
        // Then
        assertEquals(new Notice.NoResponderYet(List.of()), before);
        assertEquals(new Notice.NoResponderYet(List.of("责任人孙县长")), after);
    }

    @Test
    void theCardOfAnAdditionSaysItAndCounts() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL);
        append(KEEPER, new Change.Supplemented(Optional.empty()), "在小学门口");
        append(KEEPER, new Change.Supplemented(Optional.empty()), "催一下");
        // When
        Notice.Assigned card =
                assertInstanceOf(Notice.Assigned.class, compose(NoticeType.ASSIGNED, Channel.PRIVATE, 4));
        // Then
        assertEquals("催一下", card.addition());
        assertEquals(2, card.additions());
    }

    @Test
    void whatACalledPersonSaysIsNotTakenForTheReportersWords() {
        // Given
        opened("着火", GRID, Urgency.EMERGENCY);
        append(KEEPER, new Change.Supplemented(Optional.empty()), "平安");
        // When
        Notice call = compose(NoticeType.EMERGENCY_CALL, Channel.PRIVATE, 3);
        // Then
        assertEquals("村口的事", assertInstanceOf(Notice.EmergencyCall.class, call).words());
    }

    @Test
    void theCalledReadThatTheReporterIsSafe() {
        // Given
        opened("着火", GRID, Urgency.EMERGENCY);
        append(KEEPER, new Change.Acknowledged(), "");
        append(REPORTER, new Change.Supplemented(Optional.empty()), "平安");
        // When
        Notice call = compose(NoticeType.EMERGENCY_CALL, Channel.PRIVATE, 4);
        // Then
        assertEquals(
                "村口的事；又说：平安", assertInstanceOf(Notice.EmergencyCall.class, call).words());
    }

    @Test
    void theReporterOfASealedTicketHearsOfItsAcceptanceAndNeitherOwnerNorTitle() {
        // Given
        opened("举报", DESK, Urgency.NORMAL, Confidentiality.SEALED);
        append(Actor.GATEWAY, new Change.Dispatched(GRID, List.of(), AT.plusSeconds(3600), false), "");
        append(KEEPER, new Change.Accepted(false), "");
        // When
        Notice accepted = compose(NoticeType.DISPATCHED, Channel.PRIVATE, 4);
        append(KEEPER, new Change.ResultSubmitted(false), "不归我们管");
        Optional<Notice> declined = composeIfCurrent(NoticeType.DISPATCHED, Channel.PRIVATE, 4);
        // Then
        assertEquals(new Notice.SealedAccepted(RECEIPT), accepted);
        assertEquals(Optional.empty(), declined);
    }

    @Test
    void theReporterOfASealedTicketHearsTheNewDateAndNothingElse() {
        // Given
        opened("举报", DESK, Urgency.NORMAL, Confidentiality.SEALED);
        append(Actor.GATEWAY, new Change.Dispatched(GRID, List.of(), AT.plusSeconds(3600), false), "");
        append(Actor.GATEWAY, new Change.DueDateRecounted(AT.plusSeconds(7200)), "");
        // When
        Notice recounted = compose(NoticeType.DISPATCHED, Channel.PRIVATE, 4);
        // Then
        assertEquals(new Notice.SealedRecounted(RECEIPT, AT.plusSeconds(7200)), recounted);
    }

    @Test
    void theResultOfASealedTicketNamesNeitherItsTitleNorItsOwner() {
        // Given
        opened("举报", DESK, Urgency.NORMAL, Confidentiality.SEALED);
        append(KEEPER, new Change.ResultSubmitted(true), "查清了");
        // When
        Notice.Result result = assertInstanceOf(Notice.Result.class, compose(NoticeType.RESULT, Channel.PRIVATE, 3));
        // Then
        assertEquals("您单独登记的事", result.title());
        assertEquals("受理单位", result.owner());
    }

    @Test
    void aReminderIsACardForTheOwnerUntilSomethingElseHappens() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL);
        append(Actor.GATEWAY, new Change.DeadlineReached(DeadlineStep.NEARLY_DUE), "");
        // When
        Notice.Reminder card =
                assertInstanceOf(Notice.Reminder.class, compose(NoticeType.REMINDER, Channel.PRIVATE, 3));
        append(KEEPER, new Change.Returned(DESK), "不归我管");
        Optional<Notice> late = composeIfCurrent(NoticeType.REMINDER, Channel.PRIVATE, 3);
        // Then
        assertEquals(DeadlineStep.NEARLY_DUE, card.step());
        assertEquals(3, card.version());
        assertEquals("http://yunxi.test/work/t1", card.link());
        assertEquals(Optional.empty(), late);
    }

    @Test
    void aLeaderReadsWhatIsOpenToAllAndOnlyTheOwnerOfTheRest() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL);
        append(Actor.GATEWAY, new Change.DeadlineReached(DeadlineStep.OVERDUE), "");
        Notice open = compose(NoticeType.SUPERVISION, Channel.PRIVATE, 3);
        history.clear();
        opened("打人", GRID, Urgency.NORMAL, Confidentiality.PRIVATE);
        append(Actor.GATEWAY, new Change.DeadlineReached(DeadlineStep.OVERDUE), "");
        // When
        Notice.Supervision hidden =
                assertInstanceOf(Notice.Supervision.class, compose(NoticeType.SUPERVISION, Channel.PRIVATE, 3));
        // Then
        assertEquals("村口的事", assertInstanceOf(Notice.Supervision.class, open).title());
        assertEquals("", hidden.title());
        assertEquals("", hidden.place());
        assertEquals("网格员小王", hidden.owner());
    }

    @Test
    void whoHelpsReadsTheOwnerAndThenTheResult() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL);
        Notice.Collaboration asked =
                assertInstanceOf(Notice.Collaboration.class, compose(NoticeType.COLLABORATION, Channel.PRIVATE, 2));
        append(KEEPER, new Change.ResultSubmitted(true), "换了灯头");
        // When
        Notice.CollaborationResult result = assertInstanceOf(
                Notice.CollaborationResult.class, compose(NoticeType.COLLABORATION, Channel.PRIVATE, 3));
        Optional<Notice> late = composeIfCurrent(NoticeType.COLLABORATION, Channel.PRIVATE, 2);
        // Then
        assertEquals("网格员小王", asked.owner());
        assertEquals("换了灯头", result.words());
        assertEquals(Optional.empty(), late);
    }

    @Test
    void aChamberContactReadsWhatWasDoneForTheMember() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL, Confidentiality.PRIVATE);
        append(KEEPER, new Change.ResultSubmitted(false), "要等路修完");
        Recipient contact = new Recipient.PostHolder(new PostId(RosterFixture.AWAY_GRID + ".KEEPER.1"));
        // When
        Optional<Notice> notice = compose(delivery(NoticeType.RESULT, contact, Channel.PRIVATE, 3));
        // Then
        assertEquals(Optional.of(new Notice.AwayResult("村口的事", AT, "网格员小王", "要等路修完", false)), notice);
    }

    @Test
    void theReporterHearsOfADelayUntilThereIsAResult() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL);
        append(Actor.GATEWAY, new Change.DeadlineReached(DeadlineStep.OVERDUE), "");
        // When
        Notice.Delayed delayed =
                assertInstanceOf(Notice.Delayed.class, compose(NoticeType.DELAYED, Channel.PRIVATE, 3));
        append(KEEPER, new Change.ResultSubmitted(true), "换了灯头");
        Optional<Notice> late = composeIfCurrent(NoticeType.DELAYED, Channel.PRIVATE, 3);
        // Then
        assertEquals("网格员小王", delayed.owner());
        assertEquals("村口的事", delayed.title());
        assertEquals(Optional.empty(), late);
    }

    @Test
    void theDelayOfASealedTicketNamesNeitherItsTitleNorItsOwner() {
        // Given
        opened("举报", GRID, Urgency.NORMAL, Confidentiality.SEALED);
        append(Actor.GATEWAY, new Change.DeadlineReached(DeadlineStep.OVERDUE), "");
        // When
        Notice.Delayed delayed =
                assertInstanceOf(Notice.Delayed.class, compose(NoticeType.DELAYED, Channel.PRIVATE, 3));
        // Then
        assertEquals("您单独登记的事", delayed.title());
        assertEquals("", delayed.owner());
    }

    @Test
    void anOfficeReadsThatSilenceCountsAsAcceptanceAndAGridDoesNot() {
        // Given
        opened("派单目录", HOUSING, Urgency.NORMAL);
        append(Actor.GATEWAY, new Change.Dispatched(HOUSING, List.of(), DUE, false), "");
        append(Actor.GATEWAY, new Change.AcceptanceOverdue(), "");
        // When
        Notice.NotAccepted office =
                assertInstanceOf(Notice.NotAccepted.class, compose(NoticeType.REMINDER, Channel.PRIVATE, 4));
        append(Actor.GATEWAY, new Change.Dispatched(GRID, List.of(), DUE, false), "");
        Optional<Notice> late = composeIfCurrent(NoticeType.REMINDER, Channel.PRIVATE, 4);
        append(Actor.GATEWAY, new Change.AcceptanceOverdue(), "");
        Notice.NotAccepted grid =
                assertInstanceOf(Notice.NotAccepted.class, compose(NoticeType.REMINDER, Channel.PRIVATE, 6));
        append(KEEPER, new Change.Accepted(false), "");
        // Then
        assertTrue(office.isBound());
        assertFalse(grid.isBound());
        assertEquals(Optional.empty(), late, "another owner has it");
        assertEquals(Optional.empty(), composeIfCurrent(NoticeType.REMINDER, Channel.PRIVATE, 6));
    }

    @Test
    void theReporterReadsTheNewDayWithTheOwnersReasonAndTheOwnerWhatWasDecided() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL);
        append(KEEPER, new Change.Accepted(false), "");
        append(KEEPER, new Change.ExtensionRequested(DUE.plusSeconds(86_400)), "等配件");
        append(new Actor(Actor.Type.DESK, "desk", "受理台"), new Change.ExtensionGranted(DUE.plusSeconds(86_400)), "同意");
        // When
        Notice.Extended told =
                assertInstanceOf(Notice.Extended.class, compose(NoticeType.EXTENDED, Channel.PRIVATE, 5));
        Notice.ExtensionDecided decided = assertInstanceOf(
                Notice.ExtensionDecided.class, compose(NoticeType.EXTENSION_DECIDED, Channel.PRIVATE, 5));
        append(KEEPER, new Change.ResultSubmitted(true), "换了灯头");
        // Then
        assertEquals("等配件", told.reason());
        assertEquals(DUE.plusSeconds(86_400), told.due());
        assertTrue(decided.isGranted());
        assertEquals(Optional.empty(), composeIfCurrent(NoticeType.EXTENDED, Channel.PRIVATE, 5));
        assertEquals(Optional.empty(), composeIfCurrent(NoticeType.EXTENSION_DECIDED, Channel.PRIVATE, 5));
    }

    @Test
    void theReporterReadsTheQuestionUntilTheWorkGoesOnAndBothAreToldThatItDoes() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL);
        append(KEEPER, new Change.ReporterAsked(DUE), "是哪一盏？");
        Notice.Question asked =
                assertInstanceOf(Notice.Question.class, compose(NoticeType.QUESTION, Channel.PRIVATE, 3));
        append(Actor.GATEWAY, new Change.ReporterReminded(), "");
        Notice.Question again =
                assertInstanceOf(Notice.Question.class, compose(NoticeType.QUESTION, Channel.PRIVATE, 4));
        // When
        append(
                Actor.GATEWAY,
                new Change.Resumed(Change.Resumed.Reason.NO_ANSWER, DUE.plusSeconds(86_400), Duration.ofHours(7)),
                "");
        // Then
        assertEquals("是哪一盏？", asked.words());
        assertEquals("网格员小王", asked.asker());
        assertFalse(asked.isReminder());
        assertTrue(again.isReminder());
        assertEquals(Optional.empty(), composeIfCurrent(NoticeType.QUESTION, Channel.PRIVATE, 3));
        Notice.Resumed resumed =
                assertInstanceOf(Notice.Resumed.class, compose(NoticeType.RESUMED, Channel.PRIVATE, 5));
        assertEquals(DUE.plusSeconds(86_400), resumed.due());
        assertEquals(Change.Resumed.Reason.NO_ANSWER, resumed.reason());
    }

    @Test
    void theCardAfterAnAnswerQuotesIt() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL);
        append(KEEPER, new Change.ReporterAsked(DUE), "是哪一盏？");
        append(
                new Actor(Actor.Type.REPORTER, "48271938", ""),
                new Change.Supplemented(Optional.of(new ReceiptNo("48271938"))),
                "老槐树底下那一盏");
        append(
                new Actor(Actor.Type.REPORTER, "48271938", ""),
                new Change.Resumed(Change.Resumed.Reason.ANSWERED, DUE, Duration.ofHours(1)),
                "");
        // When
        Notice card = compose(NoticeType.ASSIGNED, Channel.PRIVATE, 5);
        // Then
        assertEquals("老槐树底下那一盏", assertInstanceOf(Notice.Assigned.class, card).addition());
    }

    @Test
    void theCardLinksToThePageOfItsTicket() {
        // Given
        opened("派单目录", GRID, Urgency.NORMAL);
        // When
        Notice card = compose(NoticeType.ASSIGNED, Channel.PRIVATE, 2);
        // Then
        assertEquals(
                "http://yunxi.test/work/t1",
                assertInstanceOf(Notice.Assigned.class, card).link());
    }

    @Test
    void aSealedTicketHasNoSecondPage() {
        // Given
        opened("举报", GRID, Urgency.NORMAL, Confidentiality.SEALED);
        // When
        Notice card = compose(NoticeType.ASSIGNED, Channel.PRIVATE, 2);
        // Then
        assertEquals("", assertInstanceOf(Notice.Assigned.class, card).link());
    }

    @Test
    void aCallToAPrivateEmergencyLinksForTheDutyRoomAlone() {
        // Given
        opened("打人", GRID, Urgency.EMERGENCY, Confidentiality.PRIVATE);
        // When
        Notice toKeeper =
                compose(NoticeType.EMERGENCY_CALL, new Recipient.PostHolder(new PostId(KEEPER.id())), Channel.PRIVATE);
        Notice toDutyRoom =
                compose(NoticeType.EMERGENCY_CALL, new Recipient.DepartmentContact("duty"), Channel.PRIVATE);
        // Then
        assertEquals("", assertInstanceOf(Notice.EmergencyCall.class, toKeeper).link());
        assertEquals(
                "http://yunxi.test/work/t1",
                assertInstanceOf(Notice.EmergencyCall.class, toDutyRoom).link());
    }

    private void opened(String rule, Owner owner, Urgency urgency) {
        opened(rule, owner, urgency, Confidentiality.OPEN);
    }

    private void opened(String rule, Owner owner, Urgency urgency, Confidentiality confidentiality) {
        append(Actor.GATEWAY, new Change.Received(RECEIPT, Channel.PRIVATE), "");
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
                        AT.plusSeconds(3600)),
                "");
    }

    private void append(Actor by, Change change, String words) {
        history.add(new TicketEvent(history.size() + 1, AT, by, change, words, List.of(), Optional.empty()));
    }

    private Notice compose(NoticeType type, Channel channel, int version) {
        return composeIfCurrent(type, channel, version).orElseThrow();
    }

    private Optional<Notice> composeIfCurrent(NoticeType type, Channel channel, int version) {
        return compose(delivery(type, new Recipient.Reporter(RECEIPT), channel, version));
    }

    private Notice compose(NoticeType type, Recipient recipient, Channel channel) {
        return compose(delivery(type, recipient, channel, 2)).orElseThrow();
    }

    private Optional<Notice> compose(Delivery delivery) {
        Ticket ticket = Ticket.replay(new TicketNo("GD20261121621099000376"), history);
        TicketQueries.TicketDetails details = new TicketQueries.TicketDetails(
                ticket, "村口的事", List.of(), List.of(), List.copyOf(history), List.copyOf(deliveries));
        return composer.compose(delivery, details);
    }

    private static Delivery delivery(NoticeType type, Recipient recipient, Channel channel, int version) {
        return new Delivery(
                1,
                Optional.empty(),
                version,
                Optional.of(RECEIPT),
                type,
                recipient,
                channel,
                DeliveryState.SENDING,
                "",
                0,
                AT);
    }

    private static KeywordTopic topic(String name, String advice) {
        return new KeywordTopic(name, List.of(name), List.of(), OwnerRef.DESK, advice, false);
    }
}
