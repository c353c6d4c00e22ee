package lianhu.core.area;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AreaCodeTest {
    @ParameterizedTest
    @CsvSource({
        "5204, CITY",
        "520423, COUNTY",
        "520423104, TOWNSHIP",
        "520423104201, VILLAGE",
        "520423104201003, GRID",
        "520423104201003-L012, UNIT",
        "520423104201003-L012-H07, HOUSEHOLD"
    })
    void theLengthGivesTheLevel(String code, Level level) {
        assertEquals(level, new AreaCode(code).level());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "52042", "5204231042010031", "520423104201003-L12", "520423104201003L012", "52042x"})
    void anInvalidCodeIsRejectedWithAReason(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new AreaCode(text));
        assertTrue(String.valueOf(refused.getMessage()).contains("-L001"));
        assertTrue(AreaCode.parse(text).isEmpty());
    }

    @Test
    void aHouseholdHasAllAncestorsUpToItsCity() {
        List<AreaCode> chain = new AreaCode("520423104201003-L012-H07").pathToRoot();
        assertEquals(
                List.of(
                        "520423104201003-L012-H07",
                        "520423104201003-L012",
                        "520423104201003",
                        "520423104201",
                        "520423104",
                        "520423",
                        "5204"),
                chain.stream().map(AreaCode::value).toList());
    }

    @Test
    void aPrefixContainsWhatIsBelow() {
        AreaCode village = new AreaCode("520423104201");
        assertTrue(village.contains(new AreaCode("520423104201003-L012")));
        assertTrue(village.contains(village));
        assertFalse(village.contains(new AreaCode("520423104202003")));
        assertFalse(new AreaCode("520423104201003").contains(village));
    }

    @Test
    void anAwayGridBelongsToItsCountyOfOrigin() {
        AreaCode hangzhou = new AreaCode("331127901002001");
        assertTrue(hangzhou.isAway());
        assertTrue(new AreaCode("331127").contains(hangzhou));
        assertFalse(new AreaCode("331127").isAway());
    }
}
