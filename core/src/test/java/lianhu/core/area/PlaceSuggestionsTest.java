package lianhu.core.area;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceSuggestionsTest {
    private static final String UNIT = "621099101201001-L001";

    private final PlaceSuggestions suggestions = new PlaceSuggestions(new AreaTree(List.of(
            area("621099", "云溪县"),
            area("621099101", "云溪镇"),
            area("621099101201", "上河村"),
            area("621099101201001", "上河第一网格"),
            area(UNIT, "上河村一组"),
            area("621099101201001-L002", "上河村二组"),
            area("621099101202", "新民村"),
            area("621099102", "柳沟镇"),
            area("621099102201", "柳沟村"),
            area("621099102202", "新民村"),
            area("621099103", "马蹄裕固族乡"),
            new Area(new AreaCode("621099901"), "域外", Area.Kind.AWAY, ""),
            new Area(new AreaCode("621099901001"), "杭州", Area.Kind.AWAY, "330100"),
            new Area(new AreaCode("621099901001001"), "杭州网格", Area.Kind.AWAY, "330100"))));

    @ParameterizedTest
    @CsvSource({
        "上河村, 621099101201",
        "云溪镇 上河村, 621099101201",
        "上河村一组, " + UNIT,
        "上河村1组, " + UNIT,
        "上河一组, " + UNIT,
        "云溪县 › 云溪镇 › 上河村 › 上河第一网格 › 上河村一组, " + UNIT,
        "马蹄乡, 621099103",
        "马蹄, 621099103",
        "云上一, " + UNIT,
        "柳沟镇新民村, 621099102202",
        "云溪县, 621099"
    })
    void whatNamesOnePlaceIsChosen(String typed, String code) {
        assertEquals(Optional.of(code), suggestions.find(typed).chosen().map(PlaceSuggestionsTest::code));
    }

    @Test
    void twoPlacesOfOneNameAreBothSuggestedAndNoneIsChosen() {
        PlaceSuggestions.Suggestions found = suggestions.find("新民村");

        assertEquals(List.of("621099101202", "621099102202"), codes(found));
        assertEquals(Optional.empty(), found.chosen());
        assertEquals("云溪县 › 云溪镇 › 新民村", suggestions.path(new AreaCode("621099101202")));
    }

    @Test
    void aPartOfANameSuggestsWhatContainsItTheHigherPlaceFirst() {
        assertEquals(List.of("621099101201", UNIT, "621099101201001-L002"), codes(suggestions.find("河村")));
        assertTrue(suggestions.find("河村").chosen().isEmpty());
    }

    /** Nobody says the name of a grid; members in another city are said to be in that city. */
    @Test
    void gridsAtHomeAreNotSuggestedAndAwayGridsAre() {
        assertEquals(List.of(), codes(suggestions.find("第一网格")));
        assertEquals(List.of("621099901001001"), codes(suggestions.find("杭州")));
    }

    @Test
    void anUnknownNameAndAnEmptyTextSuggestNothing() {
        assertEquals(List.of(), codes(suggestions.find("李家庄")));
        assertEquals(List.of(), codes(suggestions.find("  ")));
    }

    private static List<String> codes(PlaceSuggestions.Suggestions found) {
        return found.places().stream().map(PlaceSuggestionsTest::code).toList();
    }

    private static String code(Area area) {
        return area.code().value();
    }

    private static Area area(String code, String name) {
        AreaCode areaCode = new AreaCode(code);
        return new Area(areaCode, name, Area.Kind.of(areaCode), "");
    }
}
