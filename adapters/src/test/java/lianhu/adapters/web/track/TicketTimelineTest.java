package lianhu.adapters.web.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.support.PageSamples;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.query.TicketQueries.ReceiptInfo;
import lianhu.core.query.TicketQueries.ReportText;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MeTooText;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.ErasureBasis;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class TicketTimelineTest {
    private static final Instant AT = Instant.parse("2026-11-21T01:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T02:42:00Z");
    private static final ReceiptNo MINE = new ReceiptNo("48271938");
    private static final ReceiptNo NEIGHBOURS = new ReceiptNo("51906642");
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final Owner KEEPER = new Owner(OwnerType.GRID, "621099101201001", "网格员小王");
    private static final AttachmentId PHOTO = new AttachmentId("a".repeat(64));
    private static final AttachmentId OTHER_PHOTO = new AttachmentId("b".repeat(64));
    private static final Areas AREAS = new AreaTree(List.of(
            new Area(new AreaCode("621099"), "云溪县", Area.Kind.COMMON, ""),
            new Area(new AreaCode("621099101"), "云溪镇", Area.Kind.COMMON, ""),
            new Area(new AreaCode("621099101201"), "上河村", Area.Kind.COMMON, ""),
            new Area(new AreaCode("621099101201001"), "上河第一网格", Area.Kind.COMMON, ""),
            new Area(UNIT, "上河村一组", Area.Kind.COMMON, "")));

    @Test
    void aVisitorSeesTheStageOfAnOpenMatterAndNoWords() {
        // When
        TrackView view = view(Confidentiality.OPEN, false, accepted());
        // Then
        assertEquals("网格员小王在办", view.progress().head());
        assertEquals("周三（11月25日）17:30", view.progress().due());
        assertEquals("路灯坏了", view.heading().title());
        assertEquals(List.of(), view.details().words());
        assertEquals(List.of(), view.details().photos());
        assertEquals(List.of(), view.details().may());
    }

    @Test
    void aPrivateMatterHasNeitherTitleNorResultForAVisitor() {
        // When
        TrackView view = view(Confidentiality.PRIVATE, false, solved("换了灯头"));
        // Then
        assertEquals("一件不公开的事", view.heading().title());
        assertEquals("", view.heading().place());
        assertFalse(view.progress().head().contains("换了灯头"));
        assertTrue(view.road().stream()
                .noneMatch(timelineStep -> timelineStep.text().contains("换了灯头")));
    }

    @Test
    void withProofAReporterSeesTheOwnWordsAndNotTheNeighbours() {
        // When
        TrackView view = view(Confidentiality.OPEN, true, accepted());
        // Then
        assertEquals(List.of("路灯坏了三天了"), view.details().words());
        assertEquals(List.of(PHOTO.sha256()), view.details().photos());
    }

    @Test
    void aPhotoIsShownToItsOwnReporterOnly() {
        // When
        TicketTimeline mine = new TicketTimeline(file(Confidentiality.OPEN, accepted()), MINE, true, false, NOW);
        TicketTimeline without = new TicketTimeline(file(Confidentiality.OPEN, accepted()), MINE, false, false, NOW);
        // Then
        assertTrue(mine.showsPhoto(PHOTO));
        assertFalse(mine.showsPhoto(OTHER_PHOTO));
        assertFalse(without.showsPhoto(PHOTO));
    }

    @Test
    void whyItWasGivenBackIsNotForResidents() {
        // When
        TrackView view = view(
                Confidentiality.OPEN,
                true,
                List.of(new GivenEvent(
                        new Change.Returned(new Owner(OwnerType.DESK, "desk", "云溪县受理台")), "不归我们管，推给水厂")));
        // Then
        assertEquals("正在找该管的单位", view.progress().head());
        assertTrue(view.road().stream()
                .noneMatch(timelineStep -> timelineStep.text().contains("推给水厂")));
    }

    @Test
    void whatStaffAddIsNotShownAsTheReportersWords() {
        // When
        List<String> steps = view(
                        Confidentiality.OPEN,
                        true,
                        List.of(
                                new GivenEvent(
                                        new Actor(Actor.Type.REPORTER, MINE.digits(), ""),
                                        new Change.Supplemented(Optional.of(MINE)),
                                        "催一下"),
                                new GivenEvent(
                                        new Actor(Actor.Type.POST, "621099101201001.KEEPER.1", "网格员小王"),
                                        new Change.Supplemented(Optional.empty()),
                                        "平安"),
                                new GivenEvent(Actor.GATEWAY, new Change.Supplemented(Optional.empty()), "三方通话的录音")))
                .road()
                .stream()
                .map(step -> step.what())
                .toList();
        // Then
        assertTrue(steps.contains("报事人补了一句"), steps.toString());
        assertTrue(steps.contains("网格员小王补了一句"), steps.toString());
        assertTrue(steps.contains("补上了照片或录音"), steps.toString());
        assertEquals(1, steps.stream().filter("报事人补了一句"::equals).count());
    }

    @Test
    void whatCameWithAnObjectionIsReadByTheOneWhoWroteIt() {
        // When
        TrackView mine = view(Confidentiality.OPEN, true, objectedBy(MINE));
        TrackView neighbours = view(Confidentiality.OPEN, true, objectedBy(NEIGHBOURS));
        // Then
        assertEquals(List.of("路灯坏了三天了", "又灭了"), mine.details().words());
        assertEquals("您说没好，正在重办，号码不变。", mine.progress().note());
        assertEquals("您说没好，重新办", mine.road().get(mine.road().size() - 2).what());
        assertEquals(List.of("路灯坏了三天了"), neighbours.details().words());
        assertEquals("别的报事人说没好，正在重办，号码不变。", neighbours.progress().note());
    }

    private static List<GivenEvent> objectedBy(ReceiptNo receipt) {
        List<GivenEvent> events = new ArrayList<>(solved("换了灯头"));
        events.add(new GivenEvent(
                new Actor(Actor.Type.REPORTER, receipt.digits(), ""),
                new Change.Reopened(NOW.plusSeconds(3600)),
                "又灭了"));
        return events;
    }

    @Test
    void whatSeveralReportedIsNotTakenBackByOne() {
        // When
        List<String> may = new TicketTimeline(file(Confidentiality.OPEN, accepted()), MINE, true, false, NOW)
                .reporterActions(Set.of(ActionType.WITHDRAW, ActionType.SUPPLEMENT));
        // Then
        assertEquals(List.of("add"), may);
    }

    @Test
    void aResultThatCouldNotBeIsSaidAsSuch() {
        // When
        TrackView view = view(
                Confidentiality.OPEN,
                true,
                List.of(
                        new GivenEvent(new Change.Accepted(false), ""),
                        new GivenEvent(new Change.ResultSubmitted(false), "明年改建，不装新灯")));
        // Then
        assertEquals("cannot", view.progress().tone());
        assertEquals("明年改建，不装新灯", view.progress().head());
        assertEquals("", view.progress().due());
    }

    @Test
    void aSealedMatterShowsNoTimeLineEvenToItsReporter() {
        // When
        TrackView view = view(Confidentiality.SEALED, true, List.of());
        // Then
        assertEquals("sealed", view.progress().tone());
        assertEquals(List.of(), view.road());
    }

    @Test
    void aSealedMatterShowsNoTitleNoPlaceAndNoWordsOnAPhoneThatAFamilyShares() {
        // When
        TrackView view = view(Confidentiality.SEALED, true, List.of());
        // Then
        assertEquals("单独登记的一件", view.heading().title());
        assertEquals("", view.heading().place());
        assertEquals(List.of(), view.details().words());
        assertEquals(List.of(), view.details().photos());
    }

    @Test
    void theReporterOfASealedMatterReadsWhetherItIsTakenUpAndTheAnswer() {
        // When
        TrackView filed = view(Confidentiality.SEALED, true, List.of());
        TrackView takenUp = view(Confidentiality.SEALED, true, accepted());
        TrackView answered = view(Confidentiality.SEALED, true, solved("查过了，已经处理"));
        // Then
        assertEquals("已单独登记，封存着", filed.progress().head());
        assertFalse(filed.progress().due().isEmpty());
        assertEquals("受理了，由专人在办", takenUp.progress().head());
        assertEquals("", takenUp.progress().due());
        assertEquals("有了答复", answered.progress().head());
        assertEquals(List.of("查过了，已经处理"), answered.details().words());
    }

    @Test
    void anErasedMatterShowsNoWordsAndSaysSo() {
        // Given
        List<GivenEvent> after = new ArrayList<>(solved(""));
        after.add(new GivenEvent(new Change.Closed(Change.Closed.Reason.NO_OBJECTION), ""));
        after.add(erased(ContentKind.ATTACHMENTS, Set.of()));
        after.add(erased(ContentKind.PERSONS, Set.of(ContentKind.PERSONS)));
        after.add(erased(ContentKind.WORDS, Set.of(ContentKind.WORDS)));
        // When
        TrackView mine = erased(Confidentiality.OPEN, after);
        TrackView sealed = erased(Confidentiality.SEALED, after);
        // Then
        assertEquals("办好了", mine.progress().head());
        assertEquals("已按保存期限删除原话、姓名电话；办理经过还在。", mine.progress().note());
        assertEquals(
                List.of("办结", "已按保存期限删除姓名电话", "已按保存期限删除原话"),
                mine.road().subList(mine.road().size() - 3, mine.road().size()).stream()
                        .map(TrackView.TimelineStep::what)
                        .toList());
        assertEquals(List.of(), mine.details().words());
        assertEquals("已按保存期限删除原话、姓名电话；办理经过还在。", sealed.progress().note());
        assertFalse(new TicketTimeline(erasedFile(Confidentiality.OPEN, after), MINE, true, false, NOW)
                .showsResultToReporter());
    }

    private static GivenEvent erased(ContentKind kind, Set<ContentKind> held) {
        return new GivenEvent(new Change.Erased(Set.of(kind), held, ErasureBasis.TERM), "");
    }

    private static TrackView erased(Confidentiality confidentiality, List<GivenEvent> after) {
        return new TicketTimeline(erasedFile(confidentiality, after), MINE, true, false, NOW)
                .view(AREAS, Set.of(), "k1234567", PageSamples.LINE, PageMessage.NONE, 0);
    }

    private static TicketDetails erasedFile(Confidentiality confidentiality, List<GivenEvent> after) {
        TicketDetails file = file(confidentiality, after);
        return new TicketDetails(file.ticket(), "路灯", List.of(), file.receipts(), file.history(), List.of());
    }

    @Test
    void thatNobodyAnsweredAnEmergencyYetStandsOnThePage() {
        // When
        String open = emergencyNote(Confidentiality.OPEN, false, List.of());
        String own = emergencyNote(Confidentiality.PRIVATE, true, List.of());
        String visitor = emergencyNote(Confidentiality.PRIVATE, false, List.of());
        String answered =
                emergencyNote(Confidentiality.OPEN, true, List.of(new GivenEvent(new Change.Acknowledged(), "")));
        // Then
        assertTrue(open.contains("还没有人应") && own.contains("还没有人应"), open);
        assertFalse(visitor.contains("还没有人应"), "a visitor does not learn that it is an emergency");
        assertFalse(answered.contains("还没有人应"), answered);
    }

    private static String emergencyNote(Confidentiality confidentiality, boolean isOpened, List<GivenEvent> after) {
        return new TicketTimeline(file(confidentiality, Urgency.EMERGENCY, after), MINE, isOpened, false, NOW)
                .view(AREAS, Set.of(), "k1234567", PageSamples.LINE, PageMessage.NONE, 0)
                .progress()
                .note();
    }

    @Test
    void whoSaidMeTooSeesWhatTheBoardShowsAndNothingOfTheFirstReporter() {
        for (boolean isOpened : new boolean[] {false, true}) {
            // When
            TicketTimeline timeline = meToo(solved("老李家门口换了灯头"), isOpened);
            TrackView view = timeline.view(
                    AREAS, EnumSet.allOf(ActionType.class), "k1234567", PageSamples.LINE, PageMessage.NONE, 0);
            // Then
            assertEquals("路灯不亮", view.heading().title());
            assertEquals("云溪镇上河村", view.heading().place());
            assertEquals("办好了", view.progress().head());
            assertEquals(
                    isOpened ? List.of("add", "again") : List.of(),
                    view.details().may());
            assertFalse(view.toString().contains("老李家") || view.toString().contains("路灯坏了"), view.toString());
            assertFalse(view.toString().contains("一组") || view.toString().contains("小王"), view.toString());
            assertFalse(timeline.showsPhoto(PHOTO) || timeline.showsPhoto(OTHER_PHOTO));
        }
    }

    @Test
    void whileItIsWorkedOnWhoSaidMeTooSeesTheDateAndNoName() {
        // When
        TrackView view =
                meToo(accepted(), true).view(AREAS, Set.of(), "k1234567", PageSamples.LINE, PageMessage.NONE, 0);
        // Then
        assertEquals("有单位在办", view.progress().head());
        assertEquals("周三（11月25日）17:30", view.progress().due());
        assertEquals("working", view.progress().tone());
    }

    @Test
    void onceTheWordsAreErasedALaterReporterSeesNoUnit() {
        // Given
        List<GivenEvent> after = new ArrayList<>(solved(""));
        after.add(new GivenEvent(new Change.Closed(Change.Closed.Reason.NO_OBJECTION), ""));
        after.add(erased(ContentKind.WORDS, Set.of(ContentKind.WORDS)));
        TicketDetails file = erasedFile(Confidentiality.OPEN, after);
        // When
        TrackView later = new TicketTimeline(withNeighbour(file, List.of()), NEIGHBOURS, false, false, NOW)
                .view(AREAS, Set.of(), "k1234567", PageSamples.LINE, PageMessage.NONE, 0);
        // Then
        assertEquals("云溪镇上河村", later.heading().place());
        assertEquals(List.of(), later.road());
    }

    private static TicketTimeline meToo(List<GivenEvent> after, boolean isOpened) {
        TicketDetails file = file(Confidentiality.OPEN, after);
        List<ReportText> texts = new ArrayList<>(file.texts().stream()
                .filter(said -> !said.receipt().equals(NEIGHBOURS))
                .toList());
        texts.add(new ReportText(NEIGHBOURS, MeTooText.of("路灯不亮"), List.of(), AT));
        return new TicketTimeline(withNeighbour(file, texts), NEIGHBOURS, isOpened, false, NOW);
    }

    /** The receipts are those of the reporter and then of a neighbour. */
    private static TicketDetails withNeighbour(TicketDetails file, List<ReportText> texts) {
        return new TicketDetails(
                file.ticket(),
                file.title(),
                texts,
                List.of(
                        new ReceiptInfo(MINE, Channel.WEB, "", "", AT),
                        new ReceiptInfo(NEIGHBOURS, Channel.WEB, "", "", AT)),
                file.history(),
                List.of());
    }

    @Test
    void whoAnsweredAnEmergencyStandsOnThePage() {
        // When
        TrackView view = view(Confidentiality.OPEN, false, List.of(new GivenEvent(new Change.Acknowledged(), "")));
        // Then
        assertTrue(
                view.road().stream().anyMatch(step -> step.what().equals(Actor.GATEWAY.name() + "应了")),
                view.road().toString());
    }

    @Test
    void onlyTheReporterRatesAndOnlyOnceAndOnlyWhatIsOver() {
        // Given
        List<GivenEvent> closed = new ArrayList<>(solved("换了灯头"));
        TicketDetails before = file(Confidentiality.OPEN, closed);
        closed.add(new GivenEvent(new Change.Closed(Change.Closed.Reason.REPORTER_CONTENT), ""));
        TicketDetails after = file(Confidentiality.OPEN, closed);
        // Then
        assertFalse(mayRate(new TicketTimeline(before, MINE, true, false, NOW)));
        assertTrue(mayRate(new TicketTimeline(after, MINE, true, false, NOW)));
        assertFalse(mayRate(new TicketTimeline(after, MINE, true, true, NOW)), "rated");
        assertFalse(mayRate(new TicketTimeline(after, MINE, false, false, NOW)), "without a proof");
    }

    private static boolean mayRate(TicketTimeline timeline) {
        return timeline.reporterActions(Set.of()).contains("rate");
    }

    private record GivenEvent(Actor by, Change change, String words) {
        GivenEvent(Change change, String words) {
            this(Actor.GATEWAY, change, words);
        }
    }

    private static List<GivenEvent> accepted() {
        return List.of(new GivenEvent(new Change.Accepted(false), ""));
    }

    private static List<GivenEvent> solved(String words) {
        return List.of(
                new GivenEvent(new Change.Accepted(false), ""),
                new GivenEvent(new Change.ResultSubmitted(true), words));
    }

    private static TrackView view(Confidentiality confidentiality, boolean isOpened, List<GivenEvent> after) {
        return new TicketTimeline(file(confidentiality, after), MINE, isOpened, false, NOW)
                .view(AREAS, Set.of(ActionType.SUPPLEMENT), "k1234567", PageSamples.LINE, PageMessage.NONE, 0);
    }

    static TicketDetails file(Confidentiality confidentiality, List<GivenEvent> after) {
        return file(confidentiality, Urgency.NORMAL, after);
    }

    private static TicketDetails file(Confidentiality confidentiality, Urgency urgency, List<GivenEvent> after) {
        RoutingDecision routingDecision = new RoutingDecision(
                KEEPER, List.of(), "路灯", List.of("话里有“路灯”"), 0.93, "hash", List.of(), Optional.empty());
        Instant due = Instant.parse("2026-11-25T09:30:00Z");
        List<GivenEvent> all = new ArrayList<>(List.of(
                new GivenEvent(new Change.Received(MINE, Channel.WEB), ""),
                new GivenEvent(
                        new Change.Triaged(
                                RequestKind.HELP, "1101", urgency, UNIT, confidentiality, routingDecision, due),
                        ""),
                new GivenEvent(new Change.Dispatched(KEEPER, List.of(), due, false), "")));
        all.addAll(after);
        List<TicketEvent> history = new ArrayList<>();
        for (GivenEvent givenEvent : all) {
            history.add(new TicketEvent(
                    history.size() + 1,
                    AT,
                    givenEvent.by(),
                    givenEvent.change(),
                    givenEvent.words(),
                    List.of(),
                    Optional.empty()));
        }
        return new TicketDetails(
                Ticket.replay(new TicketNo("GD20261121621099000376"), history),
                "路灯坏了",
                List.of(
                        new ReportText(MINE, "路灯坏了三天了", List.of(PHOTO), AT),
                        new ReportText(NEIGHBOURS, "灯又不亮", List.of(OTHER_PHOTO), AT)),
                List.of(
                        new ReceiptInfo(MINE, Channel.WEB, "李*", "", AT),
                        new ReceiptInfo(NEIGHBOURS, Channel.RELAY, "", "联户长张*", AT)),
                List.copyOf(history),
                List.of());
    }
}
