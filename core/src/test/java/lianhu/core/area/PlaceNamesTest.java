package lianhu.core.area;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceNamesTest {
    private final PlaceNames names = new PlaceNames(new AreaTree(List.of(
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
    void aNameThatLeavesNoDoubtIsOnePlace(String said, String code) {
        assertEquals(List.of(code), codes(said));
    }

    @ParameterizedTest
    @CsvSource({
        "新民村, 621099101202;621099102202",
        "柳沟, 621099102;621099102201",
        "石桥, 621099201;621099201201",
        "柳沟镇北坡村, 621099102;621099201202"
    })
    void aNameOfSeveralPlacesIsAQuestion(String said, String codes) {
        assertEquals(Arrays.asList(codes.split(";")), codes(said));
    }

    @ParameterizedTest
    @CsvSource({"李家庄", "杭州", "云溪县", "''"})
    void whatIsNobodysHomeIsNotFound(String said) {
        assertEquals(List.of(), codes(said));
    }

    @Test
    void inASentenceOnlyAWholeNameCounts() {
        assertEquals(Optional.of("上河村"), names.named("老家上河村的路塌了").map(Area::name));
        assertEquals(Optional.empty(), names.named("老家那边上河的路塌了"));
        assertEquals(Optional.empty(), names.named("老家新民村的路塌了"));
    }

    private List<String> codes(String said) {
        return names.meant(said).stream().map(area -> area.code().value()).toList();
    }

    private static Area area(String code, String name) {
        return new Area(new AreaCode(code), name, Area.Kind.COMMON, "");
    }
}
