package lianhu.adapters.county;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import lianhu.core.deadline.HolidayCalendar;
import org.junit.jupiter.api.Test;

/** Compares the shipped calendar with the npm package holiday-calendar. */
class ShippedHolidaysTest {
    private static final Path NODE = Path.of("src", "test", "node");
    private static final int YEAR = 2026;

    @Test
    void everyDayOfTheYearAgreesWithAnIndependentCalendar() throws Exception {
        // Given
        assertTrue(
                Files.isDirectory(NODE.resolve("node_modules/holiday-calendar")),
                "adapters/src/test/node/node_modules is missing: run npm ci there, or ./lianhu test, which does it");
        HolidayCalendar ours = CountyFolder.at(YunxiCountyTest.FOLDER)
                .read()
                .deadlines()
                .calendar()
                .holidays();
        // When
        Process node = new ProcessBuilder("node", "working-days.mjs", String.valueOf(YEAR))
                .directory(NODE.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertEquals(0, node.waitFor());
        List<String> expected = Stream.iterate(
                        LocalDate.of(YEAR, 1, 1), day -> day.getYear() == YEAR, day -> day.plusDays(1))
                .map(day -> day + " " + ours.isWorkday(day))
                .toList();
        assertEquals(365, expected.size());
        assertEquals(expected, printed.lines().toList());
    }
}
