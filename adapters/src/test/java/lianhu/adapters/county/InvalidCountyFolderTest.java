package lianhu.adapters.county;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidCountyFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void copyYunxi() throws IOException {
        try (var files = Files.walk(YunxiCountyTest.FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy =
                        folder.resolve(YunxiCountyTest.FOLDER.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            areas.csv | code,name,kind,seat | code,name,kind,seat2 | 不认识的列“seat2”：应是 code、name、kind、seat
            areas.csv | 621099101201,上河村,COMMON, | 62109910120,上河村,COMMON, | 地方编码“62109910120”不对
            areas.csv | 621099101202,下河村,COMMON, | 621099101201,下河村,COMMON, | 编码 621099101201 写了两次
            areas.csv | 621099102201,柳沟村,COMMON, | 621099103201,柳沟村,COMMON, | 的上一级 621099103 还没有：上级要写在前面
            areas.csv | 621099102,柳沟镇,COMMON, | 621098102,柳沟镇,COMMON, | 不在本县：应以 621099 开头
            areas.csv | 621099101001901,职教园专属网格,DEDICATED, | 621099101001901,职教园专属网格,COMMON, | kind 应是 DEDICATED
            areas.csv | 621099901,域外,AWAY, | 621099901,域外,FAR, | 不认识的kind“FAR”：应是 COMMON、DEDICATED、AWAY 之一
            areas.csv | 621099101201001-L001,上河村一组,COMMON, | 621099101201001-L001,上河村一组 | 这一行有 2 格，表头有 4 格
            posts.csv | 621099101201001,KEEPER,小王, | 621099101201009,KEEPER,小王, | areas.csv 里没有 621099101201009
            posts.csv | 621099101201001,KEEPER,小王, | 621099101201001,KEEPR,小王, | 不认识的role“KEEPR”
            posts.csv | 621099101,TOWNSHIP_ROOM, | 621099101201,TOWNSHIP_ROOM, | 综合信息指挥室不能设在 621099101201 这一级
            posts.csv | 2025-03-01,2026-08-31 | 2025-03-01,2024-08-31 | “to”早于“from”
            posts.csv | 2025-03-01,2026-08-31 | 2025-3-1,2026-08-31 | 日期“2025-3-1”不对：应写成 2026-01-31
            departments.csv | duty,县值班室,CENTRE | duties,县值班室,CENTRE | 缺少“duty”这一行
            departments.csv | power,县供电所,DEPARTMENT | housing,县供电所,DEPARTMENT | 代号“housing”写了两次
            departments.csv | gas,县燃气公司,DEPARTMENT | gas,县燃气公司,COMPANY | 不认识的type“COMPANY”
            categories.csv | 1105,广播喇叭不响 | 1104,广播喇叭不响 | 编码“1104”写了两次
            categories.csv | 广播喇叭不响,村里小事,求助 | 广播喇叭不响,村里小事,请求 | 不认识的诉求类型“请求”
            categories.csv | 广播喇叭不响,村里小事 | 广播喇叭不响,村里大事 | county.yaml 的 groups 里没有“村里大事”
            categories.csv | 健身器材;健身设施 | 健身器材;健;健身设施 | 词“健”太短：至少两个字
            categories.csv | DEPARTMENT:urban,,yes,noise | DEPARTMENT:cityguard,,yes,noise | 承办“DEPARTMENT:cityguard”不在 departments.csv 里
            categories.csv | PLATFORM:zf,,no, | PLATFORM:zx,,no, | 没有哪个乡镇有“zx-…”平台
            categories.csv | DEPARTMENT:urban,,yes,noise | DEPARTMENT:urban,,yes,noises | deadlines.yaml 里没有“noises”这一条
            categories.csv | GRID,UNIT,yes,garbage | GRID,HEAD,yes,garbage | first“HEAD”不对
            county.yaml | languages: [zh-CN] | languages: [zh-CN, tibetan] | “languages”里的“tibetan”不认识
            county.yaml | languages: [zh-CN] | languages: [zh-CN, bo, bo] | “languages”里有一种语言写了两次
            county.yaml | languages: [zh-CN] | languages: [bo, zh-CN] | “languages”的第一个要写 zh-CN
            deadlines.yaml | category: "1604" | category: "9604" | categories.csv 里没有编码“9604”
            deadlines.yaml | {key: lamp, category: "1101" | {key: lamp, category: "1105" | 的 deadline 应写“lamp”
            deadlines.yaml | key: help-urgent, kind: 求助 | key: help-urgent | “kind”和“category”要写一个
            deadlines.yaml | amount: 3, unit: WORKING_DAYS | amount: 3, unit: DAYS | 不认识的unit“DAYS”：应是 WORKING_DAYS、BUSINESS_HOURS、HOURS、MINUTES 之一
            deadlines.yaml | amount: 3, unit: WORKING_DAYS | amount: drei, unit: WORKING_DAYS | “drei”不是数
            rules.yaml | category: "2801", lead: "DEPARTMENT:telecom" | category: "2899", lead: "DEPARTMENT:telecom" | categories.csv 里没有编码“2899”
            rules.yaml | lead: DEPARTMENT:labourguard | lead: DEPARTMENT:labour | 承办“DEPARTMENT:labour”不在 departments.csv 里
            rules.yaml | areas: ["621099201"], category | areas: ["621099301"], category | areas.csv 里没有 621099301
            rules.yaml | {name: 树压电线, words: | {name: 树压电线, wrds: | 不认识的键“wrds”
            rules.yaml | {name: 树压电线, words: | {name: 机井归水务, words: | 名称“机井归水务”写了两次
            rules.yaml | expect: "GRID:621099101201001"} | expect: "GRID:621099101201002"} | 应到 GRID:621099101201002，实际到了 GRID:621099101201001
            rules.yaml | example: 大柳树压着电线，刮风冒火星 | example: 县道边大柳树歪了 | 没有走到本条，先被“国省县道归交通”认走了
            rules.yaml | unless: [触电了怎么办, 万一触电了] | unless: [触电怎么办, 万一触电了] | unless“触电怎么办”里没有本条的任何一个词
            rules.yaml | tell: 法院已经受理 | tall: 法院已经受理 | 不认识的键“tall”：应是 name、words、unless、tell
            days/2026.csv | 2026-05-01,HOLIDAY | 2026-05-01,FESTIVAL | 不认识的type“FESTIVAL”：应是 HOLIDAY、WORKDAY 之一
            days/2026.csv | 2026-05-01,HOLIDAY | 2062-05-01,HOLIDAY | 2062-05-01 不是 2026 年的日子
            county.yaml | codec: CN15 | codec: CN17 | 不认识的编码规则：现在只有 CN15
            county.yaml | from: "08:30" | from: "8点半" | 时刻“8点半”不对
            county.yaml | serviceLines: | serviceLine: | 不认识的键“serviceLine”
            county.yaml | words: 1826 | words: 29 | “words”应是 30 到 10957 的天数，或 never（不删）
            county.yaml | words: 1826 | words: 五年 | “words”应是 30 到 10957 的天数，或 never（不删）
            county.yaml | persons: 365 | persons: 1827 | “persons”不能比“words”（1826 天）长：原话删了，别的也用不上了
            county.yaml | attachments: 183 | attachments: never | “attachments”不能比“words”（1826 天）长
            county.yaml | conversations: 180 | conversations: never | “conversations”应是 3 到 3653 的天数
            county.yaml | sealed: 365, | seal: 365, | 不认识的键“seal”：应是 words、persons、attachments、sealed、conversations
            seats.csv | 330100,杭州 | 330101,杭州 | areas.csv 里没有哪个域外网格设在 330101
            seats.csv | 1801;1802 | 1801;9802 | categories.csv 里没有编码“9802”
            seats.csv | 0571-12333 | 零五七一 | 号码“零五七一”不对
            sms.csv | sms-receipt,YX-DEMO-001 | sms-recipt,YX-DEMO-001 | 没有叫“sms-recipt”的短信模板：只有 sms-receipt、
            sms.csv | sms-result,YX-DEMO-004 | sms-receipt,YX-DEMO-004 | “sms-receipt”写了两次
            sms.csv | sms-result,YX-DEMO-004 | sms-result, | “approval”不能空着
            demo/groups.csv | 上河村联户长群,internal | 上河村联户长群,inner | 不认识的群“INNER”
            demo/reports.yaml | at: "-6d 08:40" | at: "08:40" | “at”不对
            """)
    void aFaultIsShownWithFileAndLine(String file, String right, String wrong, String sentence) throws IOException {
        // Given
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        int at = text.indexOf(right);
        assertTrue(at >= 0, "not in " + file + ": " + right);
        Files.writeString(path, text.substring(0, at) + wrong + text.substring(at + right.length()));
        // When
        InvalidCountyException fault = assertThrows(
                InvalidCountyException.class, () -> CountyFolder.at(folder).read());
        // Then
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.contains(sentence), message);
        boolean isOfWholeFile = sentence.startsWith("缺少“duty”");
        long line = isOfWholeFile ? 1 : text.substring(0, at).lines().count();
        long lineOfCell = at > 0 && text.charAt(at - 1) == '\n' ? line + 1 : Math.max(1, line);
        assertTrue(
                message.lines()
                        .anyMatch(shown -> shown.contains(sentence)
                                && List.of(line, lineOfCell, lineOfCell - 1).stream()
                                        .anyMatch(
                                                number -> shown.startsWith(folder.resolve(file) + ":" + number + " "))),
                message + "\n" + lineOfCell);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            opens: discipline | opens: nobody | sealed 里的“nobody”不在 departments.csv 里
            fallback: leader | fallback: discipline | sealed 的 fallback 要是另一个单位或另一个人
            opens: discipline | opens: housing | sealed 的 lead 和 county.yaml 里 sealed 的 opens 不是同一个单位
            """)
    void whoOpensSealedTicketsMustExist(String right, String wrong, String sentence) throws IOException {
        // Given
        Path file = folder.resolve("county.yaml");
        Files.writeString(file, Files.readString(file).replace(right, wrong));
        // When
        InvalidCountyException fault = assertThrows(
                InvalidCountyException.class, () -> CountyFolder.at(folder).read());
        // Then
        assertTrue(String.valueOf(fault.getMessage()).contains(sentence), fault.getMessage());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            9901, no such category
            1409, a household's electricity bill
            """)
    void onlyAPublicFacilityMayStandOnTheBoard(String code, String what) throws IOException {
        // Given
        Path file = folder.resolve("county.yaml");
        Files.writeString(file, Files.readString(file).replace("board: [\"1101\"", "board: [\"" + code + "\""));
        // Then
        assertTrue(message().contains("board 里的“" + code + "”不在 categories.csv 里，或者那一类的 public 不是 yes"), what);
    }

    @Test
    void whoConsultsIsABodyOfTheCounty() throws IOException {
        // Given
        Path file = folder.resolve("county.yaml");
        Files.writeString(file, Files.readString(file).replace("fixed: [acfic, ", "fixed: [nobody, "));
        // Then
        assertTrue(message().contains("consultation 里的“nobody”不在 departments.csv 里"));
    }

    @Test
    void allFaultsAreShownTogetherTwentyAtTheMost() throws IOException {
        // Given
        Path posts = folder.resolve("posts.csv");
        Files.writeString(posts, Files.readString(posts).replace(",UNIT_HEAD,", ",BOSS,"));
        // When
        InvalidCountyException fault = assertThrows(
                InvalidCountyException.class, () -> CountyFolder.at(folder).read());
        // Then
        List<String> lines = String.valueOf(fault.getMessage()).lines().toList();
        assertEquals(1 + 20 + 1, lines.size());
        assertTrue(lines.getLast().startsWith("还有 "), lines.getLast());
    }

    @Test
    void brokenYamlIsNamedByItsLine() throws IOException {
        Files.writeString(folder.resolve("deadlines.yaml"), "- {key: a}\n- {key: [b\n");
        assertTrue(message().contains("deadlines.yaml:3 YAML 写法不对"), message());
    }

    @Test
    void aFileInAnotherEncodingIsNotRead() throws IOException {
        Path areas = folder.resolve("areas.csv");
        Files.write(areas, Files.readString(areas).getBytes("GBK"));
        assertTrue(message().contains("areas.csv:1 不是 UTF-8 编码"), message());
    }

    @Test
    void aMarkOfTheByteOrderIsNamed() throws IOException {
        Path areas = folder.resolve("areas.csv");
        Files.writeString(areas, "\uFEFF" + Files.readString(areas), StandardCharsets.UTF_8);
        assertTrue(message().contains("areas.csv:1 文件开头有 BOM"), message());
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("posts.csv"));
        assertTrue(message().contains("posts.csv:1 没有这个文件"), message());
    }

    @Test
    void aCountyThatIsNotThereIsASentence() {
        InvalidCountyException fault = assertThrows(
                InvalidCountyException.class,
                () -> CountyFolder.packed("nowhere").read());
        assertTrue(String.valueOf(fault.getMessage()).contains("counties/nowhere/county.yaml:1 没有这个文件"));
    }

    @Test
    void whatIsOnlyOddStopsNothing() throws IOException {
        // Given
        Path areas = folder.resolve("areas.csv");
        Files.writeString(
                areas,
                Files.readString(areas)
                        .replace("上河村二组", "上河村一组")
                        .replace("柳沟村一组", "柳溝村一组")
                        .replace("石桥村一组", "石桥村１组"));
        // When
        County county = CountyFolder.at(folder).read();
        // Then
        String warnings = String.join("\n", county.warnings());
        assertEquals(3, county.warnings().size(), warnings);
        assertTrue(warnings.contains("“上河村一组”和第 17 行同名"), warnings);
        assertTrue(warnings.contains("“溝”是异体字，多半应是“沟”"), warnings);
        assertTrue(warnings.contains("“１”是异体字，多半应是“1”"), warnings);
    }

    @Test
    void quotedCellsMayHoldCommasQuotesAndLines() {
        // Given
        ConfigErrors configErrors = new ConfigErrors();
        // When
        List<CsvRow> csvRows = CsvReader.read("x.csv", "a,b\r\n\"1,\"\"2\"\"\n3\",x\r\ny,z", configErrors, "a", "b");
        // Then
        assertTrue(configErrors.isEmpty());
        assertEquals("1,\"2\"\n3", csvRows.getFirst().text("a"));
        assertEquals(4, csvRows.getLast().line());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {"y,\"z", "y,\"z\"x"})
    void aMalformedQuoteIsReportedWithItsLine(String malformed) {
        // Given
        ConfigErrors configErrors = new ConfigErrors();
        // When
        CsvReader.read("x.csv", "# 说明\na,b\n\"1\n2\",x\n" + malformed + "\n", configErrors, "a", "b");
        // Then
        InvalidCountyException error =
                assertThrows(InvalidCountyException.class, () -> configErrors.throwIfAny("yunxi"));
        assertTrue(String.valueOf(error.getMessage()).contains("x.csv:5 引号没有收尾"), error.getMessage());
    }

    private String message() {
        return String.valueOf(assertThrows(
                        InvalidCountyException.class,
                        () -> CountyFolder.at(folder).read())
                .getMessage());
    }
}
