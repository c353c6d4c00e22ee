package lianhu.core.routing;

import static lianhu.core.fixture.RosterFixture.AWAY_GRID;
import static lianhu.core.fixture.RosterFixture.COUNTY;
import static lianhu.core.fixture.RosterFixture.DAY;
import static lianhu.core.fixture.RosterFixture.GRID;
import static lianhu.core.fixture.RosterFixture.UNIT;
import static lianhu.core.fixture.RosterFixture.VACANT_UNIT;
import static lianhu.core.fixture.RosterFixture.VILLAGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.RoutingRule;
import lianhu.core.catalogue.SealedCircle;
import lianhu.core.classification.TextClassifier;
import lianhu.core.fixture.RosterFixture;
import org.junit.jupiter.api.Test;

class TicketRouterTest {
    private final Catalogue catalogue = new Catalogue(
            List.of(
                    category("lamp", false, "GRID", "路灯"),
                    category("rubbish", true, "GRID", "垃圾"),
                    category("water", false, "DEPARTMENT:water", "停水", "自来水"),
                    category("housing", false, "DEPARTMENT:housing", "违建"),
                    category("permit", false, "PLATFORM:bm", "办证"),
                    category("lost", false, "DEPARTMENT:gone", "走失"),
                    new Category(
                            "closed",
                            "closed",
                            "",
                            RequestKind.HELP,
                            List.of("水表"),
                            OwnerRef.parse("PLATFORM:bm"),
                            false,
                            false,
                            "")),
            List.of(new RoutingRule(
                    "路灯杆倒归住建",
                    List.of("路灯杆倒"),
                    List.of("拍照"),
                    List.of(VILLAGE),
                    "lamp",
                    OwnerRef.parse("DEPARTMENT:housing"),
                    "路灯杆倒了",
                    UNIT,
                    "DEPARTMENT:housing")),
            List.of(topic("着火", "着火了", OwnerRef.DESK, false), topic("家庭暴力", "家暴", OwnerRef.DESK, true)),
            List.of(topic("举报", "收钱", OwnerRef.parse("DEPARTMENT:discipline"), false)),
            List.of(topic("欠薪", "欠薪", OwnerRef.parse("DEPARTMENT:housing"), false)),
            List.of(topic("法院", "不服判决", OwnerRef.DESK, false)),
            Optional.of(new SealedCircle("discipline", "leader", List.of("纪委", "监委"), List.of("找过纪委"), 1)),
            "abc123");
    private final TextClassifier reading = new TextClassifier(catalogue);
    private final TicketRouter rules = new TicketRouter(catalogue, RosterFixture.owners(), RosterFixture.posts());

    @Test
    void aSmallMatterGoesToTheKeeperOfTheGrid() {
        RoutingDecision routingDecision = decide("村口路灯不亮", UNIT).route();
        assertEquals(new Owner(OwnerType.GRID, GRID.value(), "网格员小王"), routingDecision.owner());
        assertEquals("abc123", routingDecision.rulesHash());
        assertTrue(routingDecision.why().getFirst().contains("路灯"));
        assertEquals(2, routingDecision.alternatives().size());
    }

    @Test
    void aVacantGridGivesItToTheNearestStaffedAncestor() {
        assertEquals(
                OwnerType.VILLAGE, decide("村口路灯不亮", VACANT_UNIT).route().owner().type());
    }

    @Test
    void theUnitHeadHasTheFirstStepExceptForOwnReports() {
        assertEquals(OwnerType.UNIT, decide("垃圾没人清", UNIT).route().owner().type());
        TicketRouter.RoutingResult ofHead =
                rules.route(new TicketRouter.RoutingRequest("垃圾没人清", reading.classify("垃圾没人清"), UNIT, DAY, true));
        assertEquals(OwnerType.GRID, ofHead.route().owner().type());
    }

    @Test
    void aUnitWithoutHeadGivesItToItsGrid() {
        assertEquals(
                OwnerType.VILLAGE, decide("垃圾没人清", VACANT_UNIT).route().owner().type());
    }

    @Test
    void aDepartmentsDutyGoesToTheDepartment() {
        assertEquals("water", decide("小区停水三天", UNIT).route().owner().id());
        assertEquals("bm-621099101", decide("办证要带什么", UNIT).route().owner().id());
    }

    @Test
    void aRulePrecedesTheCatalogueWhereItApplies() {
        assertEquals("housing", decide("路灯杆倒了", UNIT).route().owner().id());
        assertEquals(OwnerType.GRID, decide("路灯杆倒了，给你拍照了", UNIT).route().owner().type());
        assertEquals(
                OwnerType.AWAY_GRID, decide("路灯杆倒了", AWAY_GRID).route().owner().type());
    }

    @Test
    void twoMattersInOneReportGoToTheDesk() {
        RoutingDecision routingDecision = decide("路灯坏了还停水", UNIT).route();
        assertTrue(routingDecision.owner().isDesk());
        assertTrue(routingDecision.confidence() < RoutingSteps.CONFIDENCE_THRESHOLD);
        assertFalse(routingDecision.alternatives().isEmpty());
    }

    @Test
    void anUnknownCategoryAndAVacantChainGoToTheDesk() {
        assertTrue(decide("有件事想说", UNIT).route().owner().isDesk());
        assertTrue(decide("老人走失", COUNTY).route().owner().isDesk());
        assertTrue(decide("村口路灯不亮", COUNTY).route().owner().isDesk());
    }

    @Test
    void anEmergencyGoesToTheNearestPostAndDangerToTheDutyRoom() {
        assertEquals(OwnerType.GRID, decide("灶房着火了", UNIT).route().owner().type());
        assertEquals("duty", decide("他家暴", UNIT).route().owner().id());
    }

    /** 邻居 makes a quarrel of other words; a private matter would not be called out on the pages of the unit heads. */
    @Test
    void aFireIsOpenWhateverElseIsMentioned() {
        // When
        TicketRouter.RoutingResult fire = decide("水表房着火了", UNIT);
        TicketRouter.RoutingResult both = decide("水表房着火了，路灯也灭了", UNIT);
        TicketRouter.RoutingResult danger = decide("他家暴，砸了水表", UNIT);
        // Then
        assertTrue(fire.isOpen());
        assertEquals("other", fire.category());
        assertEquals("lamp", both.category());
        assertFalse(danger.isOpen());
    }

    @Test
    void sealedSensitiveAndStatutoryMattersHaveFixedOwners() {
        assertEquals("discipline", decide("登记还收钱", UNIT).route().owner().id());
        assertEquals("housing", decide("工地欠薪三个月", UNIT).route().owner().id());
        assertTrue(decide("不服判决怎么办", UNIT).route().owner().isDesk());
        assertEquals("法院", decide("不服判决怎么办", UNIT).route().rule());
    }

    @Test
    void aReportAboutTheDisciplineOfficeGoesToTheNamedFallback() {
        for (String words : List.of("县纪委书记收钱", "县纪检室的人收钱", "监委有人收钱")) {
            assertEquals("leader", decide(words, UNIT).route().owner().id(), words);
        }
        assertEquals("discipline", decide("村支书收钱", UNIT).route().owner().id());
        assertEquals("discipline", decide("村支书收钱，我找过纪委", UNIT).route().owner().id());
        assertEquals("discipline", decide("县里指定的人收钱", UNIT).route().owner().id());
    }

    @Test
    void aSealedMatterProposesNobodyElse() {
        for (String words : List.of("住建局局长收钱批违建", "网格员收钱", "登记还收钱")) {
            assertEquals(List.of(), decide(words, UNIT).route().alternatives(), words);
        }
    }

    @Test
    void aComplaintAboutTheKeeperGoesOneLevelUp() {
        RoutingDecision routingDecision = decide("投诉网格员，路灯报了三回不管", UNIT).route();
        assertEquals(OwnerType.VILLAGE, routingDecision.owner().type());
        assertEquals(Optional.of(GRID), routingDecision.recusedArea());
        assertTrue(routingDecision.alternatives().stream()
                .noneMatch(owner -> owner.type() == OwnerType.GRID || owner.type() == OwnerType.UNIT));
    }

    @Test
    void aComplaintByNameIsRecusedAndAVillagesGoesToTheTownship() {
        assertEquals(Optional.of(GRID), decide("投诉小王，路灯不管", UNIT).route().recusedArea());
        assertEquals(
                OwnerType.TOWNSHIP, decide("投诉村干部不管路灯", UNIT).route().owner().type());
    }

    @Test
    void namingTheKeeperWithoutComplaintRecusesNobody() {
        assertTrue(decide("小王让我说一声，路灯不亮", UNIT).route().recusedArea().isEmpty());
    }

    @Test
    void aRecusedMatterIsNotOpen() {
        assertFalse(decide("投诉网格员，路灯不管", UNIT).isOpen());
        assertTrue(decide("村口路灯不亮", UNIT).isOpen());
    }

    /** The route is stored in plain text, the words are stored encrypted. */
    @Test
    void theReasonsOfAPrivateMatterRepeatNoWordOfTheResident() {
        assertEquals("话里有“路灯”，派单目录“lamp”", decide("村口路灯不亮", UNIT).route().why().getFirst());
        assertEquals(
                "话里有“路灯杆倒”，规则“路灯杆倒归住建”", decide("路灯杆倒了", UNIT).route().why().getFirst());
        assertEquals("派单目录“lamp”", decide("投诉网格员，路灯不管", UNIT).route().why().getFirst());
        assertEquals("规则“路灯杆倒归住建”", decide("投诉小王，路灯杆倒了", UNIT).route().why().getFirst());
        assertEquals("派单目录“closed”", decide("门前水表", UNIT).route().why().getFirst());
    }

    @Test
    void theCategoryOfWhoHeardTheReporterGoesBeforeTheWordsAndARuleForAnotherMatter() {
        TicketRouter.RoutingResult chosen = chosen("路灯杆倒了", "rubbish");

        assertEquals("rubbish", chosen.category());
        assertEquals("登记的人定的类别", chosen.route().rule());
        assertEquals("路灯杆倒归住建", chosen("路灯杆倒了", "lamp").route().rule(), "a rule of the same matter stands");
    }

    @Test
    void aChosenCategorySilencesNoAlarmAndPublishesNothing() {
        assertEquals("着火", chosen("灶房着火了", "lamp").route().rule());
        assertEquals("欠薪", chosen("工地欠薪，路灯也不亮", "lamp").route().rule());
        assertFalse(chosen("门前水表", "lamp").isOpen() && decide("门前水表", UNIT).isOpen());
    }

    private TicketRouter.RoutingResult chosen(String words, String category) {
        return rules.route(new TicketRouter.RoutingRequest(
                words,
                reading.classify(words).withChosen(catalogue.category(category).orElseThrow()),
                UNIT,
                DAY,
                false));
    }

    private TicketRouter.RoutingResult decide(String words, AreaCode place) {
        return rules.route(new TicketRouter.RoutingRequest(words, reading.classify(words), place, DAY, false));
    }

    private static Category category(String code, boolean isUnitFirst, String lead, String... words) {
        return new Category(
                code, code, "", RequestKind.HELP, List.of(words), OwnerRef.parse(lead), isUnitFirst, true, "");
    }

    private static KeywordTopic topic(String name, String word, OwnerRef ownerRef, boolean isPrivate) {
        return new KeywordTopic(name, List.of(word), List.of(), ownerRef, "119", isPrivate);
    }
}
