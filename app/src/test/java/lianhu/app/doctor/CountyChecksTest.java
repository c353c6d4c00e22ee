package lianhu.app.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyFolder;
import lianhu.core.routing.Department;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void theDutyRoomOfEveryPlaceMustBeReachedByAMessage() {
        // When
        List<DiagnosticResult> filled =
                CountyChecks.dutyRooms(county("yunxi"), Optional.empty()).toList();
        List<DiagnosticResult> empty =
                CountyChecks.dutyRooms(county("anshun"), Optional.empty()).toList();
        // Then
        assertEquals(List.of(), filled);
        assertEquals(1, empty.size());
        assertEquals(DiagnosticResult.Severity.ERROR, empty.getFirst().severity());
        assertTrue(empty.getFirst().message().contains("市值班室（duty）、西秀区值班室（duty-520402）"), empty.toString());
    }

    @Test
    void whatWasEnteredAtTheDeskCountsAndNotTheFiles() {
        // Given
        County filled = county("yunxi");
        County empty = county("shandan");
        // When
        List<DiagnosticResult> emptied = unreached(filled, withAccount(filled, ""));
        List<DiagnosticResult> entered = unreached(empty, withAccount(empty, "zhang.san"));
        // Then
        assertEquals(3, emptied.size(), emptied.toString());
        assertTrue(emptied.stream().allMatch(one -> one.line().contains("岗位和人")), emptied.toString());
        assertEquals(List.of(), entered);
    }

    private static List<DiagnosticResult> unreached(County county, List<Department> stored) {
        return Stream.concat(
                        CountyChecks.circle(county, Optional.of(stored)),
                        CountyChecks.dutyRooms(county, Optional.of(stored)))
                .toList();
    }

    private static List<Department> withAccount(County county, String userId) {
        return county.departments().stream()
                .map(one -> new Department(one.id(), one.name(), one.type(), one.area(), "", userId))
                .toList();
    }

    @Test
    void theFolderBesideTheProgramIsReadAndTheCopyInItWhereThereIsNone(@TempDir Path home) throws IOException {
        // Given
        Path counties = Files.createDirectories(home.resolve("counties"));
        copy(Path.of("..", "counties", "yunxi"), counties.resolve("yunxi"));
        Path file = counties.resolve("yunxi").resolve("county.yaml");
        Files.writeString(file, Files.readString(file).replace("name: 云溪县\n", "name: 云溪新县\n"));
        System.setProperty("launcher.home", home.toString());
        // When
        String edited = firstLine("yunxi");
        String packed = firstLine("shandan");
        System.clearProperty("launcher.home");
        // Then
        assertTrue(edited.contains("云溪新县"), edited);
        assertTrue(packed.contains("山丹县"), packed);
    }

    private static String firstLine(String county) {
        Config config = new SmallRyeConfigBuilder()
                .withDefaultValue("lianhu.county", county)
                .build();
        return new CountyChecks(config, Optional.empty(), InstantSource.system())
                .all()
                .findFirst()
                .orElseThrow()
                .message();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
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

    @Test
    void itSaysWhatIsErasedWhenAndWarnsWhereNothingIs() {
        // When
        List<DiagnosticResult> declared = retention("yunxi");
        List<DiagnosticResult> undeclared = retention("shandan");
        // Then
        assertEquals(DiagnosticResult.Severity.OK, declared.getFirst().severity());
        assertEquals(
                "结束的件到期自动删除：原话 1826 天，姓名电话 365 天，照片和语音 183 天，封存件 365 天；客服会话这类记录 180 天后删除",
                declared.getFirst().message());
        assertEquals(DiagnosticResult.Severity.WARNING, undeclared.getFirst().severity());
        assertTrue(undeclared.getFirst().message().contains("办结的件不会到期删除"), undeclared.toString());
    }

    private static List<DiagnosticResult> retention(String county) {
        return CountyChecks.retention(county(county).profile().retention()).toList();
    }

    private static List<DiagnosticResult> circle(String county) {
        return CountyChecks.circle(county(county), Optional.empty()).toList();
    }
}
