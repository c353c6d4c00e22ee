package lianhu.adapters.county;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import lianhu.core.area.Area;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.classification.TextClassifier;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlineRule;
import lianhu.core.deadline.DueDate;
import lianhu.core.notice.GroupBinding;
import lianhu.core.roster.PostId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YunxiCountyTest {
    static final Path FOLDER = Path.of("..", "counties", "yunxi");
    private static final County YUNXI = CountyFolder.at(FOLDER).read();

    @Test
    void theShippedCountyHasNoFaultAndNothingOdd() {
        assertEquals(List.of(), YUNXI.warnings());
        assertEquals("云溪县", YUNXI.profile().name());
        assertTrue(YUNXI.catalogue().rules().size() > 40);
        assertTrue(YUNXI.catalogue().hash().matches("[0-9a-f]{12}"));
    }

    @Test
    void itHasAllDoorsOfTheDemonstration() {
        assertEquals(
                Set.of(Area.Kind.COMMON, Area.Kind.DEDICATED, Area.Kind.AWAY),
                Set.copyOf(YUNXI.areas().stream().map(Area::kind).toList()));
        assertTrue(YUNXI.areas().stream()
                        .filter(area -> area.code().level() == Level.UNIT)
                        .count()
                >= 40);
        assertEquals(
                Set.of(GroupBinding.Tier.values()),
                Set.copyOf(
                        YUNXI.demo().groups().stream().map(DemoData.Group::tier).toList()));
        assertEquals(30, YUNXI.demo().reports().size());
    }

    @Test
    void aPostIsNamedByPlaceRoleAndRow() {
        assertTrue(YUNXI.posts().stream()
                .anyMatch(post -> post.id().equals(new PostId("621099101201001.KEEPER.1"))
                        && post.person().equals("小王")));
        // Two successive heads are two posts.
        assertTrue(YUNXI.posts().stream()
                .anyMatch(post -> post.id().equals(new PostId("621099201203001-L002.UNIT_HEAD.2"))
                        && post.person().equals("老文")));
    }

    @Test
    void aChamberActsLikeADepartment() {
        assertTrue(YUNXI.departments().stream()
                .anyMatch(department -> department.id().equals("acfic") && department.type() == OwnerType.DEPARTMENT));
    }

    @Test
    void whatIsSealedGoesToItsOwnBody() {
        KeywordTopic sealed = YUNXI.catalogue().sealed().getFirst();
        assertEquals(new OwnerRef(OwnerType.DEPARTMENT, "discipline"), sealed.owner());
        assertFalse(sealed.words().isEmpty());
    }

    /** A public place or facility may be named in a group, a personal matter never. */
    @ParameterizedTest
    @CsvSource({
        "东街十字的红绿灯不亮, OPEN",
        "公交站牌让风刮倒了, OPEN",
        "自来水发黄, OPEN",
        "暖气不热, OPEN",
        "水渠堵了浇不上地, OPEN",
        "村里没信号, OPEN",
        "小区单元门关不上, OPEN",
        "一群流浪狗追着学生, OPEN",
        "河水变黑了, OPEN",
        "水费多收了, PRIVATE",
        "电表走得太快, PRIVATE",
        "交通事故的罚单, PRIVATE",
        "邻居的狗叫了一夜, PRIVATE",
        "砂场半夜采砂, PRIVATE",
        "厂子往河里偷排, PRIVATE",
        "楼间距太近没有日照, PRIVATE",
        "话费乱扣费, PRIVATE",
        "养老金没到账, PRIVATE",
        "路灯不亮，房产证也没办下来, PRIVATE"
    })
    void aFacilityOfAllMayBeNamedInAGroupAndAPersonsAffairNever(String words, Confidentiality confidentiality) {
        assertEquals(
                confidentiality,
                new TextClassifier(YUNXI.catalogue()).classify(words).confidentiality());
    }

    @ParameterizedTest
    @CsvSource({"祠堂门口的石板松了, 乡村道路坏了", "学校旁边的路灯不亮, 路灯不亮", "祠堂漏雨没人修, 文化体育场所与旅游"})
    void thePlaceWhereItIsDoesNotDecideWhoHandlesIt(String words, String category) {
        assertEquals(category, bestCategory(words));
    }

    /** 没人管 says that it takes long, not that an office behaves badly. */
    @ParameterizedTest
    @CsvSource({"停水两天了没人管, 停水", "路灯灭了没人管, 路灯不亮", "两个单位推诿踢皮球, 工作作风与效能"})
    void aMatterThatTakesLongIsNoComplaintAboutAnOffice(String words, String category) {
        assertEquals(category, bestCategory(words));
    }

    @Test
    void theHashChangesWithTheRulesOnly() {
        assertEquals(
                YUNXI.catalogue().hash(),
                CountyFolder.at(FOLDER.toAbsolutePath()).read().catalogue().hash());
    }

    /** Due dates computed with another implementation; a due day ends at 17:30, the close of business. */
    @ParameterizedTest
    @CsvSource({
        "2026-09-30, 5, 2026-10-13, false",
        "2026-02-13, 5, 2026-02-27, false",
        "2026-09-18, 1, 2026-09-20, false",
        "2026-09-30, 10, 2026-10-20, false",
        "2026-12-30, 5, 2027-01-06, true"
    })
    void workingDaysAreCountedByTheNotice(LocalDate start, int days, LocalDate due, boolean isProvisional) {
        // Given
        BusinessCalendar count = YUNXI.deadlines().calendar();
        // When
        DueDate answer = count.add(
                ZonedDateTime.of(start, LocalTime.of(9, 0), BusinessCalendar.ZONE)
                        .toInstant(),
                days,
                DeadlineRule.Unit.WORKING_DAYS);
        // Then
        assertEquals(
                ZonedDateTime.of(due, LocalTime.of(17, 30), BusinessCalendar.ZONE)
                        .toInstant(),
                answer.at());
        assertEquals(isProvisional, answer.isProvisional());
    }

    private static String bestCategory(String words) {
        return new TextClassifier(YUNXI.catalogue())
                .classify(words)
                .best()
                .orElseThrow()
                .category()
                .name();
    }
}
