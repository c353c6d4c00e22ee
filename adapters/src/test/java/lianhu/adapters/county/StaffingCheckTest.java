package lianhu.adapters.county;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks sizes of units, deputies and posts of grids against the norms of the folder. */
class StaffingCheckTest {
    @TempDir
    Path folder;

    /** One case for each district of 安顺: the bound itself is allowed, one beyond it is not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            520423107202001-L001 | 50 | 9 | 镇宁自治县一个联户单元应是 10 到 50 户
            520423107202001-L001 | 10 | 51 | 镇宁自治县一个联户单元应是 10 到 50 户
            520402101258001-L001 | 30 | 31 | 安顺经开区一个联户单元应是 10 到 30 户
            520424110001001-L001 | 15 | 16 | 关岭自治县一个联户单元应是 10 到 15 户
            520402103204001-L001 | 10 | 11 | 黄果树旅游区一个联户单元应是 10 户
            520424107007001-L001 | 10 | 12 | 黄果树旅游区一个联户单元应是 10 户
            520403102201001-L001 | 50 | 60 | 一个联户单元应是 10 到 50 户
            """)
    void aUnitOutsideTheBoundsOfItsDistrictIsNamedByItsLine(String unit, int right, int wrong, String sentence)
            throws IOException {
        // Given
        copy("anshun");
        Path areas = folder.resolve("areas.csv");
        String text = Files.readString(areas);
        String row = text.lines()
                .filter(line -> line.startsWith(unit + ","))
                .findFirst()
                .orElseThrow();
        int line = (int) text.lines().takeWhile(one -> !one.equals(row)).count() + 1;
        String bare = row.substring(0, row.lastIndexOf(',') + 1);
        // When
        Files.writeString(areas, text.replace(row, bare + right));
        List<String> fits = sizes();
        Files.writeString(areas, text.replace(row, bare + wrong));
        List<String> odd = sizes();
        // Then
        assertEquals(List.of(), fits);
        assertEquals(1, odd.size(), String.join("\n", odd));
        assertTrue(odd.getFirst().startsWith(areas + ":" + line + " "), odd.getFirst());
        assertTrue(odd.getFirst().contains("有 " + wrong + " 户，" + sentence), odd.getFirst());
    }

    @Test
    void theDevelopmentZoneHasTwoDeputies() throws IOException {
        // Given
        copy("anshun");
        String row = row("posts.csv", "520402101258001-L001,DEPUTY_HEAD,");
        // When
        change("posts.csv", row + "\n", "");
        // Then
        assertWarning("posts.csv:", "有 1 名副联户长，安顺经开区应是 2 名");
    }

    @Test
    void nobodyElseMayHaveThree() throws IOException {
        // Given
        copy("anshun");
        String row = row("posts.csv", "520423107202001-L001,DEPUTY_HEAD,");
        // When
        change("posts.csv", row, row + "\n" + row + "\n" + row);
        // Then
        assertWarning("posts.csv:", "有 3 名副联户长，镇宁自治县应是 0 到 2 名");
    }

    @Test
    void aGridWithTwoHeadsIsNamedUnderTheTitleOfItsKind() throws IOException {
        // Given
        copy("jingning");
        String row = row("posts.csv", "331127901002001,GRID_HEAD,");
        // When
        change("posts.csv", row, row + "\n" + row);
        // Then
        assertWarning("posts.csv:", "“杭州景宁商会第一网格”有 2 名商会会长，应是 1 名");
    }

    @Test
    void aVacancyIsCountedOncePerPost() throws IOException {
        // Given
        copy("jingning");
        String row = row("posts.csv", "331127901002001,GUIDE,");
        // When
        change("posts.csv", row + "\n", "");
        // Then
        assertWarning("posts.csv:1 ", "驻会党支部书记空缺 3 处：杭州景宁商会第一网格、昆明景宁商会第一网格、昆明景宁商会第三网格，");
    }

    @Test
    void manyHelpersAreWelcome() throws IOException {
        // Given
        copy("jingning");
        String row = row("posts.csv", "331127901002001,HELPER,");
        List<String> before = CountyFolder.at(folder).read().warnings();
        // When
        change("posts.csv", row, String.join("\n", List.of(row, row, row)));
        // Then
        assertEquals(before, CountyFolder.at(folder).read().warnings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            anshun | county.yaml | deputies: "2" | deputies: "two" | “two”不对：应写成 1、0-2 或 1+
            anshun | county.yaml | deputies: 0-2 | deputies: 2-0 | “2-0”不对：应写成 1、0-2 或 1+
            anshun | county.yaml | areas: ["520402101"], unitBounds | areas: ["520402999"], unitBounds | districts 里的 520402999 不在 areas.csv 里
            anshun | county.yaml | areas: ["520424"], unitBounds | areas: ["520423"], unitBounds | 520423 已经在前面的一个片区里了
            anshun | county.yaml | code: "5204" | code: "52" | 县的编码“52”不对
            anshun | county.yaml | CITY: 市 | TOWN: 市 | 不认识的键“TOWN”
            anshun | areas.csv | 520403,平坝区,COMMON | 530403,平坝区,COMMON | 编码 530403 不在本县：应以 5204 开头
            anshun | areas.csv | 5204,安顺市,COMMON | 520402,安顺市,COMMON | 没有县本身（5204）这一行
            anshun | areas.csv | 520402001,南街街道,COMMON,, | 520402001,南街街道,COMMON,,8 | households 只写在联户单元那一行
            anshun | departments.csv | 黄果树旅游区综治中心,CENTRE,520423102 | 黄果树旅游区综治中心,CENTRE,520423105 | 代号“governance-520423102”和 area“520423105”对不上
            jingning | county.yaml | GUIDE: "1" | GUARD: "1" | 不认识的键“GUARD”
            jingning | county.yaml | AWAY: {GRID_HEAD | FAR: {GRID_HEAD | 不认识的键“FAR”
            sunan | county.yaml | unitBounds: {min: 10, max: 15} | unitBounds: {min: 15, max: 10} | “min”不能大于“max”
            shandan | rules.yaml | lead: "DEPARTMENT:bsf" | lead: "DEPARTMENT:bsx" | 承办“DEPARTMENT:bsx”不在 departments.csv 里
            shandan | rules.yaml | expect: "DEPARTMENT:bsf-620725102203" | expect: "DEPARTMENT:bsf-620725102204" | 实际到了 TEAM:bsf-620725102203
            """)
    void aFaultStopsTheStartWithItsFile(String county, String file, String right, String wrong, String sentence)
            throws IOException {
        // Given
        copy(county);
        change(file, right, wrong);
        // When
        InvalidCountyException fault = assertThrows(
                InvalidCountyException.class, () -> CountyFolder.at(folder).read());
        // Then
        String message = String.valueOf(fault.getMessage());
        assertTrue(
                message.lines()
                        .anyMatch(line -> line.startsWith(folder.resolve(file) + ":") && line.contains(sentence)),
                message);
    }

    @Test
    void aHeadOfCommentsIsCountedInTheLines() {
        // Given
        ConfigErrors configErrors = new ConfigErrors();
        // When
        List<CsvRow> csvRows = CsvReader.read("x.csv", "# 来源，逗号\n# 二\na,b\n1,2", configErrors, "a", "b");
        // Then
        assertEquals(4, csvRows.getFirst().line());
        CsvReader.read("x.csv", "# 一\na,c\n1,2", configErrors, "a", "b");
        assertThrows(InvalidCountyException.class, () -> configErrors.throwIfAny("x"));
    }

    private List<String> sizes() {
        return CountyFolder.at(folder).read().warnings().stream()
                .filter(warning -> warning.contains("联户单元应是"))
                .toList();
    }

    private void assertWarning(String place, String sentence) {
        List<String> warnings = CountyFolder.at(folder).read().warnings();
        assertTrue(
                warnings.stream()
                        .anyMatch(warning -> warning.startsWith(folder + "/" + place) && warning.contains(sentence)),
                String.join("\n", warnings));
    }

    private String row(String file, String start) throws IOException {
        return Files.readString(folder.resolve(file))
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private void change(String file, String right, String wrong) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        int at = text.indexOf(right);
        assertTrue(at >= 0, "not in " + file + ": " + right);
        Files.writeString(path, text.substring(0, at) + wrong + text.substring(at + right.length()));
    }

    private void copy(String county) throws IOException {
        Path from = Path.of("..", "counties", county);
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
