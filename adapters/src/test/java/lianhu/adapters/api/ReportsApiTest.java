package lianhu.adapters.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lianhu.adapters.api.ReportsApi.ReportRequest;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.ReportIntake;
import lianhu.core.report.Report;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsApiTest {
    private final ApiPrincipal caller = new ApiPrincipal();
    private final ReportIntake intake = SmallCountyFixture.intake(
            new InMemoryIntakeStore(new InMemoryTicketRepository(() -> SmallCountyFixture.NOW)));
    private final List<Report> filed = new ArrayList<>();
    private final ReportsApi api = new ReportsApi(
            report -> {
                filed.add(report);
                return intake.handle(report);
            },
            caller,
            SmallCountyFixture.CATALOGUE,
            () -> SmallCountyFixture.NOW);

    @BeforeEach
    void authenticate() {
        authenticate("m1");
    }

    private void authenticate(String idempotencyKey) {
        caller.authenticate(new ApiKey("k1", "管理员", Set.of("admin")), idempotencyKey);
    }

    @Test
    void aTextOfTheLongestAllowedLengthIsAccepted() {
        assertEquals(201, submit("路".repeat(Report.MAX_TEXT_LENGTH)).getStatus());
    }

    @Test
    void aLongerTextIsRefusedWithTheLimit() {
        // When
        ApiException refused = assertThrows(ApiException.class, () -> submit("𠮷".repeat(Report.MAX_TEXT_LENGTH + 1)));
        // Then
        assertEquals(400, refused.status());
        assertTrue(refused.detail().contains("最多 20000 字，现在有 20001 字"), refused.detail());
    }

    @Test
    void anotherReportUnderAUsedIdempotencyKeyIsRefused() {
        // Given
        submit("村口路灯坏了");
        // When
        Response same = submit("村口路灯坏了");
        Response other = submit("桥塌了");
        // Then
        assertEquals(201, same.getStatus());
        assertEquals(422, other.getStatus());
    }

    /** A reader of the number of the fire brigade would call it. */
    @Test
    void aDrillIsFiledAsOneAndNamesNoNumberToCall() {
        // When
        ReportsApi.ReportResponse drill =
                (ReportsApi.ReportResponse) submit("柴房着火了", true).getEntity();
        authenticate("m2");
        ReportsApi.ReportResponse real =
                (ReportsApi.ReportResponse) submit("柴房着火了", false).getEntity();
        authenticate("m3");
        submit("柴房着火了", null);
        // Then
        assertEquals(
                List.of(true, false, false), filed.stream().map(Report::isDrill).toList());
        assertNull(drill.advice());
        assertEquals("119", real.advice());
    }

    private Response submit(String text) {
        return submit(text, null);
    }

    private Response submit(String text, @Nullable Boolean drill) {
        return api.submit(new ReportRequest(RosterFixture.UNIT.value(), text, null, null, null, drill))
                .await()
                .indefinitely();
    }
}
