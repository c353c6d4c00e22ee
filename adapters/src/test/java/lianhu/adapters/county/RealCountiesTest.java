package lianhu.adapters.county;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.retention.RetentionTerms;
import lianhu.core.roster.Post;
import lianhu.core.routing.Department;
import lianhu.core.routing.Owner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts about every real county. Reading a folder routes the examples of all its rules. */
class RealCountiesTest {
    private static final Map<String, CountyScenario> STORIES = new HashMap<>();

    static CountyScenario scenario(String name) {
        return STORIES.computeIfAbsent(name, CountyScenario::new);
    }

    static Stream<String> names() {
        return Stream.of("sunan", "shandan", "jingning", "anshun");
    }

    /** Counts of the national list of 2023, which has no away grids. */
    @ParameterizedTest
    @CsvSource({"sunan, 1, 10, 107", "shandan, 1, 10, 129", "jingning, 1, 21, 145", "anshun, 6, 92, 1231"})
    void townshipsAndVillagesAreThoseOfTheNationalList(String name, int counties, int townships, int villages) {
        List<Area> home = scenario(name).county.areas().stream()
                .filter(area -> !area.code().isAway())
                .toList();
        assertEquals(counties, count(home, Level.COUNTY));
        assertEquals(townships, count(home, Level.TOWNSHIP));
        assertEquals(villages, count(home, Level.VILLAGE));
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingIsOddButVacancies(String name) {
        List<String> odd = scenario(name).county.warnings().stream()
                .filter(warning -> !warning.contains("空缺") && !warning.contains("没有人在岗") && !warning.contains("没有平台"))
                .toList();
        assertEquals(List.of(), odd);
        assertFalse(scenario(name).county.profile().isFictional());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aCountyThatHasNotDecidedErasesNoTicket(String name) {
        assertEquals(RetentionTerms.UNDECLARED, scenario(name).county.profile().retention());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyRuleHasItsOwnExample(String name) {
        assertTrue(scenario(name).county.catalogue().rules().size() > 40);
        assertEquals(
                scenario(name).county.catalogue().rules().size(),
                scenario(name).county.catalogue().rules().stream()
                        .map(routingRule -> routingRule.example())
                        .distinct()
                        .count());
    }

    /** The folder names no real person: only placeholders, without numbers and accounts. */
    @ParameterizedTest
    @MethodSource("names")
    void whoHoldsAPostIsAPlaceholder(String name) {
        for (Post post : scenario(name).county.posts()) {
            assertTrue(post.person().matches("[老小][甲乙丙丁戊己庚辛壬癸]{1,2}"), post.person());
            assertEquals("", post.phone() + post.userId());
        }
        for (Department department : scenario(name).county.departments()) {
            assertEquals("", department.phone() + department.userId(), department.id());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyDeadlineHasASourceOrSaysItIsAnExample(String name) {
        scenario(name)
                .county
                .deadlines()
                .rules()
                .forEach(rule -> assertFalse(rule.source().isBlank(), rule.key()));
    }

    /** Every report at every area has an owner that the folder knows. */
    @ParameterizedTest
    @MethodSource("names")
    void theOwnerIsAlwaysSomebody(String name) {
        CountyScenario story = scenario(name);
        List<String> ids =
                story.county.departments().stream().map(Department::id).toList();
        for (Area area : story.county.areas()) {
            for (String words : List.of("路灯不亮三天了", "羊踩了麦地，两家吵起来了", "灶房起火了", "说不上来的一件事")) {
                Owner owner = story.report(area.code().value(), words)
                        .routing()
                        .route()
                        .owner();
                boolean isKnown = AreaCode.parse(owner.id())
                        .map(code -> story.areas.find(code).isPresent())
                        .orElse(ids.contains(owner.id()));
                assertTrue(isKnown && !owner.name().isBlank(), area + " " + words + " " + owner);
            }
        }
    }

    /** A vacant unit's work goes to other posts of the grid, then to the village, the township and the desk. */
    @ParameterizedTest
    @CsvSource({
        // 大河乡营盘村: the second grid is vacant, the village has its head
        "sunan, 620721203207002-L001, VILLAGE:620721203207",
        // 祁丰藏族乡 and a pasture farm: nobody at all
        "sunan, 620721205200, DESK:desk",
        "sunan, 620721501, DESK:desk",
        // 红湾寺镇: no grid below this community, the township is staffed
        "sunan, 620721100001, TOWNSHIP:620721100",
        "shandan, 620725102203005-L001, VILLAGE:620725102203",
        // 周庄村 of 李桥乡: the whole chain is vacant
        "shandan, 620725204208001-L001, DESK:desk",
        "jingning, 331127001200001, GRID:331127001200001",
        "jingning, 331127002001001, TOWNSHIP:331127002",
        "anshun, 520402101258001-L001, GRID:520402101258001",
        "anshun, 520424107007001-L001, DESK:desk",
        "anshun, 5204, DESK:desk"
    })
    void aVacantPostsMatterGoesToTheNearestStaffedOne(String name, String place, String owner) {
        assertEquals(owner, scenario(name).owner(place, "路灯不亮三天了"));
    }

    private static long count(List<Area> areas, Level level) {
        return areas.stream().filter(area -> area.code().level() == level).count();
    }
}
