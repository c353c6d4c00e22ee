package lianhu.adapters.chamber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.chamber.Errand.Checked;
import lianhu.adapters.chamber.Errand.Part;
import lianhu.adapters.chamber.Errand.Where;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.area.PlaceNameMatcher;
import lianhu.core.fixture.RosterFixture;
import org.junit.jupiter.api.Test;

class ErrandTest {
    private static final AreaCode OTHER = new AreaCode("621099102");
    private static final AreaCode OTHER_SHANGHE = new AreaCode("621099102201");
    private final PlaceNameMatcher names = new PlaceNameMatcher(new AreaTree(twoOfOneName()));

    @Test
    void aMatterOfHomeIsAtTheVillageThatWasNamed() {
        assertEquals(
                new Checked.Ready(RosterFixture.UNIT), check(errand("上河村一组", "", Where.HOME, "15400002617", true)));
    }

    @Test
    void aMatterOfThePlaceOfStayIsAtTheContactsGridWhereverHomeIs() {
        assertEquals(new Checked.Ready(RosterFixture.AWAY_GRID), check(errand("", "", Where.HERE, "", true)));
        assertEquals(new Checked.Ready(RosterFixture.AWAY_GRID), check(errand("上河村", "", Where.HERE, "", true)));
    }

    @Test
    void aNameOfTwoVillagesIsAskedBackAndTheAnswerCounts() {
        // When
        Checked asked = check(errand("上河村", "", Where.HOME, "", true));
        Checked answered = check(errand("上河村", OTHER_SHANGHE.value(), Where.HOME, "", true));
        // Then
        Checked.Missing missing = assertInstanceOf(Checked.Missing.class, asked);
        assertEquals(
                List.of(RosterFixture.VILLAGE, OTHER_SHANGHE),
                missing.choices().stream().map(Area::code).toList());
        assertEquals(List.of(Part.HOME), parts(missing));
        assertEquals(new Checked.Ready(OTHER_SHANGHE), answered);
    }

    @Test
    void aCodeThatWasNotAmongTheChoicesIsNoAnswer() {
        assertInstanceOf(
                Checked.Missing.class, check(errand("上河村", RosterFixture.COUNTY.value(), Where.HOME, "", true)));
    }

    @Test
    void nothingGoesOutWithoutTheMembersConsent() {
        Checked.Missing missing =
                assertInstanceOf(Checked.Missing.class, check(errand("上河村一组", "", Where.HOME, "", false)));
        assertEquals(List.of(Part.AGREED), parts(missing));
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        // Given
        Errand empty = new Errand("", "abc", "李家庄", "", Optional.empty(), "", false);
        // When
        Checked checked = empty.check(names, RosterFixture.AWAY_GRID, false);
        // Then
        assertEquals(
                List.of(Part.WORDS, Part.WHERE, Part.PHONE, Part.AGREED),
                parts(assertInstanceOf(Checked.Missing.class, checked)));
    }

    @Test
    void aVillageThatIsNotInTheCountyIsSaidWithAnExample() {
        Checked.Missing missing =
                assertInstanceOf(Checked.Missing.class, check(errand("李家庄", "", Where.HOME, "", true)));
        assertTrue(missing.faults().getFirst().sentence().contains("县里没有找到“李家庄”"));
        assertEquals(List.of(), missing.choices());
    }

    private Checked check(Errand errand) {
        return errand.check(names, RosterFixture.AWAY_GRID, false);
    }

    private static Errand errand(String home, String at, Where where, String phone, boolean isAgreed) {
        return new Errand("钱老板", phone, home, at, Optional.of(where), "路灯坏了", isAgreed);
    }

    private static List<Part> parts(Checked.Missing missing) {
        return missing.faults().stream().map(Errand.Fault::part).toList();
    }

    private static List<Area> twoOfOneName() {
        List<Area> areas = new ArrayList<>(RosterFixture.areas().all());
        areas.add(new Area(OTHER, "柳沟镇", Area.Kind.COMMON, ""));
        areas.add(new Area(OTHER_SHANGHE, "上河村", Area.Kind.COMMON, ""));
        return areas;
    }
}
