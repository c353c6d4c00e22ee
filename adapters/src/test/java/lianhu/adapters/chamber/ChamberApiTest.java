package lianhu.adapters.chamber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lianhu.adapters.api.ApiException;
import lianhu.adapters.api.ApiKey;
import lianhu.adapters.api.ApiPrincipal;
import lianhu.adapters.chamber.ChamberApi.ProxyReportRequest;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.ReportChannelContract;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.report.Channel;
import lianhu.core.report.Report;
import org.junit.jupiter.api.Test;

/** What a chamber's program sends, as recorded in {@code fixtures}. */
class ChamberApiTest extends ReportChannelContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GRID = RosterFixture.AWAY_GRID.value();

    private final ApiPrincipal caller = new ApiPrincipal();
    private final List<Report> reports = new ArrayList<>();
    private final InMemoryIntakeStore filings =
            new InMemoryIntakeStore(new InMemoryTicketRepository(() -> SmallCountyFixture.NOW));
    private final ChamberApi api = api(report -> {
        reports.add(report);
        return SmallCountyFixture.intake(filings).handle(report);
    });

    @Override
    protected ReportChannel channel(ReportSubmission reportSubmission) {
        ChamberApi door = api(reportSubmission);
        return (id, words) -> submitTo(door, id, with(words));
    }

    @Test
    void aMatterOfHomeIsToldAtHomeForTheMemberAndByNobodyElse() {
        // When
        ChannelReply channelReply = submit("home.json");
        // Then
        assertEquals(201, channelReply.status());
        Report report = reports.getFirst();
        assertEquals(RosterFixture.UNIT, report.area());
        assertEquals(Channel.AWAY, report.channel());
        assertEquals("chamber:" + GRID + ":k1:m1", report.source().toString());
        assertEquals("15400002617", report.reporter().phone());
        assertTrue(report.relayer().isEmpty());
        assertTrue(report.occurredAt().isBefore(report.receivedAt()));
    }

    @Test
    void aMatterOfThePlaceOfStayIsTheAwayGrids() {
        // When
        submit("here.json");
        // Then
        assertEquals(RosterFixture.AWAY_GRID, reports.getFirst().area());
    }

    @Test
    void whatIsSealedGoesPastTheChamberAndGivesNoNumber() {
        // When
        ChannelReply channelReply = submit("sealed.json");
        // Then
        assertEquals(202, channelReply.status());
        assertEquals(ChamberView.QUIET, channelReply.body());
        assertEquals(1, reports.size());
    }

    @Test
    void withoutConsentNothingIsTold() {
        // When
        ChannelReply channelReply = submit("without-consent.json");
        // Then
        assertEquals(422, channelReply.status());
        assertTrue(channelReply.body().contains("本人同意"), channelReply.body());
        assertEquals(List.of(), reports);
    }

    @Test
    void aVillageThatIsNotKnownIsAskedForInWords() {
        // When
        ChannelReply channelReply = submit("unknown-place.json");
        // Then
        assertEquals(422, channelReply.status());
        assertTrue(channelReply.body().contains("李家庄"), channelReply.body());
        assertEquals(List.of(), reports);
    }

    @Test
    void aPlaceOtherThanAnAwayGridHasNoSuchResource() {
        // When
        caller.authenticate(key("k1"), "m1");
        ChannelReply channelReply = rejected(() -> api.submit(RosterFixture.GRID.value(), read("home.json")));
        // Then
        assertEquals(404, channelReply.status());
        assertFalse(channelReply.body().isEmpty());
    }

    @Test
    void twoKeysOfOneGridDoNotShareIdempotencyKeys() {
        // Given
        ChannelReply first = submit("home.json");
        // When
        caller.authenticate(key("k2"), "m1");
        ChannelReply second = reply(api.submit(GRID, with("桥塌了")).await().indefinitely());
        // Then
        assertEquals(201, second.status());
        assertNotEquals(first.body(), second.body());
    }

    @Test
    void anotherReportUnderAUsedIdempotencyKeyIsRefused() {
        // Given
        submit("home.json");
        // When
        ChannelReply channelReply =
                submitTo(api, "m1", with("完全不同的另一件事：桥塌了")).await().indefinitely();
        // Then
        assertEquals(422, channelReply.status());
    }

    @Test
    void aTextThatIsTooLongIsRefusedWithTheLimit() {
        // When
        ChannelReply channelReply = submitTo(api, "m1", with("路".repeat(Report.MAX_TEXT_LENGTH + 1)))
                .await()
                .indefinitely();
        // Then
        assertEquals(400, channelReply.status());
        assertTrue(channelReply.body().contains("最多 20000 字，现在有 20001 字"), channelReply.body());
        assertEquals(List.of(), reports);
    }

    private ChannelReply submit(String fixture) {
        return submitTo(api, "m1", read(fixture)).await().indefinitely();
    }

    private ChamberApi api(ReportSubmission reportSubmission) {
        InstantSource clock = () -> SmallCountyFixture.NOW;
        return new ChamberApi(
                new ProxyReportService(reportSubmission, RosterFixture.areas(), clock), RosterFixture.areas(), caller);
    }

    private static ApiKey key(String id) {
        return new ApiKey(id, "商会小程序", Set.of("chamber:" + GRID));
    }

    private Uni<ChannelReply> submitTo(ChamberApi api, String id, ProxyReportRequest in) {
        caller.authenticate(key("k1"), id);
        try {
            return api.submit(GRID, in).map(ChamberApiTest::reply).onFailure().recoverWithItem(ChamberApiTest::replyOf);
        } catch (ApiException apiException) {
            return Uni.createFrom().item(replyOf(apiException));
        }
    }

    private static ChannelReply rejected(java.util.function.Supplier<Uni<Response>> asked) {
        try {
            return reply(asked.get().await().indefinitely());
        } catch (ApiException apiException) {
            return replyOf(apiException);
        }
    }

    private static ChannelReply reply(Response response) {
        return new ChannelReply(
                response.getStatus(),
                switch (response.getEntity()) {
                    case ChamberApi.ProxyReportResponse proxyReportResponse ->
                        proxyReportResponse.receipt() + " " + proxyReportResponse.ticket();
                    case ChamberApi.QuietResponse quietResponse -> quietResponse.said();
                    default -> "";
                });
    }

    /** The response to a failed request; the text of a 503 does not matter. */
    private static ChannelReply replyOf(Throwable broken) {
        return broken instanceof ApiException apiException && apiException.status() != 503
                ? new ChannelReply(
                        apiException.status(), String.valueOf(apiException.getMessage()) + apiException.detail())
                : new ChannelReply(503, "");
    }

    private static ProxyReportRequest with(String words) {
        ProxyReportRequest home = read("home.json");
        return new ProxyReportRequest(home.member(), home.home(), home.where(), words, true, null);
    }

    private static ProxyReportRequest read(String fixture) {
        try (InputStream file = Objects.requireNonNull(ChamberApiTest.class.getResourceAsStream(fixture), fixture)) {
            return JSON.readValue(file, ProxyReportRequest.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
