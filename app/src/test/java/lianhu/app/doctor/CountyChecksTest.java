package lianhu.app.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import lianhu.adapters.county.CountyFolder;
import org.junit.jupiter.api.Test;

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

    private static List<DiagnosticResult> circle(String county) {
        return CountyChecks.circle(
                        CountyFolder.at(Path.of("..", "counties", county)).read())
                .toList();
    }
}
