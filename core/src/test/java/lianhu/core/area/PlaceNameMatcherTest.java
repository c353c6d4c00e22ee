package lianhu.core.area;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceNameMatcherTest {
    private final PlaceNameMatcher names = new PlaceNameMatcher(new AreaTree(List.of(
            area("621099", "云溪县"),
            area("621099101", "云溪镇"),
            area("621099101201", "上河村"),
            area("621099101201001", "上河第一网格"),
            area("621099101201001-L001", "上河村一组"),
            area("621099101201001-L012", "上河村十二组"),
            area("621099101202", "新民村"),
            area("621099102", "柳沟镇"),
            area("621099102201", "柳沟村"),
            area("621099102202", "新民村"),
            area("621099201", "石桥乡"),
            area("621099201201", "石桥村"),
            area("621099201201001", "石桥第一网格"),
            area("621099201201001-L002", "石桥村二组"),
            area("621099201202", "北坡村"),
            new Area(new AreaCode("621099901"), "域外", Area.Kind.AWAY, ""),
            new Area(new AreaCode("621099901001"), "域外·杭州", Area.Kind.AWAY, "330100"))));

    @ParameterizedTest
    @CsvSource({
        "上河村, 621099101201",
        "上河, 621099101201",
        "上河第一网格, 621099101201",
        "云溪县云溪镇上河村, 621099101201",
        "云溪上河村, 621099101201",
        "我是上河村一组的, 621099101201001-L001",
        "上河村 1 组, 621099101201001-L001",
        "上河一组, 621099101201001-L001",
        "上河村第十二村民小组, 621099101201001-L012",
        "上河村12组, 621099101201001-L012",
        "石桥村二组, 621099201201001-L002",
        "石桥乡北坡, 621099201202",
        "石桥乡, 621099201",
        "柳沟镇, 621099102",
        "柳沟村, 621099102201",
        "柳沟镇新民村, 621099102202"
    })
    void anUnambiguousNameIsOnePlace(String said, String code) {
        assertEquals(List.of(code), codes(said));
    }

    @ParameterizedTest
    @CsvSource({
        "新民村, 621099101202;621099102202",
        "柳沟, 621099102;621099102201",
        "石桥, 621099201;621099201201",
        "柳沟镇北坡村, 621099102;621099201202"
    })
    void anAmbiguousNameGivesAllItsPlaces(String said, String codes) {
        assertEquals(Arrays.asList(codes.split(";")), codes(said));
    }

    @ParameterizedTest
    @CsvSource({"李家庄", "杭州", "云溪县", "''"})
    void gridsAndAwayPlacesAreNotFound(String said) {
        assertEquals(List.of(), codes(said));
    }

    @Test
    void inASentenceOnlyAWholeNameCounts() {
        assertEquals(Optional.of("上河村"), names.matchInSentence("老家上河村的路塌了").map(Area::name));
        assertEquals(Optional.empty(), names.matchInSentence("老家那边上河的路塌了"));
        assertEquals(Optional.empty(), names.matchInSentence("老家新民村的路塌了"));
    }

    /** 安顺: two counties have a 马场镇, and 平坝区's has a village and a 社区 of that name too. */
    @ParameterizedTest
    @CsvSource({
        "普定县马场镇, 520422103",
        "普定马场镇, 520422103",
        "平坝区马场镇, 520403105",
        "马场镇, 520403105;520422103",
        "马场村, 520403105201",
        "平坝十字乡, 520403202",
        "十字回族苗族乡, 520403202",
        "普定, 520422",
        "安顺市普定县, 520422",
        "格丼村, 520422103201",
        "甘橖村, 520422103202",
        "甘塘村, 520422103202"
    })
    void inACityTheCountyDistinguishesEqualNames(String said, String codes) {
        // Given
        PlaceNameMatcher city = new PlaceNameMatcher(new AreaTree(List.of(
                area("5204", "安顺市"),
                area("520403", "平坝区"),
                area("520403105", "马场镇"),
                area("520403105201", "马场村"),
                area("520403202", "十字回族苗族乡"),
                area("520422", "普定县"),
                area("520422103", "马场镇"),
                area("520422103201", "格丼村"),
                area("520422103202", "甘橖村"))));
        // When
        List<Area> meant = city.match(said);
        // Then
        assertEquals(
                Arrays.asList(codes.split(";")),
                meant.stream().map(area -> area.code().value()).toList());
    }

    @ParameterizedTest
    @CsvSource({"祁丰蔵族乡", "祁丰藏族乡", "祁丰乡", "祁丰"})
    void eitherCharacterNamesTheSamePlace(String said) {
        for (String listed : List.of("祁丰蔵族乡", "祁丰藏族乡")) {
            PlaceNameMatcher sunan =
                    new PlaceNameMatcher(new AreaTree(List.of(area("620721", "肃南裕固族自治县"), area("620721205", listed))));
            assertEquals(
                    List.of("620721205"),
                    sunan.match(said).stream().map(area -> area.code().value()).toList());
        }
    }

    @Test
    void aVariantInASentenceCountsAsTheWholeName() {
        PlaceNameMatcher sunan =
                new PlaceNameMatcher(new AreaTree(List.of(area("620721", "肃南裕固族自治县"), area("620721205", "祁丰藏族乡"))));
        assertEquals(Optional.of("祁丰藏族乡"), sunan.matchInSentence("老家祁丰蔵族乡的路塌了").map(Area::name));
    }

    private List<String> codes(String said) {
        return names.match(said).stream().map(area -> area.code().value()).toList();
    }

    private static Area area(String code, String name) {
        return new Area(new AreaCode(code), name, Area.Kind.COMMON, "");
    }
}
