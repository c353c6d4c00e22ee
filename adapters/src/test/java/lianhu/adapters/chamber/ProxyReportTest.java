package lianhu.adapters.chamber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.chamber.ProxyReport.CheckResult;
import lianhu.adapters.chamber.ProxyReport.FormField;
import lianhu.adapters.chamber.ProxyReport.Location;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.area.PlaceNameMatcher;
import lianhu.core.fixture.RosterFixture;
import org.junit.jupiter.api.Test;

class ProxyReportTest {
    private static final AreaCode OTHER = new AreaCode("621099102");
    private static final AreaCode OTHER_SHANGHE = new AreaCode("621099102201");
    private final PlaceNameMatcher names = new PlaceNameMatcher(new AreaTree(twoOfOneName()));

    @Test
    void aMatterOfHomeIsAtTheVillageThatWasNamed() {
        assertEquals(
                new CheckResult.Valid(RosterFixture.UNIT),
                check(errand("上河村一组", "", Location.HOME, "15400002617", true)));
    }

    @Test
    void aMatterOfThePlaceOfStayIsAtTheContactsGridWhereverHomeIs() {
        assertEquals(new CheckResult.Valid(RosterFixture.AWAY_GRID), check(errand("", "", Location.HERE, "", true)));
        assertEquals(new CheckResult.Valid(RosterFixture.AWAY_GRID), check(errand("上河村", "", Location.HERE, "", true)));
    }

    @Test
    void aNameOfTwoVillagesIsAskedBackAndTheAnswerCounts() {
        // When
        CheckResult asked = check(errand("上河村", "", Location.HOME, "", true));
        CheckResult answered = check(errand("上河村", OTHER_SHANGHE.value(), Location.HOME, "", true));
        // Then
        CheckResult.Incomplete incomplete = assertInstanceOf(CheckResult.Incomplete.class, asked);
        assertEquals(
                List.of(RosterFixture.VILLAGE, OTHER_SHANGHE),
                incomplete.choices().stream().map(Area::code).toList());
        assertEquals(List.of(FormField.HOME), parts(incomplete));
        assertEquals(new CheckResult.Valid(OTHER_SHANGHE), answered);
    }

    @Test
    void aCodeThatWasNotAmongTheChoicesIsNoAnswer() {
        assertInstanceOf(
                CheckResult.Incomplete.class,
                check(errand("上河村", RosterFixture.COUNTY.value(), Location.HOME, "", true)));
    }

    @Test
    void nothingGoesOutWithoutTheMembersConsent() {
        CheckResult.Incomplete incomplete =
                assertInstanceOf(CheckResult.Incomplete.class, check(errand("上河村一组", "", Location.HOME, "", false)));
        assertEquals(List.of(FormField.CONSENT), parts(incomplete));
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        // Given
        ProxyReport empty = new ProxyReport("", "abc", "李家庄", "", Optional.empty(), "", false);
        // When
        CheckResult checkResult = empty.check(names, RosterFixture.AWAY_GRID, false);
        // Then
        assertEquals(
                List.of(FormField.WORDS, FormField.LOCATION, FormField.PHONE, FormField.CONSENT),
                parts(assertInstanceOf(CheckResult.Incomplete.class, checkResult)));
    }

    @Test
    void aVillageThatIsNotInTheCountyIsSaidWithAnExample() {
        CheckResult.Incomplete incomplete =
                assertInstanceOf(CheckResult.Incomplete.class, check(errand("李家庄", "", Location.HOME, "", true)));
        assertTrue(incomplete.errors().getFirst().message().contains("县里没有找到“李家庄”"));
        assertEquals(List.of(), incomplete.choices());
    }

    private CheckResult check(ProxyReport proxyReport) {
        return proxyReport.check(names, RosterFixture.AWAY_GRID, false);
    }

    private static ProxyReport errand(String home, String at, Location location, String phone, boolean isAgreed) {
        return new ProxyReport("钱老板", phone, home, at, Optional.of(location), "路灯坏了", isAgreed);
    }

    private static List<FormField> parts(CheckResult.Incomplete incomplete) {
        return incomplete.errors().stream().map(ProxyReport.FieldError::field).toList();
    }

    private static List<Area> twoOfOneName() {
        List<Area> areas = new ArrayList<>(RosterFixture.areas().all());
        areas.add(new Area(OTHER, "柳沟镇", Area.Kind.COMMON, ""));
        areas.add(new Area(OTHER_SHANGHE, "上河村", Area.Kind.COMMON, ""));
        return areas;
    }
}
