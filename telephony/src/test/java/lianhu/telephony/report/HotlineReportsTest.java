package lianhu.telephony.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.LoggedCall;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.ReporterWait;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.ReportProgress;
import lianhu.telephony.callflow.event.ReportProgress.Stage;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class HotlineReportsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    private static final CallId CALL = new CallId("1764.1");

    private String receipt = "";
    private Optional<TicketQueries.TicketDetails> found = Optional.empty();
    private final List<Report> submitted = new ArrayList<>();
    private final List<String> recorded = new ArrayList<>();

    /** The database was away in the middle of the call, behind the choice of the language. */
    @Test
    void whatTheDialplanRecordedSaysInWhichLanguageTheCallerWas() {
        reports()
                .addUnattended(CALL, "13900000003", "fallback", List.of(new byte[] {1}))
                .await()
                .indefinitely();

        assertEquals(List.of(CALL.value()), recorded);
        String words = submitted.getFirst().words();
        assertTrue(words.contains("来电人要的是藏语，请懂的同事听和回电话。"), words);
    }

    @Test
    void aCallerHearsTheStageAndThePromisedDayAndNothingOfASealedMatter() {
        assertEquals(
                Optional.of(new ReportProgress(Stage.HANDLING, Optional.of(LocalDate.of(2026, 11, 20)), false)),
                progress(State.ACCEPTED, Confidentiality.PRIVATE, NOW));
        assertEquals(
                Optional.of(new ReportProgress(Stage.ASSIGNING, Optional.of(LocalDate.of(2026, 11, 20)), false)),
                progress(State.DISPATCHED, Confidentiality.OPEN, NOW));
        assertEquals(
                Optional.of(new ReportProgress(Stage.ASSIGNING, Optional.empty(), false)),
                progress(State.TRIAGED, Confidentiality.OPEN, NOW));
        assertEquals(
                Optional.of(new ReportProgress(Stage.ANSWERED, Optional.empty(), false)),
                progress(State.FEEDBACK_DUE, Confidentiality.OPEN, NOW));
        assertEquals(Optional.empty(), progress(State.ACCEPTED, Confidentiality.SEALED, NOW));
    }

    @Test
    void thePromisedDayIsKeptUntilItIsOver() {
        assertEquals(
                Optional.of(new ReportProgress(Stage.HANDLING, Optional.of(LocalDate.of(2026, 11, 20)), false)),
                progress(State.ACCEPTED, Confidentiality.OPEN, NOW.minusSeconds(3_600)));
        assertEquals(
                Optional.of(new ReportProgress(Stage.HANDLING, Optional.of(LocalDate.of(2026, 11, 19)), true)),
                progress(State.EXTENSION_REVIEW, Confidentiality.OPEN, NOW.minus(Duration.ofHours(11))));
    }

    @Test
    void whatTheDeskHasNotCheckedAndWhatTheReporterIsAskedIsHandledAndNeverLate() {
        var handled = Optional.of(new ReportProgress(Stage.HANDLING, Optional.empty(), false));
        Instant over = NOW.minus(Duration.ofDays(3));

        assertEquals(handled, progress(State.RESULT_SUBMITTED, Confidentiality.OPEN, over));
        assertEquals(handled, progress(State.WAITING_REPORTER, Confidentiality.OPEN, over));
    }

    /** Only the report of a talk is made of it when the gateway ends before the rest is added. */
    @Test
    void theRecordingThatTheReportWasMadeOfIsNotAddedToIt() {
        // Given
        receipt = "48271938";
        var words = new TicketQueries.ReportText(
                ReceiptNo.parse(receipt).orElseThrow(),
                "语音待听",
                List.of(new AttachmentId("1".repeat(64) + ".wav")),
                NOW);
        found = Optional.of(new TicketQueries.TicketDetails(
                ticket(State.ACCEPTED, Confidentiality.PRIVATE, NOW),
                "语音待听",
                List.of(words),
                List.of(),
                List.of(),
                List.of()));
        // When, and there is no service that could add
        reports().addRecordings(CALL, "bridge", List.of(new byte[] {1})).await().indefinitely();
        // Then
        assertEquals(List.of(), submitted);
    }

    private Optional<ReportProgress> progress(State state, Confidentiality confidentiality, Instant due) {
        found = Optional.of(new TicketQueries.TicketDetails(
                ticket(state, confidentiality, due), "路灯不亮", List.of(), List.of(), List.of(), List.of()));
        return reports()
                .findProgress(ReceiptNo.parse("48271938").orElseThrow())
                .await()
                .indefinitely();
    }

    private TicketQueries ticketQueries() {
        return (TicketQueries) Proxy.newProxyInstance(
                TicketQueries.class.getClassLoader(),
                new Class<?>[] {TicketQueries.class},
                (proxy, method, arguments) -> Uni.createFrom().item(found));
    }

    private static Ticket ticket(State state, Confidentiality confidentiality, Instant due) {
        Owner owner = new Owner(OwnerType.DEPARTMENT, "duty", "县值班室");
        return new Ticket(
                new TicketNo("GD20261121621099000376"),
                5,
                state,
                RequestKind.HELP,
                "1101",
                Urgency.NORMAL,
                RosterFixture.UNIT,
                confidentiality,
                false,
                owner,
                List.of(),
                new RoutingDecision(owner, List.of(), "派单目录", List.of(), 0.93, "hash", List.of(), Optional.empty()),
                1,
                0,
                false,
                Optional.empty(),
                NOW,
                NOW,
                due,
                Optional.empty(),
                0,
                ReporterWait.NONE,
                0,
                Optional.empty(),
                Set.of());
    }

    private HotlineReports reports() {
        return new HotlineReports(
                report -> {
                    submitted.add(report);
                    return Uni.createFrom().item(receipt());
                },
                new AttachmentStore() {
                    @Override
                    public Uni<AttachmentId> store(byte[] bytes) {
                        throw new AssertionError("a picture");
                    }

                    @Override
                    public Uni<AttachmentId> storeVoice(byte[] bytes) {
                        return Uni.createFrom().item(new AttachmentId("1".repeat(64) + ".wav"));
                    }

                    @Override
                    public Uni<Optional<Attachment>> find(AttachmentId id) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                },
                null,
                ticketQueries(),
                callLog(),
                RosterFixture.areas(),
                InstantSource.fixed(NOW));
    }

    private CallLog callLog() {
        return (CallLog) Proxy.newProxyInstance(
                CallLog.class.getClassLoader(),
                new Class<?>[] {CallLog.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "find" -> Uni.createFrom().item(Optional.of(call()));
                    case "recordUnattended" -> {
                        recorded.add((String) arguments[0]);
                        yield Uni.createFrom().voidItem();
                    }
                    default -> throw new AssertionError(method.getName());
                });
    }

    private LoggedCall call() {
        return new LoggedCall(
                CALL.value(),
                "13900000003",
                NOW,
                Optional.of(NOW),
                Optional.of(CallOutcome.CALLBACK_TASK),
                true,
                receipt,
                0,
                Optional.empty(),
                false,
                "",
                Optional.empty(),
                Optional.empty(),
                "bo",
                List.of());
    }

    private static Receipt receipt() {
        return new Receipt(
                ReceiptNo.parse("48271938").orElseThrow(),
                new TicketNo("GD20261123621099000001"),
                "语音待听",
                RosterFixture.UNIT,
                new Owner(OwnerType.DEPARTMENT, "duty", "县值班室"),
                NOW,
                Urgency.NORMAL,
                Confidentiality.PRIVATE,
                "",
                NoticeType.RECEIPT);
    }
}
