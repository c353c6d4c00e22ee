package lianhu.core.area;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AreaTreeTest {
    private static final Area COUNTY = area("621099", "云溪县");
    private static final Area TOWN = area("621099101", "云溪镇");
    private static final Area VILLAGE = area("621099101201", "上河村");
    private static final Area GRID = area("621099101201001", "上河第一网格");
    private static final Area UNIT = area("621099101201001-L001", "上河村一组");

    private final AreaTree tree = new AreaTree(List.of(UNIT, GRID, VILLAGE, TOWN, COUNTY));

    @Test
    void anUnknownCodeFindsTheNearestKnownArea() {
        assertEquals(GRID, tree.nearest(new AreaCode("621099101201001-L099")).orElseThrow());
        assertEquals(COUNTY, tree.nearest(new AreaCode("621099777")).orElseThrow());
        assertTrue(tree.nearest(new AreaCode("110101")).isEmpty());
    }

    @Test
    void aDisplayNameLeavesOutTheCountyAndTheGrid() {
        assertEquals("云溪镇上河村一组", tree.displayName(UNIT.code()));
        assertEquals("云溪镇上河村上河第一网格", tree.displayName(GRID.code()));
        assertEquals("云溪县", tree.displayName(COUNTY.code()));
    }

    @Test
    void aMissingAncestorIsRejected() {
        IllegalArgumentException fault =
                assertThrows(IllegalArgumentException.class, () -> new AreaTree(List.of(COUNTY, VILLAGE)));
        assertTrue(String.valueOf(fault.getMessage()).contains("上河村"));
    }

    @Test
    void aCityIsTheParentOfItsCounties() {
        // Given
        Area city = area("5204", "安顺市");
        Area pingba = area("520403", "平坝区");
        Area puding = area("520422", "普定县");
        Area town = area("520422103", "马场镇");
        // When
        AreaTree tree = new AreaTree(List.of(town, puding, pingba, city));
        // Then
        assertEquals(city, tree.county());
        assertEquals(List.of(pingba, puding), tree.children(city.code()));
        assertEquals("普定县马场镇", tree.displayName(town.code()));
        assertEquals("安顺市", tree.displayName(city.code()));
        assertEquals(city, tree.nearest(new AreaCode("520499001")).orElseThrow());
    }

    @Test
    void twoCountiesWithoutTheirCityAreRejected() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new AreaTree(List.of(area("520403", "平坝区"), area("520422", "普定县"))));
        assertThrows(IllegalArgumentException.class, () -> new AreaTree(List.of(TOWN)));
    }

    @Test
    void childrenAreOneLevelBelow() {
        assertEquals(List.of(TOWN), tree.children(COUNTY.code()));
        assertEquals(List.of(UNIT), tree.children(GRID.code()));
    }

    private static Area area(String code, String name) {
        return new Area(new AreaCode(code), name, Area.Kind.COMMON, "");
    }
}
