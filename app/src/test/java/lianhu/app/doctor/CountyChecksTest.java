package lianhu.app.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountyChecksTest {
    @Test
    void whoOpensSealedTicketsMustBeReachable() {
        // When
        List<DiagnosticResult> filled = circle("yunxi");
        List<DiagnosticResult> empty = circle("shandan");
        // Then
        assertEquals(List.of(), filled);
        assertEquals(2, empty.size());
        assertTrue(empty.stream().allMatch(one -> one.severity() == DiagnosticResult.Severity.ERROR));
        assertTrue(empty.getFirst().message().contains("县纪检室"), empty.toString());
        assertTrue(empty.getLast().message().contains("县主要领导指定的专人"), empty.toString());
    }

    @ParameterizedTest
    @CsvSource({"2026-09-30, 0", "2026-10-01, 1", "2026-12-31, 1", "2027-01-01, 1", "2027-11-01, 2"})
    void theHolidaysOfTheNextYearAreAskedForFromOctober(LocalDate today, int missing) {
        List<DiagnosticResult> asked =
                CountyChecks.holidays(county("yunxi"), today).toList();
        assertEquals(missing, asked.size(), asked.toString());
        assertTrue(asked.stream()
                .allMatch(one -> one.message().contains("2027") || one.message().contains("2028")));
    }

    private static County county(String name) {
        return CountyFolder.at(Path.of("..", "counties", name)).read();
    }

    private static List<DiagnosticResult> circle(String county) {
        return CountyChecks.circle(county(county)).toList();
    }
}
