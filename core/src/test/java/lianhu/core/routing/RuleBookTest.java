package lianhu.core.routing;

import static lianhu.core.routing.TownOfTests.AWAY_GRID;
import static lianhu.core.routing.TownOfTests.COUNTY;
import static lianhu.core.routing.TownOfTests.DAY;
import static lianhu.core.routing.TownOfTests.GRID;
import static lianhu.core.routing.TownOfTests.UNIT;
import static lianhu.core.routing.TownOfTests.VACANT_UNIT;
import static lianhu.core.routing.TownOfTests.VILLAGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Kind;
import lianhu.core.catalogue.Lead;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Rule;
import lianhu.core.catalogue.Topic;
import lianhu.core.reading.WordReading;
import org.junit.jupiter.api.Test;

class RuleBookTest {
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
                            Kind.HELP,
                            List.of("水表"),
                            Lead.of("PLATFORM:bm"),
                            false,
                            false,
                            "")),
            List.of(new Rule(
                    "路灯杆倒归住建",
                    List.of("路灯杆倒"),
                    List.of("拍照"),
                    List.of(VILLAGE),
                    "lamp",
                    Lead.of("DEPARTMENT:housing"),
                    "路灯杆倒了",
                    UNIT,
                    "DEPARTMENT:housing")),
            List.of(topic("着火", "着火了", Lead.DESK, false), topic("家庭暴力", "家暴", Lead.DESK, true)),
            List.of(topic("举报", "收钱", Lead.of("DEPARTMENT:discipline"), false)),
            List.of(topic("欠薪", "欠薪", Lead.of("DEPARTMENT:housing"), false)),
            List.of(topic("法院", "不服判决", Lead.DESK, false)),
            "abc123");
    private final WordReading reading = new WordReading(catalogue);
    private final RuleBook rules = new RuleBook(catalogue, TownOfTests.owners(), TownOfTests.posts());

    @Test
    void aSmallMatterGoesToTheKeeperOfTheGrid() {
        Route route = decide("村口路灯不亮", UNIT).route();
        assertEquals(new Owner(OwnerType.GRID, GRID.value(), "网格员小王"), route.owner());
        assertEquals("abc123", route.rules());
        assertTrue(route.why().getFirst().contains("路灯"));
        assertEquals(2, route.next().size());
    }

    @Test
    void aVacantGridClimbsToTheNearestStaffedAncestor() {
        assertEquals(
                OwnerType.VILLAGE, decide("村口路灯不亮", VACANT_UNIT).route().owner().type());
    }

    @Test
    void theUnitHeadHasTheFirstStepUnlessHeSpeaksHimself() {
        assertEquals(OwnerType.UNIT, decide("垃圾没人清", UNIT).route().owner().type());
        RuleBook.Decision ofHead = rules.decide(new RuleBook.Matter("垃圾没人清", reading.of("垃圾没人清"), UNIT, DAY, true));
        assertEquals(OwnerType.GRID, ofHead.route().owner().type());
    }

    @Test
    void aUnitWithoutHeadGoesOnToItsGridsChain() {
        assertEquals(
                OwnerType.VILLAGE, decide("垃圾没人清", VACANT_UNIT).route().owner().type());
    }

    @Test
    void aDepartmentsDutyGoesToTheDepartment() {
        assertEquals("water", decide("小区停水三天", UNIT).route().owner().id());
        assertEquals("bm-621099101", decide("办证要带什么", UNIT).route().owner().id());
    }

    @Test
    void aRuleGoesBeforeTheCatalogueWhereItHolds() {
        assertEquals("housing", decide("路灯杆倒了", UNIT).route().owner().id());
        assertEquals(OwnerType.GRID, decide("路灯杆倒了，给你拍照了", UNIT).route().owner().type());
        assertEquals(
                OwnerType.AWAY_GRID, decide("路灯杆倒了", AWAY_GRID).route().owner().type());
    }

    @Test
    void twoMattersAtOnceAreForAPerson() {
        Route route = decide("路灯坏了还停水", UNIT).route();
        assertTrue(route.owner().isDesk());
        assertTrue(route.confidence() < RuleBook.SURE);
        assertFalse(route.next().isEmpty());
    }

    @Test
    void nothingUnderstoodAndNobodyThereGoToTheDesk() {
        assertTrue(decide("有件事想说", UNIT).route().owner().isDesk());
        assertTrue(decide("老人走失", COUNTY).route().owner().isDesk());
        assertTrue(decide("村口路灯不亮", COUNTY).route().owner().isDesk());
    }

    @Test
    void anEmergencyRousesTheNearestAndDangerOnlyTheDutyRoom() {
        assertEquals(OwnerType.GRID, decide("灶房着火了", UNIT).route().owner().type());
        assertEquals("duty", decide("他家暴", UNIT).route().owner().id());
    }

    @Test
    void sealedSensitiveAndStatutoryMattersHaveFixedOwners() {
        assertEquals("discipline", decide("登记还收钱", UNIT).route().owner().id());
        assertEquals("housing", decide("工地欠薪三个月", UNIT).route().owner().id());
        assertTrue(decide("不服判决怎么办", UNIT).route().owner().isDesk());
        assertEquals("法院", decide("不服判决怎么办", UNIT).route().rule());
    }

    @Test
    void aComplaintAboutTheKeeperGoesOneLevelUp() {
        Route route = decide("投诉网格员，路灯报了三回不管", UNIT).route();
        assertEquals(OwnerType.VILLAGE, route.owner().type());
        assertEquals(Optional.of(GRID), route.recused());
        assertTrue(route.next().stream()
                .noneMatch(owner -> owner.type() == OwnerType.GRID || owner.type() == OwnerType.UNIT));
    }

    @Test
    void aComplaintByNameIsRecusedTooAndAVillagesClimbsToTheTown() {
        assertEquals(Optional.of(GRID), decide("投诉小王，路灯不管", UNIT).route().recused());
        assertEquals(
                OwnerType.TOWNSHIP, decide("投诉村干部不管路灯", UNIT).route().owner().type());
    }

    @Test
    void namingTheKeeperWithoutComplaintRecusesNobody() {
        assertTrue(decide("小王让我说一声，路灯不亮", UNIT).route().recused().isEmpty());
    }

    @Test
    void arecusedMatterIsNotSpokenOfInTheGroup() {
        assertFalse(decide("投诉网格员，路灯不管", UNIT).isOpen());
        assertTrue(decide("村口路灯不亮", UNIT).isOpen());
    }

    /** The route is stored in clear beside the words that are encrypted. */
    @Test
    void theWhyOfWhatIsNotOpenRepeatsNoWordOfTheResident() {
        assertEquals("话里有“路灯”，派单目录“lamp”", decide("村口路灯不亮", UNIT).route().why().getFirst());
        assertEquals(
                "话里有“路灯杆倒”，规则“路灯杆倒归住建”", decide("路灯杆倒了", UNIT).route().why().getFirst());
        assertEquals("派单目录“lamp”", decide("投诉网格员，路灯不管", UNIT).route().why().getFirst());
        assertEquals("规则“路灯杆倒归住建”", decide("投诉小王，路灯杆倒了", UNIT).route().why().getFirst());
        assertEquals("派单目录“closed”", decide("门前水表", UNIT).route().why().getFirst());
    }

    private RuleBook.Decision decide(String words, AreaCode place) {
        return rules.decide(new RuleBook.Matter(words, reading.of(words), place, DAY, false));
    }

    private static Category category(String code, boolean isUnitFirst, String lead, String... words) {
        return new Category(code, code, "", Kind.HELP, List.of(words), Lead.of(lead), isUnitFirst, true, "");
    }

    private static Topic topic(String name, String word, Lead lead, boolean isPrivate) {
        return new Topic(name, List.of(word), List.of(), lead, "119", isPrivate);
    }
}
